/**
 * Which steps of a run may not change places without leaving its interleaving class: those that touch the
 * same words, start each other or each start a thread, both commit a fault, or of which one wakes the
 * retry loop that the other is part of.
 */

import { isDependent } from '../explore/dpor/event.ts'
import {
  hasFault,
  type RecordedSteps,
  type Spins,
  spinsOf,
  type StepAt,
} from '../explore/explain/recorded.ts'

export class Conflicts {
  /** Undefined for a run in which nobody retries. */
  readonly spins: Spins | undefined
  private readonly recorded: RecordedSteps

  constructor(recorded: RecordedSteps) {
    this.recorded = recorded
    this.spins = spinsOf(recorded)
  }

  between(one: StepAt, other: StepAt): boolean {
    const { steps, events } = this.recorded
    const [a, b] = [events[one], events[other]]
    const [left, right] = [steps[one], steps[other]]
    if (a === undefined || b === undefined || left === undefined || right === undefined) return true
    if (isDependent(a, b) || (a.spawned !== 0 && b.spawned !== 0)) return true
    return (hasFault(left) && hasFault(right)) || this.wakes(one, other) || this.wakes(other, one)
  }

  private wakes(writer: StepAt, looper: StepAt): boolean {
    const { spins } = this
    if (spins?.wrote[writer] !== true) return false
    return spins.inside[looper] === true || this.isInsideBefore(spins, looper)
  }

  private isInsideBefore(spins: Spins, at: StepAt): boolean {
    const { steps, rank, byLane } = this.recorded
    const lane = steps[at]?.lane ?? -1
    const previous = byLane[lane]?.[(rank[at] ?? 0) - 1]
    return previous === undefined
      ? spins.insideAtStart[lane] === true
      : spins.inside[previous] === true
  }
}
