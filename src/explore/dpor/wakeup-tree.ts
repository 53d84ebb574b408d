/**
 * Wakeup trees: the beginnings of runs that still have to be explored from a point, each different
 * from all others by a pair of dependent steps, so that none of them is explored for nothing.
 */

import { type Event, isDependent, isWeakInitial } from './event.ts'

export interface Branch {
  readonly event: Event
  /** None: everything after the event is explored freely. */
  readonly children: Branch[]
}

/** Adds `sequence` unless some branch leads to a run that contains an equivalent one. */
export function insertSequence(branches: Branch[], sequence: readonly Event[]): void {
  let at = branches
  let rest = sequence
  for (;;) {
    const next = at.find((branch) => isWeakInitial(branch.event, rest))
    if (next === undefined) break
    rest = without(rest, next.event.lane)
    if (next.children.length === 0 || rest.length === 0) return
    at = next.children
  }
  for (const event of rest) {
    const branch: Branch = { event, children: [] }
    at.push(branch)
    at = branch.children
  }
}

/** The sequence without the first step of a lane. */
function without(sequence: readonly Event[], lane: number): readonly Event[] {
  const at = sequence.findIndex((event) => event.lane === lane)
  return at < 0 ? sequence : [...sequence.slice(0, at), ...sequence.slice(at + 1)]
}

/** The steps of a sequence that no earlier one of it has to precede. */
export function initialsOf(sequence: readonly Event[]): readonly Event[] {
  return sequence.filter(
    (event, i) => !sequence.slice(0, i).some((early) => isDependent(early, event)),
  )
}
