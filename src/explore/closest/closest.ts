/**
 * The passing run closest to one that goes wrong: the one that has the longest beginning in common with it.
 * From the last state before the violation backwards, each state is asked whether any way on from it ends
 * well; ways that keep to the order of the given run are tried first. What was found hopeless stays so, so
 * that no state is looked at twice. A run ends well when every thread finishes and no step goes wrong; data
 * races do not count, and leaks only when nothing else can be wrong with the given run.
 */

import { initialState } from '../../machine/initial.ts'
import { leakedObjects } from '../../machine/leaks.ts'
import { laneStatus, type Machine, statusOf } from '../../machine/machine.ts'
import { type ScheduleEntry, takeStep } from '../../machine/run.ts'
import { type Bounded, type Bounds, boundOf } from '../bounds.ts'
import type { Expander } from '../expander.ts'
import { goOnWith, LearnedExpander } from '../learned/learned-expander.ts'
import { hasFault } from '../explain/recorded.ts'
import { PackedStates } from '../packed-states.ts'

export type ClosestEnd =
  | {
      readonly kind: 'found'
      readonly schedule: readonly ScheduleEntry[]
      /** Steps that both runs begin with; no passing run has more of them. */
      readonly common: number
    }
  /** No run ends well. */
  | { readonly kind: 'none' }
  | Bounded

interface Place {
  readonly state: Int32Array
  /** Steps that each lane has taken. */
  readonly taken: readonly number[]
  /** Ways on that have not been tried, the best one last. */
  readonly open: Way[]
  /** The step that led here; undefined at the root. */
  readonly step: ScheduleEntry | undefined
}

interface Way extends ScheduleEntry {
  readonly state: Int32Array
}

export class Closest {
  private readonly machine: Machine
  private readonly given: readonly ScheduleEntry[]
  private readonly bounds: Bounds
  private expander: LearnedExpander | Expander
  private readonly visited: PackedStates
  /** States of the run before each of its steps, up to where it goes wrong. */
  private readonly states: Int32Array[]
  /** Steps of each lane in the given run. */
  private readonly byLane: readonly (readonly number[])[]
  /** Nothing but a leak can be wrong with the given run: then one that leaks does not pass. */
  private readonly mustFree: boolean
  private common: number
  private path: Place[] = []
  private end: ClosestEnd | undefined

  /** `given` must run to its end. Throws when the scenario's set-up is wrong. */
  constructor(machine: Machine, given: readonly ScheduleEntry[], bounds: Bounds = {}) {
    const start = initialState(machine)
    if (!start.ok) throw new Error(start.error)
    this.machine = machine
    this.given = given
    this.bounds = bounds
    const expander = new LearnedExpander(machine, true)
    this.expander = expander
    this.visited = new PackedStates(machine, start.value.state, 0, expander)
    this.states = statesOf(machine, start.value.state, given)
    this.common = this.states.length - 1
    this.mustFree = this.states.length > given.length && isFinished(machine, this.states.at(-1))
    this.byLane = Array.from({ length: machine.setupLane }, (_, lane) =>
      [...given.keys()].filter((at) => given[at]?.lane === lane),
    )
  }

  /** States looked at so far. */
  get size(): number {
    return this.visited.size
  }

  /** Steps of the run that are still kept. */
  get kept(): number {
    return Math.max(0, this.common)
  }

  /** Looks at most at that many states; undefined while there is more to do. */
  advance(count: number): ClosestEnd | undefined {
    for (let i = 0; i < count && this.end === undefined; i++) {
      this.end = boundOf(this.visited, this.bounds)
      if (this.end === undefined) this.go()
    }
    return this.end
  }

  private go(): void {
    const place = this.path.at(-1)
    if (place === undefined) {
      this.begin()
      return
    }
    const way = place.open.pop()
    if (way === undefined) {
      this.path.pop()
      if (this.path.length === 0) this.common--
      return
    }
    const { lane, choice, state } = way
    if (this.visited.add(state, []) >= 0) return
    const taken = place.taken.map((steps, each) => (each === lane ? steps + 1 : steps))
    this.enter(state, taken, { lane, choice })
  }

  /** The next root: a state of the given run, the latest ones first. */
  private begin(): void {
    const state = this.states[this.common]
    if (state === undefined) {
      this.end = { kind: 'none' }
      return
    }
    if (this.visited.add(state, []) >= 0) {
      this.common--
      return
    }
    const taken = this.byLane.map((own) => own.filter((at) => at < this.common).length)
    this.enter(state, taken, undefined)
  }

  private enter(
    state: Int32Array,
    taken: readonly number[],
    step: ScheduleEntry | undefined,
  ): void {
    this.expander = goOnWith(this.machine, this.expander)
    const { expander, machine } = this
    const open: Way[] = []
    expander.state.set(state)
    expander.expand({
      step: (lane, choice, faults) => {
        if (faults.length === 0) open.push({ lane, choice, state: expander.state.slice() })
      },
    })
    const place = { state, taken, open: this.inOrder(open, taken), step }
    this.path.push(place)
    if (isFinished(machine, state) && !(this.mustFree && leakedObjects(machine, state).length > 0))
      this.finish()
  }

  /** Lanes that come first in the rest of the given run come last, where they are taken from. */
  private inOrder(open: readonly Way[], taken: readonly number[]): Way[] {
    const rank = ({ lane, choice }: Way): number => {
      const at = this.byLane[lane]?.[taken[lane] ?? 0]
      if (at === undefined) return this.given.length
      return at + (this.given[at]?.choice === choice ? 0 : 0.5)
    }
    return open.toSorted((left, right) => rank(right) - rank(left))
  }

  private finish(): void {
    const rest = this.path.flatMap(({ step }) => step ?? [])
    const schedule = [...this.given.slice(0, this.common), ...rest]
    this.end = { kind: 'found', schedule, common: this.common }
  }
}

function isFinished(machine: Machine, state: Int32Array | undefined): boolean {
  if (state === undefined) return false
  const lanes = [...machine.lanes.keys()].filter((lane) => lane !== machine.setupLane)
  return lanes.every((lane) => {
    const status = statusOf(machine, state, lane)
    return status === laneStatus.done || status === laneStatus.notStarted
  })
}

/** The last one is the state before the step that goes wrong, or after the last step. */
function statesOf(
  machine: Machine,
  initial: Int32Array,
  given: readonly ScheduleEntry[],
): Int32Array[] {
  const states = [initial.slice()]
  for (const entry of given) {
    const state = states.at(-1)?.slice()
    if (state === undefined) break
    if (hasFault(takeStep(machine, state, entry))) break
    states.push(state)
  }
  return states
}
