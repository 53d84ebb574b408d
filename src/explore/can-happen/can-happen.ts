/**
 * Whether some run takes pinned steps in a given order: breadth first over the states together with how
 * much of what is wanted has happened, so that the run that is found has the fewest steps. A step that goes
 * wrong may be the last one of the run; nothing is followed beyond it.
 */

import { initialState } from '../../machine/initial.ts'
import type { Machine } from '../../machine/machine.ts'
import type { ScheduleEntry } from '../../machine/run.ts'
import { IntList } from '../growing.ts'
import { type Bounded, type Bounds, boundOf } from '../bounds.ts'
import type { Expander } from '../expander.ts'
import { goOnWith, LearnedExpander } from '../learned/learned-expander.ts'
import { PackedStates } from '../packed-states.ts'
import { Ways } from '../ways.ts'
import { advance, isDone, noProgress, type Pins } from './pins.ts'

export type CanHappenEnd =
  | { readonly kind: 'happens'; readonly schedule: readonly ScheduleEntry[] }
  /** Every state was searched. */
  | { readonly kind: 'never' }
  | Bounded

export class CanHappen {
  private readonly wanted: Pins
  private readonly bounds: Bounds
  private readonly machine: Machine
  private expander: LearnedExpander | Expander
  private readonly found: PackedStates
  private readonly ways: Ways
  private readonly depths = new IntList()
  private next = 0
  private end: CanHappenEnd | undefined

  /** Throws when the scenario's set-up is wrong: then there is nothing to search. */
  constructor(machine: Machine, wanted: Pins, bounds: Bounds = {}) {
    const start = initialState(machine)
    if (!start.ok) throw new Error(start.error)
    const { state } = start.value
    this.wanted = wanted
    this.bounds = bounds
    this.machine = machine
    const expander = new LearnedExpander(machine, true)
    this.found = new PackedStates(machine, state, wanted.pins.length, expander)
    expander.state.set(state)
    this.expander = expander
    this.ways = new Ways(machine)
    this.depths.push(0)
    const progress = noProgress(wanted)
    this.found.add(state, progress)
    if (isDone(wanted, progress)) this.end = { kind: 'happens', schedule: [] }
  }

  get states(): number {
    return this.found.size
  }

  /** Steps of the runs that are looked at now. */
  get depth(): number {
    return this.depths.at(Math.max(0, this.next - 1))
  }

  /** Expands at most that many states; undefined while there is more to do. */
  advance(count: number): CanHappenEnd | undefined {
    for (let i = 0; i < count && this.end === undefined; i++) {
      if (this.next === this.found.size) this.end = { kind: 'never' }
      else this.end = boundOf(this.found, this.bounds)
      if (this.end === undefined) this.expand(this.next++)
    }
    return this.end
  }

  private expand(index: number): void {
    this.expander = goOnWith(this.machine, this.expander)
    const { found, expander } = this
    found.enter(index, expander.state)
    const progress = found.numbersOf(index)
    expander.expand({
      step: (lane, choice, faults) =>
        this.follow(index, progress, { lane, choice }, faults.length > 0),
    })
  }

  private follow(
    from: number,
    progress: readonly number[],
    step: ScheduleEntry,
    isFaulty: boolean,
  ): void {
    const { expander, found, ways, wanted, depths } = this
    if (this.end !== undefined) return
    const after = advance(wanted, progress, step.lane, expander.main)
    if (after === undefined) return
    if (isDone(wanted, after)) {
      this.end = { kind: 'happens', schedule: [...ways.stepsTo(from), step] }
      return
    }
    if (isFaulty || found.addChanged(expander, after) >= 0) return
    ways.note(from, step)
    depths.push(depths.at(from) + 1)
  }
}
