import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readiness } from '../machine/enabled.ts'
import { initialState } from '../machine/initial.ts'
import type { Machine } from '../machine/machine.ts'
import { pcOf } from '../machine/machine.ts'
import { racesIn } from '../machine/races.ts'
import { Run, takeStep } from '../machine/run.ts'
import { scenarios } from '../models/catalogue.ts'
import { machineFrom, recipes } from '../testing/generate.ts'
import { machineFor } from '../testing/play.ts'
import { failureKey, leakedObjects } from './failures.ts'
import { searchAll, StateSearch } from './state-search.ts'
import type { Failure, Verdict } from './verdict.ts'

interface Plain {
  readonly states: number
  readonly transitions: number
  /** Failure keys with the fewest steps, switches and preemptions that show each. */
  readonly keys: ReadonlyMap<string, number>
}

/** Breadth first over plain states with string keys: slow, short and obviously right. */
function plain(machine: Machine): Plain {
  const start = initialState(machine)
  if (!start.ok) throw new Error(start.error)
  const queue = [{ state: start.value.state, depth: 0 }]
  const seen = new Set([start.value.state.join()])
  const keys = new Map<string, number>()
  let transitions = 0
  const note = (failure: Failure, depth: number): void => {
    const key = failureKey(machine, failure)
    if (!keys.has(key)) keys.set(key, depth)
  }
  for (const { state, depth } of queue) {
    const stands = Array.from({ length: machine.setupLane }, (_, lane) =>
      readiness(machine, state, lane),
    )
    for (const [lane, ready] of stands.entries()) {
      if (ready.kind !== 'ready') continue
      for (let choice = 0; choice < Math.max(1, ready.options.length); choice++) {
        transitions++
        const next = state.slice()
        const { events } = takeStep(machine, next, { lane, choice })
        const faults = events.filter(({ event }) => event.kind === 'fault')
        for (const { event, pc } of faults) {
          if (event.kind === 'fault')
            note({ kind: 'fault', lane, pc, fault: event.fault }, depth + 1)
        }
        const key = next.join()
        if (faults.length > 0 || seen.has(key)) continue
        seen.add(key)
        queue.push({ state: next, depth: depth + 1 })
      }
    }
    for (const race of racesIn(machine, state)) note({ kind: 'data-race', race }, depth)
    if (stands.some((stand) => stand.kind === 'ready')) continue
    const lanes = stands.flatMap((stand, lane) => (stand.kind === 'blocked' ? [lane] : []))
    if (lanes.length > 0)
      note({ kind: 'deadlock', lanes, pcs: lanes.map((lane) => pcOf(machine, state, lane)) }, depth)
    else for (const object of leakedObjects(machine, state)) note({ kind: 'leak', object }, depth)
  }
  return { states: seen.size, transitions, keys }
}

function depthsOf(verdict: Verdict): ReadonlyMap<string, number> {
  const findings = verdict.kind === 'violated' ? verdict.findings : []
  return new Map(findings.map((finding) => [finding.key, finding.schedule.length]))
}

describe('state search', () => {
  it('finds the states and the shortest runs that plain enumeration finds, on random programs', () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        const machine = machineFrom(recipe)
        const expected = plain(machine)
        const verdict = searchAll(machine)
        expect(verdict.stats.states).toBe(expected.states)
        expect(verdict.stats.transitions).toBe(expected.transitions)
        expect(depthsOf(verdict)).toEqual(expected.keys)
        expect(verdict.kind).toBe(expected.keys.size > 0 ? 'violated' : 'proved')
      }),
      { numRuns: 120 },
    )
  }, 60_000)

  it('gives runs that can be replayed and show what they claim', () => {
    fc.assert(
      fc.property(
        recipes,
        fc.constantFrom('steps', 'switches', 'preemptions'),
        (recipe, minimised) => {
          const machine = machineFrom(recipe)
          const verdict = searchAll(machine, minimised)
          for (const { failure, schedule } of verdict.kind === 'violated' ? verdict.findings : []) {
            const begun = Run.begin(machine)
            if (!begun.ok) throw new Error(begun.error)
            for (const { lane, choice } of schedule)
              expect(begun.value.step(lane, choice).ok).toBe(true)
            const faults = begun.value.steps
              .at(-1)
              ?.events.flatMap(({ event }) => (event.kind === 'fault' ? [event.fault] : []))
            if (failure.kind === 'fault') expect(faults).toContainEqual(failure.fault)
          }
        },
      ),
      { numRuns: 60 },
    )
  }, 60_000)

  it('never needs more switches than the shortest run, and never more preemptions than the one with fewest switches', () => {
    for (const def of scenarios.filter((each) => each.id.startsWith('hmm/'))) {
      const machine = machineFor(def)
      const [steps, switches, preemptions] = (['steps', 'switches', 'preemptions'] as const).map(
        (minimised) => {
          const verdict = searchAll(machine, minimised)
          return new Map(
            verdict.kind === 'violated' ? verdict.findings.map((each) => [each.key, each]) : [],
          )
        },
      )
      expect([...(switches?.keys() ?? [])].sort()).toEqual([...(steps?.keys() ?? [])].sort())
      for (const [key, finding] of switches ?? []) {
        expect(finding.switches).toBeLessThanOrEqual(steps?.get(key)?.switches ?? -1)
        expect(preemptions?.get(key)?.preemptions).toBeLessThanOrEqual(finding.preemptions)
      }
    }
  }, 60_000)

  it('can be stopped and then claims no more than it searched', () => {
    const def = scenarios[0]
    if (def === undefined) throw new Error('no scenario')
    const search = new StateSearch(machineFor(def), 'steps', { states: 100 })
    while (!search.advance(10));
    expect(search.verdict()).toMatchObject({ kind: 'bounded', limit: 'states' })
  })
})
