import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readiness } from '../../machine/enabled.ts'
import { initialState } from '../../machine/initial.ts'
import type { Machine } from '../../machine/machine.ts'
import { Run, type RunStep, takeStep } from '../../machine/run.ts'
import { machineFrom, recipes } from '../../testing/generate.ts'
import { hasFault } from '../explain/recorded.ts'
import { CanHappen, type CanHappenEnd } from './can-happen.ts'
import { contradicts, type Pin, type Pins } from './pins.ts'

function search(machine: Machine, wanted: Pins): CanHappenEnd {
  const task = new CanHappen(machine, wanted)
  for (;;) {
    const end = task.advance(1_000)
    if (end !== undefined) return end
  }
}

/** Runs that all enumerations together may have; a program with more is left out. */
const mostRuns = 1_500

/** Every run to its end or to what goes wrong, step by step; undefined when there are too many. */
function everyRun(machine: Machine): readonly (readonly RunStep[])[] | undefined {
  const start = initialState(machine)
  if (!start.ok) return undefined
  const runs: (readonly RunStep[])[] = []
  const go = (state: Int32Array, steps: readonly RunStep[]): boolean => {
    if (runs.length > mostRuns || steps.length > 24) return false
    let isEnd = true
    for (let lane = 0; lane < machine.setupLane; lane++) {
      const ready = readiness(machine, state, lane)
      if (ready.kind !== 'ready') continue
      isEnd = false
      for (let choice = 0; choice < Math.max(1, ready.options.length); choice++) {
        const after = state.slice()
        const step = takeStep(machine, after, { lane, choice })
        const all = [...steps, step]
        if (hasFault(step)) runs.push(all)
        else if (!go(after, all)) return false
      }
    }
    if (isEnd) runs.push(steps)
    return true
  }
  return go(start.value.state, []) ? runs : undefined
}

/** Said once more, of a whole run: when each pinned step is taken, and whether the order is kept. */
function lengthOf(run: readonly RunStep[], { pins, before }: Pins): number | undefined {
  const times = pins.map(({ lane, pcs, nth }) => {
    const own = [...run.keys()].filter(
      (at) => run[at]?.lane === lane && pcs.includes(run[at]?.main ?? -1),
    )
    return own[nth - 1]
  })
  const known = times.filter((time) => time !== undefined)
  if (known.length < times.length) return undefined
  const isKept = before.every(({ first, second }) => (times[first] ?? 0) < (times[second] ?? 0))
  return isKept ? Math.max(...known) + 1 : undefined
}

/** Two or three steps of some runs, in an order of which nobody knows whether it can be had. */
function pinsFrom(runs: readonly (readonly RunStep[])[], picks: readonly number[]): Pins {
  const all = runs.flat()
  const pins = picks.flatMap((pick, i): readonly Pin[] => {
    const step = all[(pick * 131 + i * 17) % Math.max(1, all.length)]
    const nth = pick % 7 === 0 ? 2 : 1
    return step === undefined ? [] : [{ lane: step.lane, pcs: [step.main], nth }]
  })
  const before = [...pins.keys()].slice(1).map((second) => ({ first: second - 1, second }))
  return { pins, before }
}

describe('whether something can happen', () => {
  it('is what trying every interleaving says, with a run of as few steps', () => {
    const said = { happens: 0, never: 0 }
    const picked = fc.array(fc.nat({ max: 60 }), { minLength: 2, maxLength: 3 })
    fc.assert(
      fc.property(recipes, picked, (recipe, picks) => {
        const machine = machineFrom(recipe)
        const runs = everyRun(machine)
        if (runs === undefined || runs.every((run) => run.length === 0)) return
        const wanted = pinsFrom(runs, picks)
        const lengths = runs.flatMap((run) => lengthOf(run, wanted) ?? [])
        const end = search(machine, wanted)
        if (end.kind === 'happens') {
          expect(end.schedule).toHaveLength(Math.min(...lengths))
          expect(lengthOf(played(machine, end.schedule), wanted)).toBe(end.schedule.length)
          said.happens++
        } else {
          expect(end.kind).toBe('never')
          expect(lengths).toEqual([])
          said.never++
        }
      }),
      { numRuns: 120 },
    )
    expect(said.happens).toBeGreaterThan(10)
    expect(said.never).toBeGreaterThan(5)
  })

  it('is bounded when there are more states than it may look at', () => {
    const machine = machineFrom({
      threads: [[{ op: 'store', word: 0, value: 1 }], [{ op: 'load', word: 0, value: 1 }]],
    })
    const wanted = { pins: [{ lane: 0, pcs: [9_999], nth: 1 }], before: [] }
    expect(new CanHappen(machine, wanted, { states: 1 }).advance(100)).toEqual({
      kind: 'bounded',
      limit: 'states',
    })
    expect(search(machine, wanted)).toEqual({ kind: 'never' })
  })
})

describe('pins', () => {
  const pin: Pin = { lane: 0, pcs: [1], nth: 1 }
  it('contradict each other when they go round in a circle', () => {
    const pins = [pin, pin, pin]
    const line = [
      { first: 0, second: 1 },
      { first: 1, second: 2 },
    ]
    expect(contradicts({ pins, before: line })).toBe(false)
    expect(contradicts({ pins, before: [...line, { first: 2, second: 0 }] })).toBe(true)
  })
})

function played(
  machine: Machine,
  schedule: readonly { lane: number; choice: number }[],
): readonly RunStep[] {
  const begun = Run.begin(machine)
  if (!begun.ok) throw new Error(begun.error)
  for (const { lane, choice } of schedule)
    if (!begun.value.step(lane, choice).ok) throw new Error('the run cannot be played')
  return begun.value.steps
}
