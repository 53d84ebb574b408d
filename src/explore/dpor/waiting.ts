/**
 * Waits in a run: steps that had to wait, and lanes that still wait when the run ends. A wait races not
 * only with what ended it: it could have been over before any earlier write that disabled it.
 */

import type { LaneId } from '../../machine/code.ts'
import { type Event, meets, type Wait } from './event.ts'
import type { Executor } from './executor.ts'
import type { History } from './history.ts'

export interface Waiting {
  readonly lane: LaneId
  readonly choice: number
  readonly wait: Wait
  /** Index of the step; the length of the run for a lane that still waits. */
  readonly at: number
  /** Index of the lane's step before. */
  readonly previous: number
  /** What the wait may look at, as far as it is known. */
  readonly words: Set<number>
  /** Steps against which it has been reversed already. */
  readonly settled: number[]
}

/** Subsets of the writes before a wait that are tried, at most. */
const mostSubsets = 4096

/** Every wait of a run whose end is the executor's state. */
export function waitsOf(
  history: History,
  end: Executor,
  blocked: readonly LaneId[],
): readonly Waiting[] {
  const { events, settled, previous, length } = history
  const waits: Waiting[] = []
  for (let at = 0; at < length; at++) {
    const { lane, choice, wait } = events[at]!
    if (wait === undefined) continue
    const words = new Set<number>()
    waits.push({ lane, choice, wait, at, words, settled: settled[at]!, previous: previous[at]! })
  }
  for (const lane of blocked) {
    const wait = end.wait(lane)
    if (wait === undefined) continue
    const words = new Set(end.watch(lane, wait))
    const before = history.lastOf(lane)
    waits.push({ lane, choice: 0, wait, at: length, words, settled: [], previous: before })
  }
  return waits
}

/** Whether the wait can be reversed with the step at `first`, which comes before it. */
export function canReverse(history: History, first: number, waiting: Waiting): boolean {
  const { at, previous, words, settled } = waiting
  if (first >= at || settled.includes(first)) return false
  if (previous >= 0 && history.isBefore(first, previous)) return false
  if (at < history.length && history.races[at]!.includes(first)) return true
  return history.events[first]!.writes.some((word) => words.has(word))
}

/**
 * The longest runs from before the step at `first`, without it, after which the wait is over, each with
 * the step that then follows. Of the other writes each leaves out as few as it can; which ones may
 * differ, and all such runs are needed. `scratch` stands before `first`, also afterwards.
 */
export function runsToEndOfWait(
  history: History,
  scratch: Executor,
  first: number,
  waiting: Waiting,
): { readonly runs: readonly (readonly Event[])[]; readonly isIncomplete: boolean } {
  const tried = new Set<string>()
  const runs: (readonly Event[])[] = []
  const queue: (readonly number[])[] = [[first]]
  for (let next = 0; next < queue.length; next++) {
    if (next > mostSubsets) return { runs, isIncomplete: true }
    const roots = queue[next]!
    const kept = without(history, roots, first, waiting.at)
    const before = kept.map((i) => history.events[i]!)
    const step = stepAfter(scratch, before, waiting)
    if (step !== undefined) {
      runs.push([...before, step])
      continue
    }
    for (const root of removable(history, kept, waiting)) {
      const more = [...roots, root]
      const left = without(history, more, first, waiting.at).join()
      if (!tried.has(left)) queue.push(more)
      tried.add(left)
    }
  }
  return { runs, isIncomplete: false }
}

/** Steps after `first` that happen after none of the roots, nor after the wait. */
function without(
  history: History,
  roots: readonly number[],
  first: number,
  at: number,
): readonly number[] {
  const kept: number[] = []
  for (let i = first + 1; i < history.length; i++) {
    if (i >= at && history.isBefore(at, i)) continue
    if (!roots.some((root) => history.isBefore(root, i))) kept.push(i)
  }
  return kept
}

function stepAfter(
  scratch: Executor,
  before: readonly Event[],
  { lane, choice, wait, words }: Waiting,
): Event | undefined {
  for (const event of before) scratch.apply(event)
  for (const word of scratch.watch(lane, wait)) words.add(word)
  let step: Event | undefined
  if (scratch.alternatives(lane) > 0) {
    step = scratch.take(lane, choice)
    scratch.undo(step)
  }
  for (let i = before.length - 1; i >= 0; i--) scratch.undo(before[i]!)
  return step
}

/** The latest writes to what the wait looks at, as far as the lane's own steps do not need them. */
function removable(
  history: History,
  kept: readonly number[],
  { words, previous }: Waiting,
): readonly number[] {
  const looked = [...words]
  const writes = kept.filter(
    (i) =>
      meets(history.events[i]!.writes, looked) && !(previous >= 0 && history.isBefore(i, previous)),
  )
  return writes.filter((i) => !writes.some((later) => later !== i && history.isBefore(i, later)))
}
