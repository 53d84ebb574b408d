/**
 * Search in which every state is expanded by itself: in any order, up to symmetry too, and where
 * WebAssembly is not to be had.
 */

import type { LaneId } from '../machine/code.ts'
import { type Machine, pcOf } from '../machine/machine.ts'
import type { ScheduleEntry } from '../machine/run.ts'
import { AfterLastState } from './after-last-state.ts'
import type { SearchedStates, ToldStep } from './endless.ts'
import { Expander, type FaultAt, type Standing, type Successors, type Visitor } from './expander.ts'
import type { Found, FoundFailures, Shown } from './found-failures.ts'
import { goOnWith, LearnedExpander } from './learned/learned-expander.ts'
import { BreadthFirst, CheapestFirst, type Order } from './order.ts'
import { type Changed, PackedStates } from './packed-states.ts'
import type { Range } from './packing.ts'
import { noteStanding } from './standing.ts'
import { type KeptState, realRun } from './symmetry/real-run.ts'
import type { Symmetry } from './symmetry/symmetry.ts'
import type { Limit, Minimised, SearchLimits, SearchStats } from './verdict.ts'
import { Ways } from './ways.ts'

export interface SteppedParts {
  readonly machine: Machine
  readonly initial: Int32Array
  readonly minimised: Minimised
  readonly limits: SearchLimits
  readonly symmetry: Symmetry | undefined
  readonly found: FoundFailures
}

export class SteppedSearch implements Visitor {
  private readonly machine: Machine
  private readonly minimised: Minimised
  private readonly limits: SearchLimits
  private expander: Successors
  private readonly order: Order
  private readonly found: FoundFailures
  private readonly symmetry: Symmetry | undefined
  private readonly states: PackedStates
  /** What belongs to a state: who ran last, when that matters. */
  private readonly numbers: number[]
  private readonly ways: Ways
  private expanding = 0
  private transitions = 0
  private deepest = 0
  private last: AfterLastState | undefined
  limit: Limit | undefined

  constructor({ machine, initial, minimised, limits, symmetry, found }: SteppedParts) {
    this.machine = machine
    this.symmetry = symmetry
    this.found = found
    this.minimised = minimised
    this.limits = limits
    const learned =
      limits.engine === 'stepper' ? undefined : new LearnedExpander(machine, minimised !== 'steps')
    this.expander = learned ?? new Expander(machine)
    this.order = minimised === 'steps' ? new BreadthFirst() : new CheapestFirst()
    this.numbers = minimised === 'steps' ? [] : [0]
    this.states = new PackedStates(machine, initial, this.numbers.length, learned)
    this.states.add(initial, this.numbers)
    this.expander.state.set(initial)
    this.order.reach(0, true, 0, 0)
    this.ways = new Ways(machine)
  }

  get stats(): SearchStats {
    return {
      states: this.states.size,
      transitions: this.transitions,
      ...(this.symmetry && { exchanges: this.symmetry.order }),
      depth: this.deepest,
      engine: this.expander instanceof LearnedExpander ? 'learned' : 'stepper',
      frontier: this.order.waiting,
      bytes: this.states.bytes + this.ways.bytes + this.order.bytes + this.learnedBytes,
    }
  }

  private get learnedBytes(): number {
    return this.expander instanceof LearnedExpander ? this.expander.bytes : 0
  }

  get ranges(): ReadonlyMap<number, Range> {
    return this.states.ranges
  }

  forEachState(visit: (state: Int32Array) => void): void {
    const state = this.states.blank()
    for (let at = 0; at < this.states.size; at++) {
      this.states.load(at, state)
      visit(state)
    }
  }

  /** Expands at most `count` states; true when the search has ended. */
  advance(count: number): boolean {
    for (let i = 0; i < count; i++) {
      if (this.limit !== undefined) return true
      const next = this.order.next()
      if (next < 0) return this.finish(count - i)
      this.expand(next)
    }
    return false
  }

  private finish(count: number): boolean {
    this.last ??= new AfterLastState({
      machine: this.machine,
      states: this.searched(),
      suspects: undefined,
      told: (state, lane) => this.noteEndlessWait(state, lane),
    })
    return this.last.advance(count)
  }

  private searched(): SearchedStates {
    return {
      count: this.states.size,
      expand: (state, told) => this.expandFound(state, told),
      lanesBefore: (lanes) => this.symmetry?.lanesBefore(lanes) ?? lanes,
    }
  }

