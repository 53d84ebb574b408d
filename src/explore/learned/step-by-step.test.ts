import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { initialState } from '../../machine/initial.ts'
import type { Machine } from '../../machine/machine.ts'
import { scenarios } from '../../models/catalogue.ts'
import { machineFrom, recipes } from '../../testing/generate.ts'
import { machineFor } from '../../testing/play.ts'
import { ensure } from '../../util/ensure.ts'
import { Expander, type Successors } from '../expander.ts'
import { LearnedExpander } from './learned-expander.ts'

/** Everything that is told of a state: how lanes stand, every step with what it changes, and the races. */
function told(expander: Successors, state: Int32Array): unknown {
  const steps: unknown[] = []
  expander.state.set(state)
  expander.expand({
    step: (lane, choice, faults) => {
      const changed = new Map<number, number>()
      for (let i = 0; i < 2 * expander.logged; i += 2)
        changed.set(expander.log[i] ?? -1, expander.state[expander.log[i] ?? -1] ?? 0)
      const kept = [...changed].filter(([index, value]) => value !== state[index])
      steps.push({ lane, choice, faults, changed: kept.sort(([one], [other]) => one - other) })
    },
  })
  expect([...expander.state]).toEqual([...state])
  return { standing: { ...expander.standing }, races: expander.races, steps }
}

/** Goes through states breadth first, up to so many, and compares what is told of each. */
function expectSame(machine: Machine, learned: LearnedExpander, most: number): void {
  const plain = new Expander(machine)
  const start = initialState(machine)
  if (!start.ok) throw new Error(start.error)
  const found = [start.value.state.slice()]
  const known = new Set(found.map(String))
  for (const state of found) {
    expect(told(learned, state)).toEqual(told(plain, state))
    plain.state.set(state)
    plain.expand({
      step: (_, __, faults) => {
        const next = plain.state.slice()
        if (faults.length > 0 || found.length >= most || known.has(String(next))) return
        known.add(String(next))
        found.push(next)
      },
    })
  }
}

describe('what was learned of a step', () => {
  it('is what the stepper does in every state of random programs', () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        const machine = machineFrom(recipe)
        expectSame(machine, new LearnedExpander(machine, true), 150)
      }),
      { numRuns: 60 },
    )
  })

  it('and in many of each scenario', () => {
    for (const def of scenarios) {
      const machine = machineFor(def)
      expectSame(machine, new LearnedExpander(machine, true), 120)
    }
  })

  it('is asked again when there is no room to keep it', () => {
    const def = ensure(
      scenarios.find(({ id }) => id === 'hmm/device-unregister'),
      'the scenario',
    )
    const machine = machineFor(def)
    const learned = new LearnedExpander(machine, true, 200)
    expectSame(machine, learned, 150)
    expect(learned.tree.isFull).toBe(true)
  })
})
