import { describe, expect, it } from 'vitest'
import { benchPrograms } from '../models/bench/catalogue.ts'
import { answer } from '../worker/answer.ts'
import type { CheckClassesJson, CheckJson } from './json/check-json.ts'
import type { RunJson } from '../share/json/run-json.ts'
import { main } from './program.ts'

function heddle(line: string) {
  const out: string[] = []
  const err: string[] = []
  const io = { out: (text: string) => out.push(text), err: (text: string) => err.push(text) }
  const status = main(line.split(' '), { ...io, ask: answer, peakMemory: () => 4096 })
  return { status, out: out.join(''), err: err.join('') }
}

type Checked = CheckJson | CheckClassesJson

/** Plays what was found as "heddle run" does; gives the kinds of violation that it shows. */
function replay(line: string, schedule: string): readonly string[] {
  const { status, out, err } = heddle(`run ${line} --schedule ${schedule} --json`)
  if (out === '') throw new Error(err)
  expect(status).toBe(1)
  return (JSON.parse(out) as RunJson).violations.map(({ kind }) => kind)
}

describe('what heddle check prints, heddle run plays', () => {
  it.each([
    'hmm/leak',
    'hmm/device-unregister',
    'hmm/device-unregister --ask caller-frees-mirror --fix hmm-unref-in-destroy',
    'hmm/leak --engine optimal',
    'hmm/leak --engine source',
    'hmm/leak --engine sleep',
  ])('%s', (line) => {
    const { status, out } = heddle(`check ${line} --json`)
    expect(status).toBe(1)
    const { findings } = JSON.parse(out) as Checked
    expect(findings.length).toBeGreaterThan(0)
    const program = line.replace(/ --engine \w+/, '')
    for (const { schedule, kind } of findings) expect(replay(program, schedule)).toContain(kind)
  })
})

describe('heddle check --engine', () => {
  it('counts classes, and proves only when all were explored', () => {
    const line = 'check hmm/leak --fix hmm-unref-in-kill --engine optimal --json'
    const { status, out } = heddle(line)
    const json = JSON.parse(out) as CheckClassesJson
    expect(status).toBe(0)
    expect(json).toMatchObject({
      verdict: 'proved',
      exhausted: true,
      redundant: 0,
      peakMemory: 4096,
    })
    expect(json.runs).toBe(json.classes + json.blocked)
  })

  it('is bounded at a limit, which is no proof', () => {
    const line = 'check hmm/device-unregister --fix r2-spinlock,r2-wait --engine optimal'
    const { status, out } = heddle(`${line} --max-runs 3 --json`)
    expect(status).toBe(3)
    expect(JSON.parse(out)).toMatchObject({ verdict: 'bounded', limit: 'runs', runs: 3 })
    expect(heddle(`${line} --max-runs 3`).out).toContain('stopped at runs')
  })

  it.each([
    ['--engine optimum', /Did you mean "optimal"/],
    ['--engine optimal --max-states 9', /--max-states is for --engine states/],
    ['--engine optimal --find shortest', /--find is for --engine states/],
    ['--max-runs 9', /--engine states takes --max-states/],
    ['--size devices=4', /has no size|from 1 to/],
    ['--size devices', /a name and a number are expected, as in devices=2/],
    ['--size devices=2 --size devices=3', /more than once/],
    ['--ask release-one', /Did you mean "release-once"/],
  ])('refuses %s', (options, reason) => {
    const { status, out, err } = heddle(`check hmm/device-unregister ${options}`)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toMatch(reason)
  })

  it('names sizes and questions again in the commands that it prints', () => {
    const line = 'run hmm/device-unregister --ask release-once --size devices=2'
    const { out } = heddle(`${line} --schedule a --json`)
    expect(JSON.parse(out)).toMatchObject({
      variant: { questions: ['release-once'], sizes: { devices: 2 } },
      link: expect.stringContaining('&ask=release-once&size=devices:2&') as string,
    })
    expect(heddle(`${line} --schedule a`).out).toContain('asking release-once, 2 devices')
  })
})

describe('heddle classes', () => {
  const small = benchPrograms.flatMap((program) =>
    program.sizes.slice(0, 1).map((size) => ({ program, size })),
  )

  it.each(small.slice(0, 12))('$program.id at size $size has the known numbers', (each) => {
    const { program, size } = each
    const { out } = heddle(`classes ${program.id} --size ${size} --json`)
    expect(JSON.parse(out)).toMatchObject({ ...program.expected[size], redundant: 0 })
  })

  it('lists the programs, also for a name that there is none of', () => {
    expect(heddle('classes').out).toContain(`${benchPrograms[0]?.id}: `)
    const { status, err } = heddle('classes last-zeros')
    expect(status).toBe(2)
    expect(err).toContain('Known: ')
  })
})

describe('heddle guarantees', () => {
  it('answers every cell, each no with a run that shows it', () => {
    const { status, out } = heddle('guarantees --json')
    const json = JSON.parse(out) as {
      readonly rows: readonly {
        readonly cells: readonly {
          readonly answer: string
          readonly shown: readonly { readonly kind: string }[]
        }[]
      }[]
    }
    expect(status).toBe(0)
    expect(json.rows.map(({ cells }) => cells.length)).toEqual(Array(10).fill(9))
    for (const { answer: said, shown } of json.rows.flatMap(({ cells }) => cells)) {
      expect(shown[0]?.kind).toBe(said === 'yes' ? 'exhausted' : 'run')
    }
  }, 60_000)
})
