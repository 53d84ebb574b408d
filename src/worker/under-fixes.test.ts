import { describe, expect, it } from 'vitest'
import { answer } from './answer.ts'
import type { FixReplay, RunSpec } from './protocol.ts'
import { searchNow } from './search-task.ts'

const scenario = 'hmm/device-unregister'
const variant = { fixes: [], mutex: 'count' } as const

function useAfterFree(): RunSpec {
  const searched = searchNow(
    {
      scenario,
      variant,
      minimised: 'steps',
      maxStates: undefined,
      maxBytes: undefined,
      maxSeconds: undefined,
    },
    () => 0,
  )
  const findings =
    searched.ok && searched.value.verdict === 'violated' ? searched.value.findings : []
  const found = findings.find(({ kind }) => kind === 'use-after-free')
  if (found === undefined) throw new Error('no use after free')
  return { scenario, variant, schedule: found.schedule }
}

function replays(spec: RunSpec): ReadonlyMap<string | undefined, FixReplay> {
  const told = answer({ kind: 'under-fixes', spec })
  if (told.kind !== 'under-fixes') throw new Error(JSON.stringify(told))
  return new Map(told.replays.map((each) => [each.tried, each]))
}

describe('the violating run of the mail under each fix', () => {
  const spec = useAfterFree()
  const under = replays(spec)

  it('is held up by synchronize_srcu, and nothing goes wrong as far as it comes', () => {
    const { violations, outcome } = under.get('synchronize-srcu') ?? {}
    expect(violations).toEqual([])
    expect(outcome?.kind === 'diverted' ? outcome.stopped?.reason : '').toContain('cannot run')
  })

  it('is the same under a fix of something else', () => {
    expect(under.get('r2-wait')?.violations).toEqual([])
    expect(under.get('hmm-unref-in-destroy')?.fixes).toEqual(['hmm-unref-in-destroy'])
  })

  it('is replayed without fixes, too, when it has some', () => {
    const fixed = { ...variant, fixes: ['synchronize-rcu'] }
    const under2 = replays({ scenario, variant: fixed, schedule: 'a3' })
    expect(under2.get(undefined)).toMatchObject({ fixes: [], outcome: { kind: 'same' } })
    expect(under2.has('synchronize-rcu')).toBe(false)
  })

  it('opens as a run of its own under each', () => {
    for (const { fixes, schedule, violations } of under.values()) {
      const opened = answer({ kind: 'run', scenario, variant: { ...variant, fixes }, schedule })
      if (opened.kind !== 'opened') throw new Error(JSON.stringify(opened))
      expect(opened.opened.report).toEqual({ kind: 'whole' })
      expect(opened.opened.run.violations.length > 0).toBe(violations.length > 0)
    }
  })
})
