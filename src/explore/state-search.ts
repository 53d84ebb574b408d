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
import { CompiledExpander } from './compiled-expander.ts'
import { CompiledSearch } from './compiled-search.ts'
import { EndlessWaits, type SearchedStates } from './endless.ts'
import { Expander, type FaultAt, type Successors, type Visitor } from './expander.ts'
import { hasLoop, isForbidden } from './compiling.ts'
import { type Found, FoundFailures, type Shown } from './found-failures.ts'
import { IntList } from './growing.ts'
import { packingHints } from './hints.ts'
import { BreadthFirst, CheapestFirst, type Order } from './order.ts'
import { Packing, type Range } from './packing.ts'
import { scout } from './scout.ts'
import { noteStanding } from './standing.ts'
import { StateSet } from './state-set.ts'
import { type KeptState, realRun } from './symmetry/real-run.ts'
import { Symmetry } from './symmetry/symmetry.ts'
import type { Limit, Minimised, SearchLimits, SearchStats, Verdict } from './verdict.ts'

const choiceBits = 4
/** States from which on compiling pays. */
const worthCompiling = 8_000

export class StateSearch implements Visitor {
  private readonly machine: Machine
  private readonly minimised: Minimised
  private readonly limits: SearchLimits
  private expander: Successors
  private readonly order: Order
  private readonly found: FoundFailures
  private readonly symmetry: Symmetry | undefined
  private readonly parents = new IntList()
  /** Lane and choice of the step that led to a state. */
  private readonly steps = new IntList('bytes')
  private packing: Packing
  private set: StateSet
  /** The state being added, and the one that is expanded. */
  private packed: Int32Array
  private parent: Int32Array
  private expanding = -1
  private transitions = 0
  private deepest = 0
  private limit: Limit | undefined
  private engine: SearchStats['engine'] = 'stepper'
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
    this.expander = new Expander(machine)
    this.order = minimised === 'steps' ? new BreadthFirst() : new CheapestFirst()
    this.packing = Packing.of(
      start.value.state,
      packingHints(machine),
      scout(machine, start.value.state),
    )
    this.set = new StateSet(this.packing.words + this.extra)
    this.packed = new Int32Array(this.packing.words + this.extra)
    this.parent = new Int32Array(this.packed.length)
    this.expander.state.set(start.value.state)
    this.packing.encode(start.value.state, this.packed, 0)
    this.insert(-1, 0, 0, 0)
  }

  /** Words behind the packed state: who ran last, when that matters. */
  private get extra(): number {
    return this.minimised === 'steps' ? 0 : 1
  }

  get stats(): SearchStats {
    const { compiled, engine } = this
    if (compiled !== undefined) return { ...compiled.stats, engine }
    return {
      states: this.set.size,
      transitions: this.transitions,
      ...(this.symmetry && { exchanges: this.symmetry.order }),
      depth: this.deepest,
      engine,
      frontier: this.order.waiting,
      bytes: this.set.bytes + this.parents.bytes + this.steps.bytes + this.order.bytes,
    }
  }

  /** Words of the state that changed so far, each with a range that holds all that it held. */
  get ranges(): ReadonlyMap<number, Range> {
    return this.compiled?.ranges ?? this.packing.capacities()
  }

  /** Shows every state found so far, one after the other in the same array. */
  forEachState(visit: (state: Int32Array) => void): void {
    if (this.compiled !== undefined) {
      this.compiled.forEachState(visit)
      return
    }
    const state = this.packing.blank()
    for (let at = 0; at < this.set.size; at++) {
      this.packing.decode(this.set.states, at * this.set.words, state)
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
      if (!this.triedCompiling && this.set.size >= (this.limits.compileAfter ?? worthCompiling)) {
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
      this.compileSteps()
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
      count: this.set.size,
      load: (state) => {
        this.expanding = state
        this.packing.decode(this.set.states, state * this.set.words, this.expander.state)
        this.symmetry?.enter(this.expander.state)
        this.copyParent()
      },
      find: (lane) => (this.pack(lane) ? this.set.find(this.packed, 0) : -1),
      lanesBefore: (lanes) => this.symmetry?.lanesBefore(lanes) ?? lanes,
    }
  }

  private noteEndlessWaits(): true {
    for (const { state, lane } of this.waits?.found() ?? []) {
      this.packing.decode(this.set.states, state * this.set.words, this.expander.state)
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
    this.packing.decode(this.set.states, index * this.set.words, this.expander.state)
    this.symmetry?.enter(this.expander.state)
    this.expanding = index
    this.copyParent()
    this.expander.expand(this)
    const { cost, depth } = this.order
    noteStanding(this.machine, this.expander, this.found, index, cost, depth)
    if (this.set.size > (this.limits.states ?? Number.POSITIVE_INFINITY)) this.stop('states')
    if (
      (index & 1023) === 0 &&
      this.stats.bytes > (this.limits.bytes ?? Number.POSITIVE_INFINITY)
    ) {
      this.stop('memory')
    }
  }

  private copyParent(): void {
    const { states, words } = this.set
    const at = this.expanding * words
    for (let i = 0; i < words; i++) this.parent[i] = states[at + i]!
  }

  /** Where WebAssembly is not to be had the plain stepper goes on. */
  private compile(): void {
    this.triedCompiling = true
    const { machine, limits, found, minimised } = this
    try {
      if (minimised === 'steps' && this.symmetry === undefined) {
        // Finds the states found so far once more, under the same numbers.
        const compiled = new CompiledSearch(machine, this.packing.blank(), found, limits)
        this.engine = 'compiled'
        this.compiled = compiled
        this.advanceCompiled(compiled, this.set.size - this.order.waiting)
      } else this.compileSteps()
    } catch (error) {
      if (!isForbidden(error)) throw error
    }
  }

  private compileSteps(): void {
    const compiled = new CompiledExpander(this.machine, this.minimised !== 'steps')
    compiled.state.set(this.packing.blank())
    this.expander = compiled
    this.engine = 'compiled'
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
    while (!this.pack(lane)) this.widen()
    this.insert(from, (lane << choiceBits) | choice, cost, depth)
  }

  /** Packs the expander's state, which a step has made from the parent; false when it does not fit. */
  private pack(lane: LaneId): boolean {
    const { packed, parent, expander, symmetry } = this
    for (let i = 0; i < parent.length; i++) packed[i] = parent[i]!
    if (symmetry !== undefined) {
      symmetry.represent(expander.state, lane, this.extra > 0 ? lane : -1)
      if (this.extra > 0) packed[this.packing.words] = symmetry.last + 1
      return this.packing.update(symmetry.least, symmetry.log, symmetry.logged, packed)
    }
    if (this.extra > 0) packed[this.packing.words] = lane + 1
    return this.packing.update(expander.state, expander.log, expander.logged, packed)
  }

  private lastLane(index: number): LaneId {
    return this.extra > 0 ? this.set.states[(index + 1) * this.set.words - 1]! - 1 : -1
  }

  private price(last: LaneId, lane: LaneId): number {
    if (this.minimised === 'steps' || last < 0 || last === lane) return 0
    const lastCanGoOn = ((this.expander.standing.enabled >> last) & 1) === 1
    return this.minimised === 'switches' || lastCanGoOn ? 1 : 0
  }

  /** Adds the packed state, or finds a cheaper way to it. */
  private insert(from: number, step: number, cost: number, depth: number): void {
    const added = this.set.add(this.packed, 0)
    const isNew = added < 0
    const index = isNew ? -added - 1 : added
    if (!this.order.reach(index, isNew, cost, depth)) return
    if (isNew) {
      this.parents.push(from)
      this.steps.push(step)
      if (depth > this.deepest) this.deepest = depth
    } else {
      this.parents.set(index, from)
      this.steps.set(index, step)
    }
  }

  /** Packs everything anew so that the expander's state fits. */
  private widen(): void {
    const old = { packing: this.packing, set: this.set }
    this.packing = old.packing.widened(this.symmetry?.least ?? this.expander.state)
    const words = this.packing.words + this.extra
    this.set = new StateSet(words, Math.max(1 << 10, old.set.size * 2))
    this.packed = new Int32Array(words)
    this.parent = new Int32Array(words)
    const state = old.packing.blank()
    for (let i = 0; i < old.set.size; i++) {
      const at = i * old.set.words
      old.packing.decode(old.set.states, at, state)
      this.packing.encode(state, this.packed, 0)
      if (this.extra > 0) this.packed[words - 1] = old.set.states[at + old.set.words - 1]!
      this.set.add(this.packed, 0)
    }
    this.copyParent()
    this.packed.set(this.parent)
  }

  /** The steps that lead to a state, and those that show the failure found there. */
  private shownBy({ failure, state, last }: Found): Shown {
    if (this.compiled !== undefined) {
      const before = this.compiled.wayTo(state)
      return { failure, schedule: last === undefined ? before : [...before, last] }
    }
    const path: number[] = []
    for (let at = state; at >= 0; at = this.parents.at(at)) path.push(at)
    path.reverse()
    const way = path.slice(1).map((at) => this.entryOf(at))
    const schedule = last === undefined ? way : [...way, last]
    if (this.symmetry === undefined) return { failure, schedule }
    const states = path.map((at) => this.stateAt(at))
    return realRun(this.machine, this.symmetry, states, { failure, schedule })
  }

  private entryOf(state: number): ScheduleEntry {
    const step = this.steps.at(state)
    return { lane: step >> choiceBits, choice: step & ((1 << choiceBits) - 1) }
  }

  private stateAt(index: number): KeptState {
    const words = this.packing.blank()
    this.packing.decode(this.set.states, index * this.set.words, words)
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
