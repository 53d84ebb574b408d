/** What a search does once every state was expanded: finds out who may wait for ever while others go on. */

import type { LaneId } from '../machine/code.ts'
import type { Machine } from '../machine/machine.ts'
import { hasLoop } from './compiling.ts'
import { EndlessWaits, type SearchedStates } from './endless.ts'
import { EndsReached } from './suspects.ts'

export interface SearchEnd {
  readonly machine: Machine
  readonly states: SearchedStates
  /** States that may lie on circles, where they are known: then most programs need no more than a look. */
  readonly suspects: readonly number[] | undefined
  /** A lane waits for ever in that state. */
  readonly told: (state: number, lane: LaneId) => void
}

export class AfterLastState {
  private readonly end: SearchEnd
  private readonly ends: EndsReached | undefined
  private waits: EndlessWaits | undefined
  private isSettled = false

  constructor(end: SearchEnd) {
    this.end = end
    if (end.suspects !== undefined) this.ends = new EndsReached(end.suspects, end.states)
    // Threads that cannot run in circles cannot keep another one waiting for ever.
    this.isSettled = !hasLoop(end.machine)
  }

  /** Looks at up to so many states; true when there is nothing more to do. */
  advance(count: number): boolean {
    if (this.isSettled) return true
    const allEnd = this.ends === undefined ? false : this.ends.advance(count)
    if (allEnd === undefined) return false
    this.isSettled = allEnd || this.tellWaits(count)
    return this.isSettled
  }

  private tellWaits(count: number): boolean {
    const { machine, states, told } = this.end
    this.waits ??= new EndlessWaits(states, machine.setupLane)
    return this.waits.advance(count) && this.waits.tell(count, told)
  }
}
