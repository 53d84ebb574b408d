import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { add } from '../build/expressions.ts'
import { fn, p } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { choose, For, local, set } from '../build/statements.ts'
import { int, ptr, struct } from '../build/types.ts'
import { kzalloc } from '../kernel/slab.ts'
import type { Machine } from '../machine/machine.ts'
import { scenarios } from '../models/catalogue.ts'
import { mutexRounds } from '../models/bench/mutex-rounds.ts'
import { machineFrom, recipes } from '../testing/generate.ts'
import { asPosted, machineFor, machineOf } from '../testing/play.ts'
import { smallMachine } from '../testing/small-programs.ts'
import { crowdedRecipes, type SmallRecipe, smallRecipes } from '../testing/small-recipes.ts'
import { ensure } from '../util/ensure.ts'
import { Coding, TooManyValues } from './coding.ts'
import { StateSearch } from './state-search.ts'
import type { SearchLimits, SearchStats, Verdict } from './verdict.ts'

const never: SearchLimits = { engine: 'stepper', symmetry: false }
const atOnce: SearchLimits = { engine: 'compiled', symmetry: false }

interface Searched {
  readonly verdict: Verdict
  readonly states: readonly string[]
}

/** The states with every word, in the order in which they were found. */
function searched(machine: Machine, limits: SearchLimits, slice = 65_536): Searched {
  const search = new StateSearch(machine, 'steps', limits)
  while (!search.advance(slice));
  const states: string[] = []
  search.forEachState((state) => states.push(state.join()))
  return { verdict: search.verdict(), states }
}

function expectSame(
  compiled: Searched,
  plain: Searched,
  by: SearchStats['engine'] = 'compiled',
): void {
  expect(compiled.verdict.stats.engine).toBe(by)
  expect(plain.verdict.stats.engine).not.toBe('compiled')
  expect(compiled.states).toEqual(plain.states)
  const { bytes: _, engine: __, ...stats } = compiled.verdict.stats
  expect(plain.verdict).toMatchObject({ ...compiled.verdict, stats })
}

const Box = struct('box', { value: int })
const picked = global('picked', int)
const the_box = global('the_box', ptr(Box))

/** Two threads add numbers that are soon far apart: some have no place in a table of values. */
const counting = (step: number, rounds: number): Machine =>
  machineOf(({ setup, thread }) => {
    const count = fn('count', [p('box', ptr(Box)), p('by', int)], (box, by) => {
      const round = local('round', int)
      For(round, 0, rounds, () => set(box.value, add(box.value, by)))
    })
    setup(() => set(the_box, kzalloc('box', Box)))
    thread('A', 'counts', count, the_box, step)
    thread('B', 'counts too', count, the_box, -1)
  })

