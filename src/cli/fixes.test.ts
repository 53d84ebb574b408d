import { describe, expect, it } from 'vitest'
import { fixesCommand } from './fixes.ts'
import { readArgs } from './args.ts'
import type { Outcome } from './command.ts'

function run(...argv: readonly string[]): Outcome {
  const args = readArgs(fixesCommand, argv)
  if (!args.ok) return { kind: 'refused', reason: args.error }
  const unused = (): never => {
    throw new Error('not used')
  }
  const tools = { ask: unused, search: unused, now: () => 0, peakMemory: () => undefined }
  return fixesCommand.run(args.value, tools)
}

describe('heddle fixes', () => {
  it('names the smallest sets that repair everything', () => {
    const outcome = run('hmm/leak', '--most', '1')
    expect(outcome).toMatchObject({ kind: 'done', came: 'clean' })
    const text = outcome.kind === 'done' ? outcome.text : ''
    expect(text).toContain('none: leak of hmm, leak of mm')
    expect(text.slice(text.indexOf('Smallest'))).toBe(
      'Smallest sets that repair everything:\n  hmm-unref-in-kill\n  hmm-unref-in-destroy\n  r2-spinlock\n',
    )
  })

  it('needs a set that repairs every scenario at once', () => {
    const outcome = run('hmm/leak', 'hmm/device-unregister', '--most', '1', '--json')
    expect(outcome).toMatchObject({ kind: 'done', came: 'clean' })
    const json = JSON.parse(outcome.kind === 'done' ? outcome.text : '') as {
      readonly sets: readonly {
        readonly fixes: readonly string[]
        readonly scenarios: readonly {
          readonly failures: readonly { readonly name: string; readonly schedule: string }[]
        }[]
      }[]
    }
    const srcu = json.sets.find((set) => set.fixes[0] === 'synchronize-srcu')
    expect(srcu?.scenarios.map(({ failures }) => failures.map(({ name }) => name))).toEqual([
      ['leak of hmm', 'leak of mm'],
      ['leak of hmm', 'leak of mm'],
    ])
  })

  it('refuses what it does not know', () => {
    expect(run('hmm/leek')).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('Did you mean') as string,
    })
    expect(run('hmm/leak', '--most', 'x')).toMatchObject({ kind: 'refused' })
    expect(run()).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('<scenario> is missing') as string,
    })
  })
})
