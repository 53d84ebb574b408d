/**
 * The run that a search up to symmetry has found. After each step the search goes on with an exchanged
 * state; here the exchanges are undone one after the other, so that the steps are those of one run.
 */

import type { Machine } from '../../machine/machine.ts'
import { takeStep } from '../../machine/run.ts'
import { ensure } from '../../util/ensure.ts'
import type { Shown } from '../found-failures.ts'
import type { Symmetry } from './symmetry.ts'

export interface KeptState {
  readonly words: Int32Array
  /** Lane that ran last, where states are told apart by it; else -1. */
  readonly last: number
}

/** `states` are those that were kept, from the first one on; the schedule has lanes as they are there. */
export function realRun(
  machine: Machine,
  symmetry: Symmetry,
  states: readonly KeptState[],
  { schedule, failure }: Shown,
): Shown {
  // Makes of what was kept what it is in the run.
  let back = 0
  const steps = schedule.map(({ lane, choice }, i) => {
    const step = { lane: symmetry.laneAfter(back, lane), choice }
    const next = states[i + 1]
    if (next === undefined) return step
    const state = ensure(states[i], 'the state before a step').words.slice()
    symmetry.enter(state)
    takeStep(machine, state, { lane, choice })
    symmetry.represent(state, lane, next.last < 0 ? -1 : lane)
    back = symmetry.undone(back, symmetry.exchange)
    return step
  })
  return { schedule: steps, failure: symmetry.failureAfter(back, failure) }
}
