/**
 * What a finished run says about runs that were not explored: for every race, the run in which its
 * second step comes first. That run begins with everything that does not happen after the first step of
 * the race. A wait looks further back than its last race: to every earlier write before which it was
 * over, also when it never was afterwards.
 */

import type { LaneId } from '../../machine/code.ts'
import { type Event, isAmong, isWeakInitial, meets, type Wait } from './event.ts'
import type { Executor } from './executor.ts'
import type { History } from './history.ts'
import { initialsOf, insertSequence } from './wakeup-tree.ts'
import type { Node } from './node.ts'

/** A step that had to wait, or a lane that still waits when the run ends. */
interface Waiting {
  readonly lane: LaneId
  readonly choice: number
  readonly wait: Wait
  /** Of the step; the length of the run for a lane that still waits. */
  readonly at: number
  readonly previous: number
  readonly words: Set<number>
  /** Steps against which it has been reversed in an earlier run. */
  readonly settled: number[]
}

/** Which subsets of the writes before a wait are tried, at most. */
const mostSubsets = 4096

export class Reversals {
  /** A wait had more subsets of writes before it than are tried. */
  isIncomplete = false
  private readonly history: History
  private readonly nodes: readonly Node[]
  private readonly scratch: Executor
  private readonly isOptimal: boolean

  constructor(history: History, nodes: readonly Node[], scratch: Executor, isOptimal: boolean) {
    this.history = history
    this.nodes = nodes
    this.scratch = scratch
    this.isOptimal = isOptimal
  }

  /** Adds to the nodes of the run what has to be explored besides; `state` is the one at its end. */
  analyse(state: Executor, blocked: readonly LaneId[]): void {
    const { history, scratch } = this
    const { events, races, choices } = history
    const waits = this.waits(state, blocked)
    const seconds: number[][] = events.map(() => [])
    let lowest = waits.length > 0 ? 0 : events.length
    for (let second = 0; second < events.length; second++) {
      if (choices[second]!.length > 0) lowest = Math.min(lowest, second)
      if (events[second]!.wait !== undefined) continue
      for (const first of races[second]!) {
        seconds[first]!.push(second)
        lowest = Math.min(lowest, first)
      }
    }
    scratch.copyFrom(state)
    for (let first = events.length - 1; first >= lowest; first--) {
      scratch.undo(events[first]!)
      for (const second of seconds[first]!) this.reverse(first, second)
      for (const choice of choices[first]!) this.chooseElse(first, choice)
      for (const waiting of waits) this.reverseWait(first, waiting)
    }
  }

  private waits(state: Executor, blocked: readonly LaneId[]): readonly Waiting[] {
    const { events, settled, previous, length } = this.history
    const waits: Waiting[] = []
    for (let at = 0; at < length; at++) {
      const { lane, choice, wait } = events[at]!
      if (wait === undefined) continue
      const words = new Set<number>()
      waits.push({ lane, choice, wait, at, words, settled: settled[at]!, previous: previous[at]! })
    }
    for (const lane of blocked) {
      const wait = state.wait(lane)
      if (wait === undefined) continue
      const words = new Set(state.watch(lane, wait))
      const before = this.history.lastOf(lane)
      waits.push({ lane, choice: 0, wait, at: length, words, settled: [], previous: before })
    }
    return waits
  }

  private reverse(first: number, second: number): void {
    const { events, races } = this.history
    const { lane, choice } = events[second]!
    const before = this.independentOf(first, second)
    const event = this.scratch.takeAfter(before, lane, choice)
    if (this.add(first, [...before, event]))
      races[second] = races[second]!.filter((each) => each !== first)
  }

  /** Another outcome of a choice is as if it raced with the one that was taken. */
  private chooseElse(at: number, choice: number): void {
    const { events, choices } = this.history
    const { lane } = events[at]!
    const before = this.independentOf(at, this.history.length)
    const event = this.scratch.takeAfter(before, lane, choice)
    if (this.add(at, [...before, event]))
      choices[at] = choices[at]!.filter((each) => each !== choice)
  }

