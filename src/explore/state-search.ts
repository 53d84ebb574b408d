/**
 * Visits every reachable state once and collects every distinct failure with the best run to it: the
 * one with the fewest steps, switches or preemptions.
 *
 * A state in which a run went wrong is not searched further and not put among the visited ones, so a
 * faulty state is never merged with an equal clean one. For switches and preemptions the thread that
 * ran last is part of the state.
 */

import type { LaneId } from '../machine/code.ts'
import { initialState } from '../machine/initial.ts'
import { type Machine, pcOf } from '../machine/machine.ts'
import type { ScheduleEntry } from '../machine/run.ts'
import { TooManyValues } from './coding.ts'
import { CompiledSearch } from './compiled-search.ts'
import { EndlessWaits, type SearchedStates } from './endless.ts'
import { Expander, type FaultAt, type Successors, type Visitor } from './expander.ts'
import { hasLoop, isForbidden } from './compiling.ts'
import { LearnedExpander } from './learned/learned-expander.ts'
import { type Found, FoundFailures, type Shown } from './found-failures.ts'
import { BreadthFirst, CheapestFirst, type Order } from './order.ts'
import { type Changed, PackedStates } from './packed-states.ts'
import type { Range } from './packing.ts'
import { noteStanding } from './standing.ts'
import { type KeptState, realRun } from './symmetry/real-run.ts'
import { Symmetry } from './symmetry/symmetry.ts'
import type { Limit, Minimised, SearchLimits, SearchStats, Verdict } from './verdict.ts'
import { Ways } from './ways.ts'

/** States from which on compiling pays. */
const worthCompiling = 2_000

export class StateSearch implements Visitor {
  private readonly machine: Machine
  private readonly minimised: Minimised
  private readonly limits: SearchLimits
  private readonly expander: Successors
  /** Undefined where the stepper takes every step. */
  private readonly learned: LearnedExpander | undefined
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
  private limit: Limit | undefined
  private triedCompiling = false
  /** Takes over from here when all of the search could be compiled. */
  private compiled: CompiledSearch | undefined
  private waits: EndlessWaits | undefined

  /** Throws when the scenario's set-up or declared symmetry is wrong: then there is nothing to search. */
  constructor(machine: Machine, minimised: Minimised = 'steps', limits: SearchLimits = {}) {
    const start = initialState(machine)
    if (!start.ok) throw new Error(start.error)
    this.machine = machine
    const symmetry = Symmetry.of(machine, start.value.state, limits.symmetry)
    this.symmetry = symmetry
    this.found = new FoundFailures(machine, symmetry && ((failure) => symmetry.keyOf(failure)))
    this.minimised = minimised
    this.limits = limits
    this.learned =
      limits.steps === 'stepper' ? undefined : new LearnedExpander(machine, minimised !== 'steps')
    this.expander = this.learned ?? new Expander(machine)
    this.order = minimised === 'steps' ? new BreadthFirst() : new CheapestFirst()
    this.numbers = minimised === 'steps' ? [] : [0]
    this.states = new PackedStates(machine, start.value.state, this.numbers.length)
    this.states.add(start.value.state, this.numbers)
    this.expander.state.set(start.value.state)
    this.order.reach(0, true, 0, 0)
    this.ways = new Ways(machine)
  }

  get stats(): SearchStats {
    const { compiled } = this
    if (compiled !== undefined) return { ...compiled.stats, engine: 'compiled' }
    return {
      states: this.states.size,
      transitions: this.transitions,
      ...(this.symmetry && { exchanges: this.symmetry.order }),
      depth: this.deepest,
      engine: this.learned === undefined ? 'stepper' : 'learned',
      frontier: this.order.waiting,
      bytes: this.states.bytes + this.ways.bytes + this.order.bytes,
    }
  }

  /** Words of the state that changed so far, each with a range that holds all that it held. */
  get ranges(): ReadonlyMap<number, Range> {
    return this.compiled?.ranges ?? this.states.ranges
  }

  /** Shows every state found so far, one after the other in the same array. */
  forEachState(visit: (state: Int32Array) => void): void {
    if (this.compiled !== undefined) {
      this.compiled.forEachState(visit)
      return
    }
    const state = this.states.blank()
    for (let at = 0; at < this.states.size; at++) {
      this.states.load(at, state)
      visit(state)
    }
  }

  /** How many states there are when those that differ only by symmetry are counted, too. */
  orbits(): number {
    let count = 0
    this.forEachState((state) => {
      count += this.symmetry?.orbitSize(state) ?? 1
    })
    return count
  }