  private expandFound(state: number, told: ToldStep): Standing {
    this.enter(state)
    this.expander.expand({
      step: (lane, choice, faults) => {
        const isFine = faults !== 'told-before' && faults.length === 0
        told(lane, choice, isFine ? this.states.findChanged(this.changed(lane), this.numbers) : -1)
      },
    })
    return this.expander.standing
  }

  private noteEndlessWait(state: number, lane: LaneId): void {
    this.states.load(state, this.expander.state)
    const pc = pcOf(this.machine, this.expander.state, lane)
    this.found.note({ kind: 'endless-wait', lane, pc }, state, undefined, 0, state)
  }

  private expand(index: number): void {
    this.expander = goOnWith(this.machine, this.expander)
    this.enter(index)
    this.expander.expand(this)
    const { cost, depth } = this.order
    noteStanding(this.machine, this.expander, this.found, index, cost, depth)
    if (this.states.size > (this.limits.states ?? Number.POSITIVE_INFINITY)) this.limit ??= 'states'
    if (
      (index & 1023) === 0 &&
      this.stats.bytes > (this.limits.bytes ?? Number.POSITIVE_INFINITY)
    ) {
      this.limit ??= 'memory'
    }
  }

  /** Puts a state into the expander. */
  private enter(index: number): void {
    this.expanding = index
    this.states.enter(index, this.expander.state)
    this.symmetry?.enter(this.expander.state)
  }

  /** One step of the state that is being expanded. */
  step(lane: LaneId, choice: number, faults: readonly FaultAt[] | 'told-before'): void {
    this.transitions++
    this.symmetry?.checkStep(lane, choice)
    if (faults === 'told-before') return
    const { expanding: from } = this
    const cost = this.order.cost + this.price(this.lastLane(from), lane)
    const depth = this.order.depth + 1
    if (faults.length > 0) {
      for (const { fault, pc } of faults) {
        this.found.note({ kind: 'fault', lane, pc, fault }, from, { lane, choice }, cost, depth)
      }
      return
    }
    this.reach(from, { lane, choice }, cost, depth)
  }

  /** The expander's state after a step, or the one that is kept for it. */
  private changed(lane: LaneId): Changed {
    const { expander, symmetry, numbers } = this
    const isLastKept = numbers.length > 0
    if (symmetry === undefined) {
      if (isLastKept) numbers[0] = lane + 1
      return expander
    }
    symmetry.represent(expander.state, lane, isLastKept ? lane : -1)
    if (isLastKept) numbers[0] = symmetry.last + 1
    return { state: symmetry.least, log: symmetry.log, logged: symmetry.logged }
  }

  private lastLane(index: number): LaneId {
    return this.numbers.length > 0 ? this.states.numberOf(index, 0) - 1 : -1
  }

  private price(last: LaneId, lane: LaneId): number {
    if (this.minimised === 'steps' || last < 0 || last === lane) return 0
    const lastCanGoOn = ((this.expander.standing.enabled >> last) & 1) === 1
    return this.minimised === 'switches' || lastCanGoOn ? 1 : 0
  }

  /** Adds the state after a step, or finds a cheaper way to it. */
  private reach(from: number, step: ScheduleEntry, cost: number, depth: number): void {
    const added = this.states.addChanged(this.changed(step.lane), this.numbers)
    const isNew = added < 0
    const index = isNew ? -added - 1 : added
    if (!this.order.reach(index, isNew, cost, depth)) return
    if (isNew) {
      this.ways.note(from, step)
      if (depth > this.deepest) this.deepest = depth
    } else this.ways.replace(index, from, step)
  }

  /** The steps that lead to a state, and those that show the failure found there. */
  shownBy({ failure, state, last }: Found): Shown {
    const { ways, symmetry, machine } = this
    const before = ways.stepsTo(state)
    const schedule = last === undefined ? before : [...before, last]
    if (symmetry === undefined) return { failure, schedule }
    const states = ways.statesTo(state).map((at) => this.keptAt(at))
    return realRun(machine, symmetry, states, { failure, schedule })
  }

  private keptAt(index: number): KeptState {
    const words = this.states.blank()
    this.states.load(index, words)
    return { words, last: this.lastLane(index) }
  }
}
