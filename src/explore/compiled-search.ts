/**
 * Breadth-first search that runs in WebAssembly by what was learned of steps. Here is what is rare: steps
 * that are not known yet, values that are new, and memory that grows.
 */

import type { Machine } from '../machine/machine.ts'
import type { ScheduleEntry } from '../machine/run.ts'
import { ensure } from '../util/ensure.ts'
import { AfterLastState } from './after-last-state.ts'
import { Coding, TooManyValues } from './coding.ts'
import { codeOf } from './compiled-code.ts'
import { EncodedSteps } from './encoded-steps.ts'
import type { SearchedStates, ToldStep } from './endless.ts'
import type { Standing } from './expander.ts'
import type { Found, FoundFailures, Shown } from './found-failures.ts'
import { isInVain, LearnedExpander } from './learned/learned-expander.ts'
import { valuesOf } from './learned/next-steps.ts'
import { LookedAtPairs } from './looked-at-pairs.ts'
import type { Range } from './packing.ts'
import { StateStore } from './state-store.ts'
import { StateTeller } from './state-teller.ts'
import type { Limit, SearchLimits, SearchStats } from './verdict.ts'
import { loopEnd, loopWord } from './wasm/loop-memory.ts'

const mostStates = 0x7fffffff
const mostStepRoom = 1 << 28
/** States after which the fields are put in order: most of their values are known then. */
const arrangedAt = 1 << 15
/** Answers that are placed together at most: that takes some ten milliseconds. */
const mostAtOnce = 1 << 11
/** What filling a part of the table counts as, in states. */
const budgetOfFilling = 1 << 12
/** Optimised code is entered only by a call: the first ones are short. */
const shortest = 1 << 9

export class CompiledSearch {
  private readonly machine: Machine
  private readonly expander: LearnedExpander
  private readonly coding: Coding
  private readonly store: StateStore
  private readonly steps: EncodedSteps
  private readonly pairs: LookedAtPairs
  private readonly teller: StateTeller
  private readonly limits: SearchLimits
  private readonly suspects: number[] = []
  private tried = 0
  private isArranged = false
  /** States that had been found when it was begun again. */
  private foundBefore = 0
  private hasEnded = false
  private last: AfterLastState | undefined
  limit: Limit | undefined

  /** Throws `TooManyValues`, and where WebAssembly is not to be had. */
  constructor(machine: Machine, initial: Int32Array, found: FoundFailures, limits: SearchLimits) {
    this.machine = machine
    this.limits = limits
    this.expander = new LearnedExpander(machine, false)
    this.expander.state.set(initial)
    this.coding = new Coding(initial)
    this.store = new StateStore(codeOf(machine), this.coding, limits)
    const { memory } = this.store
    this.steps = new EncodedSteps(machine, this.expander.tree, this.coding, memory)
    this.pairs = new LookedAtPairs(memory)
    const { expander, store, pairs } = this
    const { answers } = this.steps
    this.teller = new StateTeller({ machine, found, expander, store, answers, pairs })
    this.store.set(loopWord.mostStates, Math.min(limits.states ?? mostStates, mostStates))
  }

  get stats(): SearchStats {
    const { store } = this
    const states = store.get(loopWord.found)
    return {
      states,
      transitions: this.tried + store.get(loopWord.transitions),
      // The next level's states are found while those before it are expanded.
      depth: store.get(loopWord.depth) + (states > store.get(loopWord.levelEnd) ? 1 : 0),
      frontier: states - store.get(loopWord.taken),
      bytes: store.bytes,
      engine: 'compiled',
    }
  }

  get ranges(): ReadonlyMap<number, Range> {
    return this.coding.ranges
  }

  /** Expands at most `count` states; true when the search has ended. Throws `TooManyValues`. */
  advance(count: number): boolean {
    const { store } = this
    for (let left = count; left > 0; ) {
      if (this.limit !== undefined) return true
      if (!store.memory.isFilled) {
        store.memory.fill()
        left -= budgetOfFilling
        continue
      }
      const before = store.get(loopWord.taken)
      const why = this.run(left)
      left -= store.get(loopWord.taken) - before
      if (why === loopEnd.exhausted) return this.finish(Math.max(1, left))
      this.handle(why)
      if (store.bytes > (this.limits.bytes ?? Number.POSITIVE_INFINITY)) this.limit = 'memory'
      const isDue = !this.isArranged && store.get(loopWord.taken) >= arrangedAt
      if (isDue && this.limit === undefined) this.arrange()
    }
    return this.hasEnded
  }

  /** Lets the loop go on, over at most that many states. */
  private run(most: number): number {
    const { store } = this
    const why = store.run(
      Math.min(most, Math.max(shortest, store.get(loopWord.taken) >> 2), store.memory.recent >> 1),
    )
    store.memory.keepMore()
    this.tried += store.get(loopWord.transitions)
    store.set(loopWord.transitions, 0)
    return why
  }