  private reverseWait(first: number, waiting: Waiting): void {
    const { history, scratch } = this
    const { lane, wait, at, previous, words, settled } = waiting
    if (first === at) for (const word of scratch.watch(lane, wait)) words.add(word)
    if (first >= at || settled.includes(first)) return
    if (previous >= 0 && history.isBefore(first, previous)) return
    const event = history.events[first]!
    const isRace = at < history.length && history.races[at]!.includes(first)
    if (!isRace && !event.writes.some((word) => words.has(word))) return
    const sequence = this.whenOver(first, waiting)
    if (sequence !== undefined && this.add(first, sequence)) settled.push(first)
  }

  /** Steps after `first` that do not happen after it, nor after `second`. */
  private independentOf(first: number, second: number): readonly Event[] {
    return this.indexesWithout([first], first, second).map((i) => this.history.events[i]!)
  }

  private indexesWithout(
    roots: readonly number[],
    first: number,
    second: number,
  ): readonly number[] {
    const { history } = this
    const kept: number[] = []
    for (let i = first + 1; i < history.length; i++) {
      if (roots.some((root) => history.isBefore(root, i))) continue
      if (second < history.length && i >= second && history.isBefore(second, i)) continue
      kept.push(i)
    }
    return kept
  }

  /**
   * The longest run from before `first` and without it after which the wait is over, and the step that
   * it then takes. Leaves out as few other writes as it can.
   */
  private whenOver(first: number, waiting: Waiting): readonly Event[] | undefined {
    const tried = new Set<string>()
    const queue: (readonly number[])[] = [[first]]
    for (let next = 0; next < queue.length; next++) {
      if (next > mostSubsets) {
        this.isIncomplete = true
        return undefined
      }
      const roots = queue[next]!
      const kept = this.indexesWithout(roots, first, waiting.at)
      const before = kept.map((i) => this.history.events[i]!)
      const step = this.stepAfter(before, waiting)
      if (step !== undefined) return [...before, step]
      for (const root of this.removable(kept, waiting)) {
        const more = [...roots, root]
        const left = this.indexesWithout(more, first, waiting.at).join()
        if (!tried.has(left)) queue.push(more)
        tried.add(left)
      }
    }
    return undefined
  }

  private stepAfter(before: readonly Event[], waiting: Waiting): Event | undefined {
    const { scratch } = this
    const { lane, choice, wait, words } = waiting
    for (const event of before) scratch.apply(event)
    for (const word of scratch.watch(lane, wait)) words.add(word)
    let step: Event | undefined
    if (scratch.alternatives(lane) > 0) {
      step = scratch.take(lane, choice)
      scratch.undo(step)
    }
    this.unapply(before)
    return step
  }

  /** Writes to what the wait looks at that the lane's own steps do not need. */
  private removable(kept: readonly number[], { words, previous }: Waiting): readonly number[] {
    const { history } = this
    const looked = [...words]
    return kept.filter(
      (i) =>
        meets(history.events[i]!.writes, looked) &&
        !(previous >= 0 && history.isBefore(i, previous)),
    )
  }

  private unapply(events: readonly Event[]): void {
    for (let i = events.length - 1; i >= 0; i--) this.scratch.undo(events[i]!)
  }

  /** True when the race needs no further look: what it asks for is going to be explored. */
  private add(at: number, sequence: readonly Event[]): boolean {
    const { sleep, children, current } = this.nodes[at]!
    if (!this.isOptimal) {
      const initials = initialsOf(sequence)
      const isIn = (events: readonly Event[]): boolean =>
        initials.some(({ lane, choice }) => isAmong(events, lane, choice))
      if (isIn(sleep)) return false
      if (!isIn(children.map(({ event }) => event)))
        children.push({ event: initials[0]!, children: [] })
      return true
    }
    if (isWeakInitial(current!, sequence)) return false
    if (sleep.some((event) => isWeakInitial(event, sequence))) return false
    insertSequence(children, sequence)
    return true
  }
}
