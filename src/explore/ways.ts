/** The step that each state of a search was found by, and the state before it. */

import type { Machine } from '../machine/machine.ts'
import type { ScheduleEntry } from '../machine/run.ts'
import { IntList } from './growing.ts'

const choiceBits = 4

export class Ways {
  private readonly parents = new IntList()
  private readonly steps: IntList

  /** The first state has no step. */
  constructor(machine: Machine) {
    // Hardly any program has so many lanes that lane and choice need more than a byte.
    this.steps = new IntList(machine.lanes.length <= 1 << choiceBits ? 'bytes' : 'words')
    this.parents.push(-1)
    this.steps.push(0)
  }

  get bytes(): number {
    return this.parents.bytes + this.steps.bytes
  }

  /** Of the state whose index is the number of those noted so far. */
  note(from: number, { lane, choice }: ScheduleEntry): void {
    this.parents.push(from)
    this.steps.push((lane << choiceBits) | choice)
  }

  /** A better one. */
  replace(state: number, from: number, { lane, choice }: ScheduleEntry): void {
    this.parents.set(state, from)
    this.steps.set(state, (lane << choiceBits) | choice)
  }

  /** The states on the way, from the first one on. */
  statesTo(state: number): readonly number[] {
    const path: number[] = []
    for (let at = state; at >= 0; at = this.parents.at(at)) path.push(at)
    return path.reverse()
  }

  /** The steps that lead to a state. */
  stepsTo(state: number): readonly ScheduleEntry[] {
    return this.statesTo(state)
      .slice(1)
      .map((at) => {
        const step = this.steps.at(at)
        return { lane: step >> choiceBits, choice: step & ((1 << choiceBits) - 1) }
      })
  }
}