describe('a compiled search', () => {
  it('finds the same states in the same order, and the same runs, on random programs', () => {
    fc.assert(
      fc.property(recipes, fc.integer({ min: 1, max: 50 }), (recipe, slice) => {
        const machine = machineFrom(recipe)
        expectSame(searched(machine, atOnce, slice), searched(machine, never))
      }),
      { numRuns: 40 },
    )
  }, 60_000)

  it('and on those with every kind of lock, wait and object, and with more threads than sleep sets hold', () => {
    const areSame = (recipe: SmallRecipe): void => {
      const machine = smallMachine(recipe)
      const limits = { states: 4_000 }
      expectSame(
        searched(machine, { ...atOnce, ...limits }, 900),
        searched(machine, { ...never, ...limits }),
      )
    }
    fc.assert(fc.property(smallRecipes, areSame), { numRuns: 100 })
    fc.assert(fc.property(crowdedRecipes, areSame), { numRuns: 10 })
  }, 60_000)

  it('and on every scenario, complete where it is small', () => {
    for (const def of scenarios) {
      const machine = machineFor(def)
      const limits = { states: 2_500 }
      const compiled = searched(machine, { ...atOnce, ...limits }, 700)
      expectSame(compiled, searched(machine, { ...never, ...limits }))
    }
  }, 60_000)

  it('learns values that are far apart, and keeps states that it packed before', () => {
    for (const step of [1, 1_000, 100_000_000, 350_000_000]) {
      const machine = counting(step, 12)
      expectSame(searched(machine, atOnce), searched(machine, never))
    }
  })

  it('packs states anew in order, and grows, without losing any', () => {
    const machine = machineFor(mutexRounds)
    const limits = { states: 50_000 }
    const compiled = searched(machine, { ...atOnce, ...limits }, 1_000)
    const plain = searched(machine, { ...never, ...limits })
    expectSame(compiled, plain)
    expect(new Set(compiled.states).size).toBe(compiled.states.length)
  }, 60_000)

  it('tells the same when it is stopped anywhere, also where it has just begun again', () => {
    const def = ensure(
      scenarios.find(({ id }) => id === 'hmm/device-unregister'),
      'the scenario',
    )
    const machine = machineFor(def, { ...asPosted, sizes: { devices: 2 } })
    for (const states of [33_000, 36_500, 41_000]) {
      const learned = searched(machine, { engine: 'learned', symmetry: false, states })
      expectSame(searched(machine, { ...atOnce, states }, 16_384), learned)
    }
    const search = new StateSearch(machine, 'steps', atOnce)
    const found: number[] = []
    while (search.failures === 0) search.advance(1_500)
    while (search.stats.states < 45_000) {
      search.advance(1_500)
      const verdict = search.verdict()
      found.push(verdict.stats.states)
      expect(verdict.kind).toBe('violated')
    }
    expect(found.toSorted((left, right) => left - right)).toEqual(found)
  }, 60_000)

  it('places anew what it learned when that needs more room', () => {
    for (const machine of [counting(3, 12), machineFor(mutexRounds)]) {
      const limits = { states: 5_000 }
      const small = searched(machine, { ...atOnce, ...limits, stepRoom: 1 << 12 }, 300)
      expectSame(small, searched(machine, { ...never, ...limits }))
    }
  })

  it('leaves states with more successors than it can count to the other engine', () => {
    const digits = ['2', '3', '4', '5', '6', '7', '8', '9']
    const chooser = fn('chooser', [], () => set(picked, choose('chosen', ['0', '1', ...digits])))
    const machine = machineOf(({ thread }) => {
      for (let i = 0; i < 26; i++) thread(String.fromCharCode(65 + i), 'chooses', chooser)
    })
    const { verdict, states } = searched(machine, { symmetry: false, states: 300 })
    expectSame({ verdict, states }, searched(machine, { ...never, states: 300 }), 'learned')
  })

  it('begins again with the other engine when there are too many values', () => {
    const machine = counting(3, 12)
    const search = new StateSearch(machine, 'steps', { symmetry: false })
    search.advance(20)
    expect(search.stats.engine).toBe('compiled')
    const admit = vi.spyOn(Coding.prototype, 'admit').mockImplementation(() => {
      throw new TooManyValues()
    })
    while (!search.advance(10));
    admit.mockRestore()
    const states: string[] = []
    search.forEachState((state) => states.push(state.join()))
    expectSame({ verdict: search.verdict(), states }, searched(machine, never), 'stepper')
  })

  it('gives way to the stepper where nearly every state needs an answer of its own', () => {
    const machine = counting(1, 700)
    const limits = { states: 40_000 }
    const found = searched(machine, { symmetry: false, ...limits })
    expectSame(found, searched(machine, { ...never, ...limits }), 'stepper')
  }, 60_000)

  it('stops for memory', () => {
    const { verdict } = searched(machineFor(mutexRounds), { ...atOnce, bytes: 1 << 20 })
    expect(verdict).toMatchObject({ kind: 'bounded', limit: 'memory' })
  })
})
