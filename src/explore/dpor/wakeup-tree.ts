/**
 * Wakeup trees: the beginnings of runs that still have to be explored from a point, each different
 * from all others by a pair of dependent steps, so that none of them is explored for nothing.
 */

import { type Event, isDependent, isWeakInitial } from './event.ts'

export interface Branch {
  readonly event: Event
  /** The event was seen elsewhere: it touches the same here, but may read other values. */
  readonly isElsewhere: boolean
  /** None: everything after the event is explored freely. */
  readonly children: Branch[]
}

/**
 * Adds a sequence, unless some branch leads to a run that contains an equivalent one. The last step of
 * the sequence may have been seen elsewhere; the others are as they will be.
 */
export function insertSequence(branches: Branch[], sequence: readonly Event[]): void {
  const last = sequence[sequence.length - 1]
  let at = branches
  let rest = sequence
  for (;;) {
    const next = firstBranch(at, rest)
    if (next === undefined) break
    rest = without(rest, next.event.lane)
    if (next.children.length === 0 || rest.length === 0) return
    at = next.children
  }
  for (let i = 0; i < rest.length; i++) {
    const event = rest[i]!
    const branch: Branch = { event, isElsewhere: event === last, children: [] }
    at.push(branch)
    at = branch.children
  }
}

function firstBranch(branches: readonly Branch[], rest: readonly Event[]): Branch | undefined {
  for (let i = 0; i < branches.length; i++)
    if (isWeakInitial(branches[i]!.event, rest)) return branches[i]
  return undefined
}

/** The sequence without the first step of a lane. */
function without(sequence: readonly Event[], lane: number): readonly Event[] {
  const at = sequence.findIndex((event) => event.lane === lane)
  return at < 0 ? sequence : sequence.filter((_, i) => i !== at)
}

/** The steps of a sequence that no earlier one of it has to precede. */
export function initialsOf(sequence: readonly Event[]): readonly Event[] {
  return sequence.filter(
    (event, i) => !sequence.slice(0, i).some((early) => isDependent(early, event)),
  )
}