  /** Distinct failures found so far. */
  get failures(): number {
    return this.found.size
  }

  /** Expands at most `count` states; true when the search has ended. */
  advance(count: number): boolean {
    for (let i = 0; i < count; i++) {
      if (this.limit !== undefined) return true
      if (
        !this.triedCompiling &&
        this.states.size >= (this.limits.compileAfter ?? worthCompiling)
      ) {
        this.compile()
      }
      if (this.compiled !== undefined) return this.advanceCompiled(this.compiled, count - i)
      const next = this.order.next()
      if (next < 0) return this.endlessWaits().advance(count - i) && this.noteEndlessWaits()
      this.expand(next)
    }
    return false
  }

  private advanceCompiled(compiled: CompiledSearch, count: number): boolean {
    try {
      const hasEnded = compiled.advance(count)
      if (compiled.limit !== undefined) this.stop(compiled.limit)
      return hasEnded
    } catch (error) {
      if (!(error instanceof TooManyValues)) throw error
      // Goes on where it was before, with room for any value.
      this.compiled = undefined
      return false
    }
  }

  /** After the last state: starts the second part of the search, or goes on with it. */
  private endlessWaits(): Pick<EndlessWaits, 'advance'> {
    // Threads that cannot run in circles cannot keep another one waiting for ever.
    if (!hasLoop(this.machine)) return { advance: () => true }
    this.waits ??= new EndlessWaits(this.expander, this.searched(), this.machine.setupLane)
    return this.waits
  }

  private searched(): SearchedStates {
    return {
      count: this.states.size,
      load: (state) => this.enter(state),
      find: (lane) => this.states.findChanged(this.changed(lane), this.numbers),
      lanesBefore: (lanes) => this.symmetry?.lanesBefore(lanes) ?? lanes,
    }
  }

  private noteEndlessWaits(): true {
    for (const { state, lane } of this.waits?.found() ?? []) {
      this.states.load(state, this.expander.state)
      const pc = pcOf(this.machine, this.expander.state, lane)
      this.found.note({ kind: 'endless-wait', lane, pc }, state, undefined, 0, state)
    }
    return true
  }

  /** Ends the search early; the verdict says so. */
  stop(limit: Limit): void {
    this.limit ??= limit
  }

  verdict(): Verdict {
    const { stats, limit } = this
    const exhausted = limit === undefined && stats.frontier === 0
    if (this.found.size > 0) {
      const findings = this.found.findings((found) => this.shownBy(found))
      return { kind: 'violated', findings, exhausted, limit, stats }
    }
    if (exhausted) return { kind: 'proved', stats }
    return { kind: 'bounded', limit: limit ?? 'states', stats }
  }

  private expand(index: number): void {
    this.enter(index)
    this.expander.expand(this)
    const { cost, depth } = this.order
    noteStanding(this.machine, this.expander, this.found, index, cost, depth)
    if (this.states.size > (this.limits.states ?? Number.POSITIVE_INFINITY)) this.stop('states')
    if (
      (index & 1023) === 0 &&
      this.stats.bytes > (this.limits.bytes ?? Number.POSITIVE_INFINITY)
    ) {
      this.stop('memory')
    }
  }

  /** Puts a state into the expander. */
  private enter(index: number): void {
    this.expanding = index
    this.states.enter(index, this.expander.state)
    this.symmetry?.enter(this.expander.state)
  }

  /** Breadth first, and where WebAssembly is to be had. */
  private compile(): void {
    this.triedCompiling = true
    const { machine, limits, found, minimised, learned } = this
    if (minimised !== 'steps' || this.symmetry !== undefined || learned === undefined) return
    try {
      // Finds the states found so far once more, under the same numbers.
      const compiled = new CompiledSearch(machine, this.states.blank(), learned, found, limits)
      this.compiled = compiled
      this.advanceCompiled(compiled, this.states.size - this.order.waiting)
    } catch (error) {
      if (!isForbidden(error) && !(error instanceof TooManyValues)) throw error
    }
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
  private shownBy({ failure, state, last }: Found): Shown {
    const { compiled, ways, symmetry, machine } = this
    const before = compiled?.wayTo(state) ?? ways.stepsTo(state)
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

/** Searches to the end at once. */
export function searchAll(
  machine: Machine,
  minimised: Minimised = 'steps',
  limits: SearchLimits = {},
): Verdict {
  const search = new StateSearch(machine, minimised, limits)
  while (!search.advance(65_536));
  return search.verdict()
}
