/**
 * Generated programs whose threads are all alike: the search up to symmetry has the verdict and the
 * failures of the search of everything, and exactly one state for each orbit. HEDDLE_SLOW=1 takes more.
 */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Machine } from '../../machine/machine.ts'
import { initialState } from '../../machine/initial.ts'
import { alikeMachine } from '../../testing/small-programs.ts'
import { type SmallRecipe, smallRecipes } from '../../testing/small-recipes.ts'
import { StateSearch } from '../state-search.ts'
import type { Verdict } from '../verdict.ts'
import { Symmetry } from './symmetry.ts'

const programs = process.env['HEDDLE_SLOW'] === '1' ? 2_000 : 60
const mostStates = 20_000

function search(machine: Machine, symmetry: boolean): StateSearch {
  const made = new StateSearch(machine, 'steps', {
    symmetry,
    states: mostStates,
    engine: 'learned',
  })
  while (!made.advance(65_536));
  return made
}

function built(recipe: SmallRecipe, count: number): Machine | undefined {
  try {
    return alikeMachine(recipe, count)
  } catch {
    return undefined
  }
}

/** Kinds of failure up to symmetry, with the steps of the shortest run to each. */
function failuresOf(verdict: Verdict, symmetry: Symmetry): readonly string[] {
  const best = new Map<string, number>()
  for (const { failure, schedule } of verdict.kind === 'violated' ? verdict.findings : []) {
    const key = symmetry.keyOf(failure)
    best.set(key, Math.min(schedule.length, best.get(key) ?? schedule.length))
  }
  return [...best].map(([key, steps]) => `${key}: ${steps}`).sort()
}

describe('on generated programs of threads that are alike', () => {
  it.each([2, 3])(
    '%i threads: the same failures, and one state for each orbit',
    (count) => {
      let compared = 0
      const kinds = new Set<string>()
      const property = fc.property(smallRecipes, (recipe) => {
        const machine = built(recipe, count)
        const start = machine && initialState(machine)
        if (machine === undefined || start?.ok !== true) return
        const full = search(machine, false)
        if (full.stats.states > mostStates) return
        const reduced = search(machine, true)
        const symmetry = Symmetry.of(machine, start.value.state, true)
        if (symmetry === undefined) throw new Error('nothing is declared')
        const verdict = full.verdict()
        kinds.add(verdict.kind)
        compared++
        expect(reduced.verdict().kind).toBe(verdict.kind)
        expect(failuresOf(reduced.verdict(), symmetry)).toEqual(failuresOf(verdict, symmetry))
        expect(reduced.orbits()).toBe(full.stats.states)
      })
      fc.assert(property, { seed: 20_120_526, numRuns: programs })
      expect(compared).toBeGreaterThan(programs / 2)
      expect([...kinds].sort()).toEqual(['proved', 'violated'])
    },
    600_000,
  )
})
