import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { answer } from '../worker/answer.ts'
import type { CheckJson } from './json/check-json.ts'
import { main } from './program.ts'

function heddle(line: string) {
  const out: string[] = []
  const err: string[] = []
  const io = { out: (text: string) => out.push(text), err: (text: string) => err.push(text) }
  const status = main(line.split(' '), { ...io, ask: answer })
  return { status, out: out.join(''), err: err.join('') }
}

/** The type says what is documented; the tests below look at what matters. */
function json(line: string): CheckJson {
  const { out, err } = heddle(`check ${line} --json`)
  if (out === '') throw new Error(err)
  return JSON.parse(out) as CheckJson
}

const device = 'hmm/device-unregister'

const kindsOf = ({ findings }: CheckJson): readonly string[] =>
  [...new Set(findings.map(({ kind, object }) => `${kind} ${object ?? ''}`.trim()))].sort()

describe('heddle check', () => {
  it('lists every distinct failure with the command that plays it, and exits with 1', () => {
    const { status, out, err } = heddle('check hmm/leak')
    expect({ status, err }).toEqual({ status: 1, err: '' })
    expect(
      out.replaceAll(/\d+ states|\d+ transitions|[\d.]+ [KM]iB|depth \d+/g, 'n'),
    ).toMatchInlineSnapshot(`
      "HMM: one process registers, unregisters and exits, v3 as posted
      hmm/leak (version 1), no fixes, mutex model count

      VIOLATED: 1 kind of failure in 2 places
      searched: all n, n, n
      took: 0 ms, n of memory

      1. leak: mm
         mm is never freed: the reference "a registered notifier (mmu_notifier_register)", taken by A at
         step 17, is never dropped.
         66 steps, 0 switches, 0 preemptions
         heddle run hmm/leak --schedule a66

      2. leak: hmm
         hmm is never freed: the reference "mirror->hmm, taken in hmm_mirror_register", taken by A at step
         13, is never dropped.
         66 steps, 0 switches, 0 preemptions
         heddle run hmm/leak --schedule a66
      "
    `)
  })

  it('counts states up to symmetry when it is told to, and says so', () => {
    const large = `${device} --size devices=2,processes=2,mirrors=2 --max-states 400`
    expect(json(`${large} --symmetry on`).exchanges).toBe(2)
    expect(json(`${large} --symmetry off`).exchanges).toBeUndefined()
    expect(json(large).exchanges).toBeUndefined()
    expect(heddle(`check ${large} --symmetry maybe`)).toMatchObject({
      status: 2,
      err: expect.stringContaining('--symmetry is "maybe"; it is on or off.') as string,
    })
  })

  it('gives schedules that heddle run plays to the very failure', () => {
    const { findings } = json(device)
    expect(findings.length).toBeGreaterThan(2)
    for (const { schedule, text, steps } of findings) {
      const { status, out } = heddle(`run ${device} --schedule ${schedule} --json`)
      expect(status).toBe(1)
      expect(JSON.parse(out)).toMatchObject({ replay: { kind: 'whole' } })
      expect(out).toContain(JSON.stringify(text))
      expect(heddle(`run ${device} --schedule ${schedule} --at ${steps}`).status).toBe(1)
    }
  })

  it('names the options of the variant in the command', () => {
    const { out } = heddle(`check ${device} --fix synchronize-srcu --mutex ideal`)
    expect(out).toContain(
      '\n   heddle run hmm/device-unregister --fix synchronize-srcu --mutex ideal ',
    )
  })

  it('finds the use after free of the mail, and only leaks under the fix', () => {
    expect(kindsOf(json(device))).toEqual(['leak hmm', 'leak mm', 'use-after-free device'])
    expect(kindsOf(json(`${device} --fix synchronize-srcu`))).toEqual(['leak hmm', 'leak mm'])
  })

  it.each([
    ['shortest', 'steps'],
    ['switches', 'switches'],
    ['preemptions', 'preemptions'],
  ] as const)('with --find %s shows the one failure with the fewest %s', (find, cost) => {
    const all = json(device)
    const one = json(`${device} --find ${find}`)
    expect(one.findings).toHaveLength(1)
    expect(one.failures).toBe(all.failures)
    const least = Math.min(...all.findings.map((finding) => finding[cost]))
    expect(one.findings[0]?.[cost]).toBeLessThanOrEqual(least)
    expect(heddle(`check ${device} --find ${find}`).out).toContain(
      `${all.failures - 1} further distinct failures: --find all shows them.\n`,
    )
  })

  it('exits with 3 when a limit came first and nothing wrong was found', () => {
    const { status, out, err } = heddle(`check ${device} --max-states 200`)
    expect({ status, err }).toEqual({ status: 3, err: '' })
    expect(out).toContain('BOUNDED: nothing wrong found so far; this is not a proof\n')
    expect(out).toMatch(/searched: stopped at 2\d\d states, /)
    expect(json(`${device} --max-states 200`)).toMatchObject({
      verdict: 'bounded',
      exhausted: false,
      limit: 'states',
      findings: [],
    })
  })

  it('says that there may be more when it stopped after a failure', () => {
    const found = json(device).findings.map(({ steps }) => steps)
    expect(Math.min(...found)).toBeGreaterThan(0)
    const { status, out } = heddle(`check ${device} --max-states 1600`)
    expect(status).toBe(1)
    expect(out).toMatch(/^VIOLATED: .* so far; there may be more$/m)
  })

  it('stops after --max-seconds', () => {
    let milliseconds = 0
    const out: string[] = []
    const status = main(`check ${device} --max-seconds 1`.split(' '), {
      out: (text) => out.push(text),
      err: () => {},
      ask: answer,
      now: () => (milliseconds += 400),
    })
    expect(status).toBe(3)
    expect(out.join('')).toMatch(/searched: stopped after \d+(?:\.\d)? s at \d+ states/)
    expect(out.join('')).toMatch(/took: .* states per second/)
  })
})

describe('JSON of heddle check', () => {
  it('has exactly the fields that docs/json.md lists', () => {
    const text = readFileSync(new URL('../../docs/json.md', import.meta.url), 'utf8')
    const [, section = ''] = /^## `heddle check --json`$(.*?)(?:^## |$(?![^]))/ms.exec(text) ?? []
    const documented = [...section.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, names = '']) =>
      [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
    )
    const violated = json(device)
    const bounded = json(`${device} --max-states 9`)
    const known = [violated, bounded, ...violated.findings].flatMap((part) => Object.keys(part))
    // No time passes in tests, and this program has nothing to exchange.
    expect(new Set([...known, 'statesPerSecond', 'peakMemory', 'exchanges'])).toEqual(
      new Set(documented),
    )
  })

  it('has links that the page opens at the failure', () => {
    const [first] = json(device).findings
    expect(first?.link).toBe(`#/${device}?v=1&model=1&at=${first?.steps}&run=${first?.schedule}`)
  })
})

describe('bad usage exits with 2, names the part on stderr and prints nothing', () => {
  it.each([
    ['check', '<scenario> is missing'],
    ['check hmm/laek', '“hmm/laek”. Known'],
    ['check hmm/leak --fix nope', '“nope”'],
    ['check hmm/leak --mutex onwer', 'no mutex model "onwer"'],
    ['check hmm/leak --find shortst', '--find is "shortst"'],
    ['check hmm/leak --max-states 0', '--max-states is "0"; a whole number from 1'],
    ['check hmm/leak --max-seconds 1.5', '--max-seconds is "1.5"'],
  ])('heddle %s', (line, reason) => {
    const { status, out, err } = heddle(line)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toContain(reason)
  })
})
