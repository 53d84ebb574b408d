/**
 * Waits that can never end although the program goes on: a lane that is blocked in a state, and in every
 * state that can follow, while others run in circles. Where everybody stops it is a deadlock and not
 * meant here.
 *
 * For each state the lanes that get to move again in some future are collected backwards, sweep by
 * sweep, until nothing changes. States lie in breadth-first order, so that the first sweep settles
 * almost all of them. Successors are found anew: edges would take more memory than the states.
 */

import type { LaneId } from '../machine/code.ts'
import type { Standing } from './expander.ts'

/** What is told of each step: the number of the state after it, -1 where it goes wrong. */
export type ToldStep = (lane: LaneId, choice: number, next: number) => void

export interface SearchedStates {
  readonly count: number
  /** Tells every step of a state; how its lanes stand. */
  readonly expand: (state: number, told: ToldStep) => Standing
  /**
   * Where it is quicker than to tell all steps: the highest number of a state after this one, above all
   * numbers where a run may end or go wrong, undefined where that is not known.
   */
  readonly highestAfter?: (state: number) => number | undefined
  /** Lanes of the state that was told last, as lanes of the one before it; a bit each. */
  readonly lanesBefore: (lanes: number) => number
}

export class EndlessWaits {
  private readonly states: SearchedStates
  private readonly everybody: number
  /** Per state, one bit per lane: it moves again, finishes, or the run ends. */
  private readonly moves: Int32Array
  private at: number
  private hasChanged = false
  private isSettled = false
  private untold: Generator<{ readonly state: number; readonly lane: LaneId }> | undefined

  constructor(states: SearchedStates, lanes: number) {
    this.states = states
    this.everybody = (1 << lanes) - 1
    this.moves = new Int32Array(states.count)
    this.at = states.count
  }

  /** Looks at up to `count` states; true when nothing changes any more. */
  advance(count: number): boolean {
    for (let i = 0; i < count; i++) {
      if (this.at === 0) {
        if (!this.hasChanged) this.isSettled = true
        if (this.isSettled) return true
        this.hasChanged = false
        this.at = this.states.count
      }
      this.at--
      if (this.moves[this.at] !== this.everybody) this.look(this.at)
    }
    return false
  }

  private look(state: number): void {
    let gathered = 0
    const { enabled, blocked } = this.states.expand(state, (_, __, next) => {
      // A run that goes wrong ends there: it is told as that.
      gathered |= next < 0 ? this.everybody : this.states.lanesBefore(this.moves[next]!)
    })
    const isEnd = enabled === 0
    const found = isEnd ? this.everybody : (gathered | ~blocked) & this.everybody
    if (found === this.moves[state]) return
    this.moves[state] = found
    this.hasChanged = true
  }

  /** Tells up to `count` pairs of a state and a lane that waits there for ever; true when all are told. */
  tell(count: number, told: (state: number, lane: LaneId) => void): boolean {
    this.untold ??= this.found()
    for (let i = 0; i < count; i++) {
      const next = this.untold.next()
      if (next.done === true) return true
      told(next.value.state, next.value.lane)
    }
    return false
  }

  /** Earliest states first. */
  private *found(): Generator<{ readonly state: number; readonly lane: LaneId }> {
    for (const [state, moves] of this.moves.entries()) {
      for (let lane = 0; lane < 32 && moves !== this.everybody; lane++) {
        const bit = 1 << lane
        if ((this.everybody & bit) !== 0 && (moves & bit) === 0) yield { state, lane }
      }
    }
  }
}
