/** The distinct failures of a search, each with the best run to it so far. */

import type { Machine } from '../machine/machine.ts'
import type { ScheduleEntry } from '../machine/run.ts'
import { failureKey } from './failures.ts'
import { switchesOf } from './switches.ts'
import type { Failure, Finding } from './verdict.ts'

interface Found {
  readonly failure: Failure
  readonly state: number
  /** The step that fails; undefined when the state itself does. */
  readonly last: ScheduleEntry | undefined
  readonly cost: number
  readonly depth: number
}

export class FoundFailures {
  private readonly machine: Machine
  private readonly found = new Map<string, Found>()

  constructor(machine: Machine) {
    this.machine = machine
  }

  get size(): number {
    return this.found.size
  }

  /** Keeps the failure if it is new or cheaper than the one like it. */
  note(
    failure: Failure,
    state: number,
    last: ScheduleEntry | undefined,
    cost: number,
    depth: number,
  ): void {
    const key = failureKey(this.machine, failure)
    const known = this.found.get(key)
    const isBetter =
      known === undefined || cost < known.cost || (cost === known.cost && depth < known.depth)
    if (isBetter) this.found.set(key, { failure, state, last, cost, depth })
  }

  /** In the order in which they were first found; `wayTo` gives the steps to a state. */
  findings(wayTo: (state: number) => readonly ScheduleEntry[]): readonly Finding[] {
    return [...this.found].map(([key, { failure, state, last }]) => {
      const way = wayTo(state)
      const schedule = last === undefined ? way : [...way, last]
      return { key, failure, schedule, ...switchesOf(this.machine, schedule) }
    })
  }
}
