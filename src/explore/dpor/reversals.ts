/**
 * What a finished run says about runs that were not explored: for every race, the run in which its
 * second step comes first. That run begins with everything that does not happen after the first step of
 * the race, before and behind the second.
 */

import type { LaneId } from '../../machine/code.ts'
import { type Event, isAmong, isWeakInitial } from './event.ts'
import type { Executor } from './executor.ts'
import type { History } from './history.ts'
import type { Node } from './node.ts'
import { canReverse, runsToEndOfWait, type Waiting, waitsOf } from './waiting.ts'
import { initialsOf, insertSequence } from './wakeup-tree.ts'

export class Reversals {
  /** A wait had more subsets of writes before it than are tried. */
  isIncomplete = false
  private readonly history: History
  private readonly nodes: readonly Node[]
  private readonly scratch: Executor
  private readonly isOptimal: boolean
  /** The run's end, and how many of its steps the scratch state has taken; -1 for an older run. */
  private end: Executor
  private taken = -1
  /** Races by their first step: the second one of the latest, and the race before that. */
  private readonly latest: number[] = []
  private readonly seconds: number[] = []
  private readonly older: number[] = []

  constructor(history: History, nodes: readonly Node[], scratch: Executor, isOptimal: boolean) {
    this.history = history
    this.nodes = nodes
    this.scratch = scratch
    this.end = scratch
    this.isOptimal = isOptimal
  }

  /** Adds to the nodes of the run what has to be explored besides; `end` is at the end of the run. */
  analyse(end: Executor, blocked: readonly LaneId[]): void {
    const { history } = this
    this.end = end
    this.taken = -1
    const waits = waitsOf(history, end, blocked)
    const lowest = waits.length > 0 ? 0 : this.lowestOpen()
    this.sortRaces()
    for (let first = history.length - 1; first >= lowest; first--) {
      for (let race = this.latest[first]!; race >= 0; race = this.older[race]!)
        this.reverse(first, this.seconds[race]!)
      for (const choice of history.choices[first]!) this.chooseElse(first, choice)
      for (const waiting of waits) this.reverseWait(first, waiting)
    }
  }

  /** The first step that something is to be done about, waits aside. */
  private lowestOpen(): number {
    const { history } = this
    let lowest = history.length
    for (let at = 0; at < history.length; at++) {
      if (history.choices[at]!.length > 0 && at < lowest) lowest = at
      for (const first of history.races[at]!) if (first < lowest) lowest = first
    }
    return lowest
  }

  private sortRaces(): void {
    const { history, latest, seconds, older } = this
    for (let at = 0; at < history.length; at++) latest[at] = -1
    seconds.length = 0
    for (let second = 0; second < history.length; second++) {
      if (history.events[second]!.wait !== undefined) continue
      for (const first of history.races[second]!) {
        older[seconds.length] = latest[first]!
        latest[first] = seconds.length
        seconds.push(second)
      }
    }
  }

  private reverse(first: number, second: number): void {
    const event = this.history.events[second]!
    const sequence = this.independentOf(first)
    if (this.isCovered(first, sequence)) return
    // What the step touches is the same wherever it comes; what it reads there shows when it is taken.
    sequence.push(
      event.isFixed ? event : this.takeElsewhere(first, sequence, event.lane, event.choice),
    )
    // Elsewhere it may touch other words: then every run has to be looked at.
    if (!this.add(first, sequence) || !event.isFixed) return
    this.history.races[second] = this.history.races[second]!.filter((each) => each !== first)
  }

  /** Another outcome of a choice is as if it raced with the one that was taken. */
  private chooseElse(at: number, choice: number): void {
    const { events, choices } = this.history
    const sequence = this.independentOf(at)
    const event = this.takeElsewhere(at, sequence, events[at]!.lane, choice)
    const isPlain = event.reads.length === 0 && event.writes.length === 0
    sequence.push(event)
    if (this.add(at, sequence) && isPlain)
      choices[at] = choices[at]!.filter((each) => each !== choice)
  }

  private reverseWait(first: number, waiting: Waiting): void {
    if (first === waiting.at) {
      const words = this.before(first).watch(waiting.lane, waiting.wait)
      for (const word of words) waiting.words.add(word)
    }
    if (!canReverse(this.history, first, waiting)) return
    const { history } = this
    const { runs, isIncomplete } = runsToEndOfWait(history, this.before(first), first, waiting)
    this.isIncomplete ||= isIncomplete
    const added = runs.filter((run) => this.add(first, run))
    const isFixed = history.events[waiting.at]?.isFixed === true
    if (isFixed && runs.length > 0 && added.length === runs.length) waiting.settled.push(first)
  }

  /** The scratch state before a step of the run; steps are asked for from the last to the first. */
  private before(step: number): Executor {
    if (this.taken < 0) {
      this.scratch.copyFrom(this.end)
      this.taken = this.history.length
    }
    while (this.taken > step) this.scratch.undo(this.history.events[--this.taken]!)
    return this.scratch
  }

  private takeElsewhere(
    first: number,
    before: readonly Event[],
    lane: LaneId,
    choice: number,
  ): Event {
    return this.before(first).takeAfter(before, lane, choice)
  }

  /** Steps after `first` that do not happen after it. */
  private independentOf(first: number): Event[] {
    const { history } = this
    const kept: Event[] = []
    for (let i = first + 1; i < history.length; i++)
      if (!history.isBefore(first, i)) kept.push(history.events[i]!)
    return kept
  }

  /** Whether a step that need not be taken at `at` comes first in whatever begins with the sequence. */
  private isCovered(at: number, sequence: readonly Event[]): boolean {
    if (!this.isOptimal) return false
    return this.nodes[at]!.sleep.some(
      (asleep) =>
        sequence.some(({ lane }) => lane === asleep.lane) && isWeakInitial(asleep, sequence),
    )
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
        children.push({ event: initials[0]!, isElsewhere: true, children: [] })
      return true
    }
    if (isWeakInitial(current!, sequence)) return false
    for (let i = 0; i < sleep.length; i++) if (isWeakInitial(sleep[i]!, sequence)) return false
    insertSequence(children, sequence)
    return true
  }
}
