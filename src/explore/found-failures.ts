/** The distinct failures of a search, each with the best run to it so far. */

import type { Machine } from '../machine/machine.ts'
import type { ScheduleEntry } from '../machine/run.ts'
import { failureKey } from './failures.ts'
import { switchesOf } from './switches.ts'
import type { Failure, Finding } from './verdict.ts'

export interface Found {
  readonly failure: Failure
  readonly state: number
  /** The step that fails; undefined when the state itself does. */
  readonly last: ScheduleEntry | undefined
  readonly cost: number
  readonly depth: number
}

/** A failure with a run that shows it. */
export interface Shown {
  readonly failure: Failure
  readonly schedule: readonly ScheduleEntry[]
}

export class FoundFailures {
  private readonly machine: Machine
  private readonly keyOf: (failure: Failure) => string
  private readonly found = new Map<string, Found>()

  /** `keyOf` decides which failures are the same. */
  constructor(
    machine: Machine,
    keyOf: (failure: Failure) => string = (failure) => failureKey(machine, failure),
  ) {
    this.machine = machine
    this.keyOf = keyOf
  }

  get size(): number {
    return this.found.size
  }

  clear(): void {
    this.found.clear()
  }

  /** Keeps the failure if it is new or cheaper than the one like it. */
  note(
    failure: Failure,
    state: number,
    last: ScheduleEntry | undefined,
    cost: number,
    depth: number,
  ): void {
    const key = this.keyOf(failure)
    const known = this.found.get(key)
    const isBetter =
      known === undefined || cost < known.cost || (cost === known.cost && depth < known.depth)
    if (isBetter) this.found.set(key, { failure, state, last, cost, depth })
  }

  /** In the order in which they were first found; `shownBy` gives the steps that show a failure. */
  findings(shownBy: (found: Found) => Shown): readonly Finding[] {
    return [...this.found.values()].map((found) => {
      const { failure, schedule } = shownBy(found)
      const key = failureKey(this.machine, failure)
      return { key, failure, schedule, ...switchesOf(this.machine, schedule) }
    })
  }
}
