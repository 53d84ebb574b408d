/**
 * Breadth-first search that runs in WebAssembly from one failure to the next. Here is what is rare: values
 * that are new, memory that grows, and naming what went wrong.
 */

import { laneWord, type Machine } from '../machine/machine.ts'
import type { ScheduleEntry } from '../machine/run.ts'
import { CompiledExpander } from './compiled-expander.ts'
import { hasLoop } from './compiling.ts'
import { EndlessWaits, type SearchedStates } from './endless.ts'
import type { FoundFailures } from './found-failures.ts'
import type { Range } from './packing.ts'
import { noteStanding } from './standing.ts'
import { StateStore } from './state-store.ts'
import { allReachAnEnd } from './suspects.ts'
import type { Limit, SearchLimits, SearchStats } from './verdict.ts'
import { loopEnd } from './wasm/loop-memory.ts'

const mostStates = 0x7fffffff
/** States after which the fields are put in order: early, and once nearly all of their values are known. */
const arrangedAt = [1 << 12, 1 << 15] as const

export class CompiledSearch {
  private readonly machine: Machine
  private readonly found: FoundFailures
  private readonly expander: CompiledExpander
  private readonly store: StateStore
  private readonly limits: SearchLimits
  private readonly suspects: number[] = []
  private tried = 0
  private arranged = 0
  private hasEnded = false
  private waits: EndlessWaits | undefined
  limit: Limit | undefined

  /** Throws what `CompiledExpander` throws, and `TooManyValues`. */
  constructor(machine: Machine, initial: Int32Array, found: FoundFailures, limits: SearchLimits) {
    this.machine = machine
    this.found = found
    this.limits = limits
    this.expander = new CompiledExpander(machine, false, true)
    this.expander.state.set(initial)
    this.store = new StateStore(machine, initial, this.expander)
    this.store.set('mostStates', Math.min(limits.states ?? mostStates, mostStates))
  }

  get stats(): Omit<SearchStats, 'engine'> {
    const { store } = this
    const states = store.get('found')
    return {
      states,
      transitions: this.tried + store.get('transitions'),
      // The next level's states are found while those before it are expanded.
      depth: store.get('depth') + (states > store.get('levelEnd') ? 1 : 0),
      frontier: states - store.get('taken'),
      bytes: store.bytes,
    }
  }

  get ranges(): ReadonlyMap<number, Range> {
    return this.store.coding.ranges
  }

  /** Expands at most `count` states; true when the search has ended. Throws `TooManyValues`. */
  advance(count: number): boolean {
    const { store } = this
    for (let left = count; left > 0; ) {
      if (this.limit !== undefined) return true
      const before = store.get('taken')
      const next = arrangedAt[this.arranged] ?? Number.POSITIVE_INFINITY
      const most = Math.min(left, Math.max(1, next - before))
      const why = this.expander.run(most)
      this.tried += store.get('transitions')
      store.set('transitions', 0)
      left -= store.get('taken') - before
      if (why === loopEnd.exhausted) return this.finish(Math.max(1, left))
      this.handle(why)
      if (store.bytes > (this.limits.bytes ?? Number.POSITIVE_INFINITY)) this.limit = 'memory'
    }
    return this.hasEnded
  }

  /** Shows every state found so far, one after the other in the same array. */
  forEachState(visit: (state: Int32Array) => void): void {
    const { store, expander } = this
    const count = store.get('found')
    for (let state = 0; state < count; state++) {
      store.load(state)
      visit(expander.state)
    }
  }

  /** The steps that lead to a state. */
  wayTo(state: number): readonly ScheduleEntry[] {
    const schedule: ScheduleEntry[] = []
    for (let at = state; at > 0; at = this.store.parentOf(at)) schedule.unshift(this.stepTo(at))
    return schedule
  }

  private handle(why: number): void {
    const { store } = this
    switch (why) {
      case loopEnd.telling:
        this.tell()
        break
      case loopEnd.unfit:
        this.tellFaults(store.get('taken'))
        store.admit(store.get('unfit'), store.get('unfitValue'))
        break
      case loopEnd.full:
        if (!store.grow()) this.limit = 'memory'
        break
      case loopEnd.suspects:
        this.suspects.push(...store.takeSuspects())
        break
      case loopEnd.limit:
        this.limit = 'states'
        break
    }
    if (store.get('taken') >= (arrangedAt[this.arranged] ?? Number.POSITIVE_INFINITY)) {
      store.arrange()
      this.arranged++
    }
  }

  /** What the loop found about the state that it has just left. */
  private tell(): void {
    const { store, expander, found } = this
    const state = store.get('taken') - 1
    this.tellFaults(state)
    expander.findRacesOf(store.get('enabled'), store.get('blocked'))
    noteStanding(this.machine, expander, found, state, 0, store.get('depth'))
  }

  private tellFaults(state: number): void {
    const { store, expander, found } = this
    const depth = store.get('depth') + 1
    for (const { lane, choice } of store.takeNews()) {
      for (const { fault, pc } of expander.faultsOf(lane, choice)) {
        found.note({ kind: 'fault', lane, pc, fault }, state, { lane, choice }, 0, depth)
      }
    }
  }

  /** After the last state: whether somebody may wait for ever while others go on. */
  private finish(count: number): boolean {
    if (this.hasEnded) return true
    this.suspects.push(...this.store.takeSuspects())
    const { expander, machine, store } = this
    if (this.waits === undefined) {
      if (!hasLoop(machine) || allReachAnEnd(this.suspects, this.searched(), expander)) {
        this.hasEnded = true
        return true
      }
      this.waits = new EndlessWaits(expander, this.searched(), machine.setupLane)
    }
    if (!this.waits.advance(count)) return false
    for (const { state, lane } of this.waits.found()) {
      store.load(state)
      const pc = expander.state[machine.laneBase[lane]! + laneWord.pc]!
      this.found.note({ kind: 'endless-wait', lane, pc }, state, undefined, 0, state)
    }
    this.hasEnded = true
    return true
  }

  private searched(): SearchedStates {
    return {
      count: this.store.get('found'),
      load: (state) => this.store.load(state),
      find: () => this.expander.find(),
      lanesBefore: (lanes) => lanes,
    }
  }

  /** The step by which a state was found: the first that leads to it from its parent. */
  private stepTo(state: number): ScheduleEntry {
    let first: ScheduleEntry | undefined
    this.store.load(this.store.parentOf(state))
    this.expander.expand({
      step: (lane, choice, faults) => {
        if (first !== undefined || faults.length > 0) return
        if (this.expander.find() === state) first = { lane, choice }
      },
    })
    if (first === undefined) throw new Error(`no step leads to state ${state}`)
    return first
  }
}
