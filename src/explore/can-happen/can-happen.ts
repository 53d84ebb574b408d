/**
 * Whether some run takes pinned steps in a given order: breadth first over the states together with how
 * much of what is wanted has happened, so that the run that is found has the fewest steps. A step that goes
 * wrong may be the last one of the run; nothing is followed beyond it.
 */

import { initialState } from '../../machine/initial.ts'
import type { Machine } from '../../machine/machine.ts'
import type { ScheduleEntry } from '../../machine/run.ts'
import { IntList } from '../growing.ts'
import { advance, isDone, noProgress, type Pins } from './pins.ts'
import { Visited } from './visited.ts'
import { type Taken, Walker } from './walker.ts'

export interface CanHappenLimits {
  readonly states?: number
  readonly bytes?: number
}

export type CanHappenEnd =
  | { readonly kind: 'happens'; readonly schedule: readonly ScheduleEntry[] }
  /** Every state was searched. */
  | { readonly kind: 'never' }
  | { readonly kind: 'bounded'; readonly limit: 'states' | 'memory' | 'cancelled' }

const choiceBits = 4

export class CanHappen {
  private readonly wanted: Pins
  private readonly limits: CanHappenLimits
  private readonly walker: Walker
  private readonly visited: Visited
  private readonly parents = new IntList()
  /** Lane and choice of the step that led to a state. */
  private readonly steps = new IntList()
  private readonly depths = new IntList()
  private next = 0
  private end: CanHappenEnd | undefined

  /** Throws when the scenario's set-up is wrong: then there is nothing to search. */
  constructor(machine: Machine, wanted: Pins, limits: CanHappenLimits = {}) {
    const start = initialState(machine)
    if (!start.ok) throw new Error(start.error)
    const { state } = start.value
    this.wanted = wanted
    this.limits = limits
    this.walker = new Walker(machine)
    this.walker.state.set(state)
    this.visited = new Visited(machine, state, wanted.pins.length)
    const progress = noProgress(wanted)
    this.visited.add(state, progress)
    this.note(-1, 0, 0)
    if (isDone(wanted, progress)) this.end = { kind: 'happens', schedule: [] }
  }

  get states(): number {
    return this.visited.size
  }

  /** Steps of the runs that are looked at now. */
  get depth(): number {
    return this.depths.at(Math.max(0, this.next - 1))
  }

  /** Expands at most that many states; undefined while there is more to do. */
  advance(count: number): CanHappenEnd | undefined {
    const { states = Number.POSITIVE_INFINITY, bytes = Number.POSITIVE_INFINITY } = this.limits
    for (let i = 0; i < count && this.end === undefined; i++) {
      if (this.next === this.visited.size) this.end = { kind: 'never' }
      else if (this.visited.size > states) this.end = { kind: 'bounded', limit: 'states' }
      else if (this.visited.bytes > bytes) this.end = { kind: 'bounded', limit: 'memory' }
      else this.expand(this.next++)
    }
    return this.end
  }

  private expand(index: number): void {
    const progress = this.visited.load(index, this.walker.state)
    this.walker.visit((taken) => this.follow(index, progress, taken))
  }

  private follow(from: number, progress: readonly number[], taken: Taken): void {
    if (this.end !== undefined) return
    const { lane, choice, main, isFaulty } = taken
    const after = advance(this.wanted, progress, lane, main)
    if (after === undefined) return
    if (isDone(this.wanted, after)) {
      this.end = { kind: 'happens', schedule: [...this.scheduleTo(from), { lane, choice }] }
      return
    }
    if (isFaulty || this.visited.add(this.walker.state, after) >= 0) return
    this.note(from, (lane << choiceBits) | choice, this.depths.at(from) + 1)
  }

  private note(parent: number, step: number, depth: number): void {
    this.parents.push(parent)
    this.steps.push(step)
    this.depths.push(depth)
  }

  private scheduleTo(index: number): readonly ScheduleEntry[] {
    const schedule: ScheduleEntry[] = []
    for (let at = index; at > 0; at = this.parents.at(at)) {
      const step = this.steps.at(at)
      schedule.push({ lane: step >> choiceBits, choice: step & ((1 << choiceBits) - 1) })
    }
    return schedule.toReversed()
  }
}
