import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deviceUnregister } from '../models/hmm/scenarios/device-unregister.ts'
import { answer } from './answer.ts'
import { createStatesHandler } from './states-handle.ts'
import type { FromStates, StatesJob } from './states-protocol.ts'

const program = { scenario: deviceUnregister.id, variant: { fixes: [], mutex: 'count' } } as const
const schedule = deviceUnregister.runs[0]?.schedule ?? ''

/** Everything that is said, with the job stopped after so many turns. */
function done(job: StatesJob, turns = Number.POSITIVE_INFINITY): readonly FromStates[] {
  const said: FromStates[] = []
  const waiting: (() => void)[] = []
  let time = 0
  const handle = createStatesHandler({
    send: (message) => said.push(message),
    yield: (next) => waiting.push(next),
    now: () => (time += 10),
  })
  handle(job)
  for (let turn = 0; waiting.length > 0; turn++) {
    if (turn === turns) handle({ kind: 'stop' })
    waiting.shift()?.()
  }
  return said
}

function graph(job: StatesJob, turns?: number) {
  const last = done(job, turns).at(-1)
  if (last?.kind !== 'graph') throw new Error(JSON.stringify(last))
  return last.view
}

function classes(most: number) {
  const last = done({ kind: 'classes', ...program, most }).at(-1)
  if (last?.kind !== 'classes') throw new Error(JSON.stringify(last))
  return last.view
}

function opened(of: string) {
  const told = answer({ kind: 'run', ...program, schedule: of })
  if (told.kind !== 'opened') throw new Error(JSON.stringify(told))
  return told.opened
}

describe('the states of a program', () => {
  const job: StatesJob = { kind: 'graph', ...program, schedule, most: 2_000 }
  const whole = graph(job)

  it('are all there when there are few enough, with the run drawn through them', () => {
    expect(whole.isWhole).toBe(true)
    expect(whole.within).toBeUndefined()
    expect(whole.wrong).toBeGreaterThan(0)
    expect(whole.nodes.length).toBe(whole.states + whole.wrong)
    expect(whole.path.length).toBe(opened(schedule).run.steps.length + 1)
    const last = whole.nodes[whole.path.at(-1) ?? -1]
    expect(last).toMatchObject({ kind: 'failed', text: 'use after free of device' })
  })

  it('open by a run that ends as is said of them', () => {
    for (const node of whole.nodes.filter(({ kind }) => kind === 'failed')) {
      const { run, report } = opened(node.schedule)
      expect(report.kind).toBe('whole')
      expect(run.steps.length).toBe(node.depth)
      expect(run.violations.some(({ at }) => at === node.depth - 1)).toBe(true)
    }
  })

  it('are those near the run when there are too many, and the others are counted', () => {
    const near = graph({ ...job, most: 200 })
    expect(near.nodes.length).toBeLessThanOrEqual(200)
    expect(near.within).toBeGreaterThan(0)
    expect(near.states).toBe(whole.states)
    expect(near.path.length).toBe(whole.path.length)
  })

  it('are as many as were found when it is stopped', () => {
    const part = graph(job, 1)
    expect(part.isWhole).toBe(false)
    expect(part.states).toBeLessThan(whole.states)
  })
})

describe('interleaving classes', () => {
  it('are listed with a run of each that goes wrong as is said', () => {
    const view = classes(400)
    expect(view.isComplete || view.limit !== undefined).toBe(true)
    expect(new Set(view.rows.map((row) => row.schedule)).size).toBe(view.rows.length)
    for (const row of view.rows.slice(0, 40)) {
      const { run, report } = opened(row.schedule)
      expect(report.kind).toBe('whole')
      expect(run.steps.length).toBe(row.steps)
      const kinds = run.violations.filter(({ kind }) => kind !== 'data-race')
      expect(kinds.length > 0).toBe(row.failures.length > 0)
    }
  })

  it('say which limit they were stopped at', () => {
    expect(classes(3)).toMatchObject({ isComplete: false, limit: 'runs' })
  })
})

it('a program that does not exist is refused in words', () => {
  const said = done({ kind: 'classes', ...program, scenario: 'nowhere', most: 1 })
  const [first] = said
  expect(first).toMatchObject({ kind: 'failed' })
  expect(JSON.stringify(first)).toContain('There is no scenario “nowhere”')
})

describe('a message to the states worker', () => {
  /** The first thing said to it. */
  const said = (message: unknown): readonly FromStates[] => {
    const sent: FromStates[] = []
    const host = { send: (each: FromStates) => void sent.push(each), yield: () => {}, now: () => 0 }
    createStatesHandler(host)(message)
    return sent
  }

  it.each([
    [{ kind: 'eval' }, '“job.kind” is “eval”; graph, classes or stop is expected.'],
    [
      { kind: 'graph', ...program, schedule, most: -1 },
      '“job.most” is -1; a whole number from 0 is expected.',
    ],
    [{ kind: 'classes', ...program, variant: null, most: 1 }, '“job.variant” is null'],
  ])('%j is refused', (message, expected) => {
    const [first] = said(message)
    expect(first?.kind === 'failed' ? first.message : '').toContain(expected)
  })

  it('is refused in words, whatever is missing or wrong in it', () => {
    const some = fc.anything().filter((each) => typeof each !== 'string')
    const wrong = fc.oneof(
      some,
      fc.record({ kind: fc.constantFrom('graph', 'classes', 7), scenario: some, most: some }),
      fc.record({
        kind: fc.constant('graph'),
        scenario: fc.string(),
        variant: some,
        most: fc.nat(),
      }),
    )
    fc.assert(
      fc.property(wrong, (message) => {
        expect(said(message).map(({ kind }) => kind)).toEqual(['failed'])
      }),
    )
  })
})