  /** Shows every state found so far, one after the other in the same array. */
  forEachState(visit: (state: Int32Array) => void): void {
    const { store, expander } = this
    const count = store.get(loopWord.found)
    for (let state = 0; state < count; state++) {
      store.load(state, expander.state)
      visit(expander.state)
    }
  }

  /** The steps that lead to a state, and those that show the failure found there. */
  shownBy({ failure, state, last }: Found): Shown {
    const before = this.wayTo(state)
    return { failure, schedule: last === undefined ? before : [...before, last] }
  }

  private wayTo(state: number): readonly ScheduleEntry[] {
    const way = this.store.wayTo(state)
    return way.slice(1).map((to, i) => this.stepBetween(ensure(way[i], 'the state before'), to))
  }

  private handle(why: number): void {
    const { store } = this
    switch (why) {
      case loopEnd.telling:
        this.teller.tell()
        break
      case loopEnd.unknown:
        store.load(store.get(loopWord.taken), this.expander.state)
        if (!this.learn()) this.limit = 'memory'
        break
      case loopEnd.full:
        if (!store.memory.grow()) this.limit = 'memory'
        break
      case loopEnd.suspects:
        this.suspects.push(...store.takeSuspects())
        break
      case loopEnd.limit:
        this.limit = 'states'
        break
    }
  }

  /**
   * Begins again, up to where it was: that takes less time than to pack all states anew, and finds them in
   * the same order.
   */
  private arrange(): void {
    const { store } = this
    const taken = store.get(loopWord.taken)
    this.isArranged = true
    this.foundBefore = store.get(loopWord.found)
    this.tried = 0
    this.suspects.length = 0
    this.coding.arrange()
    orTooMany(() => store.memory.restart())
    this.forgetSteps()
    // What is left out is added again once it is needed.
    if (this.expander.tree.learned <= mostAtOnce && !this.steps.addAll()) this.forgetSteps()
    for (let left = taken; left > 0 && this.limit === undefined; ) {
      if (store.memory.isFilled) this.handle(this.run(left))
      else store.memory.fill()
      left = taken - store.get(loopWord.taken)
    }
  }

  /** What the lane that the loop asks about does next in the loaded state; false when memory is short. */
  private learn(): boolean {
    const { expander, store, steps } = this
    const { tree, state } = expander
    const lane = store.get(loopWord.unknown)
    for (const [index, value] of valuesOf(this.machine, tree.nextSteps(lane)))
      this.admit(index, value)
    if (tree.isFull || this.learnsInVain) throw new TooManyValues()
    while (!steps.add(lane, state)) {
      if (store.memory.stepRoom >= mostStepRoom) throw new TooManyValues()
      const hasGrown = store.memory.growSteps()
      this.forgetSteps()
      if (!hasGrown) return false
    }
    return true
  }

  private get learnsInVain(): boolean {
    const states = Math.max(this.store.get(loopWord.found), this.foundBefore)
    return isInVain(this.expander.tree.learned, states)
  }

  private admit(index: number, value: number): void {
    const added = this.coding.admit(index, value)
    if (added === undefined) return
    // Without memory for longer states they cannot be read any more, and others go on.
    const isTooLong = orTooMany(() => this.store.memory.widen())
    if (isTooLong || !this.steps.lookAt(index, added)) this.forgetSteps()
  }

  private forgetSteps(): void {
    this.steps.clear()
    this.pairs.clear()
  }

  private finish(count: number): boolean {
    this.suspects.push(...this.store.takeSuspects())
    this.last ??= new AfterLastState({
      machine: this.machine,
      states: this.searched(),
      suspects: this.suspects,
      told: (state, lane) => this.teller.tellEndlessWait(state, lane),
    })
    this.hasEnded ||= this.last.advance(count)
    return this.hasEnded
  }

  private searched(): SearchedStates {
    return {
      count: this.store.get(loopWord.found),
      expand: (state, told) => this.expandFound(state, told),
      highestAfter: (state) => this.store.highestAfter(state),
      lanesBefore: (lanes) => lanes,
    }
  }

  private expandFound(state: number, told: ToldStep): Standing {
    for (;;) {
      const standing = this.store.successorsOf(state, told)
      if (standing !== undefined) return standing
      this.store.load(state, this.expander.state)
      if (!this.learn()) throw new Error('no memory is left to tell how a state was reached')
    }
  }

  /** The first step that leads from one state to the other. */
  private stepBetween(from: number, to: number): ScheduleEntry {
    let first: ScheduleEntry | undefined
    this.expandFound(from, (lane, choice, next) => {
      if (next === to) first ??= { lane, choice }
    })
    return ensure(first, `a step that leads to state ${to}`)
  }
}

function orTooMany<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError) throw new TooManyValues()
    throw error
  }
}
