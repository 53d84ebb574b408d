/**
 * What of a run that has been derived already holds of another one: runs of a machine share a step only when
 * they take it from the same state, so all that follows from a state and a step is the same beside them.
 */

import type { Run } from '../machine/run.ts'
import { sharedEnds } from '../util/shared-ends.ts'
import type { Cursor, StepIndex } from './view.ts'

/** Where something of the new run is in the known one; undefined when it is not there. */
export interface Shared {
  /** So many steps are the same from the start. */
  readonly start: number
  readonly step: (at: StepIndex) => StepIndex | undefined
  /** A cursor at which the known run is in the same state. */
  readonly cursor: (at: Cursor) => Cursor | undefined
}

export function sharedWith(known: Run, run: Run): Shared {
  const [before, after] = [known.steps, run.steps]
  const { start, end } = sharedEnds(before, after, (one, other) => one === other)
  const tail = after.length - end
  const later = before.length - after.length
  return {
    start,
    step: (at) => {
      if (at < start) return at
      return at < tail ? undefined : at + later
    },
    cursor: (at) => {
      if (at <= start) return at
      return at < tail || end === 0 ? undefined : at + later
    },
  }
}
