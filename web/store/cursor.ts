/** Where the user stands in the run: that many steps have been executed. All moves are pure. */

import type { Cursor, RunView, StepIndex } from '../../src/trace/view.ts'
import { lastCursor } from './run.ts'

export function clampCursor(run: RunView, cursor: Cursor): Cursor {
  return Math.max(0, Math.min(lastCursor(run), Math.trunc(cursor)))
}

/** The step executed last at `cursor`; undefined before the first. */
export function lastStep(cursor: Cursor): StepIndex | undefined {
  return cursor > 0 ? cursor - 1 : undefined
}

/**
 * The cursor just after the next (`by` 1) or previous (`by` -1) step of the thread whose step was executed
 * last; before the first step it is the thread that comes first. Undefined when there is none.
 */
export function sameLaneCursor(run: RunView, cursor: Cursor, by: 1 | -1): Cursor | undefined {
  const at = lastStep(cursor)
  if (at === undefined) return by === 1 && run.steps.length > 0 ? 1 : undefined
  const lane = run.steps[at]?.lane
  for (let index = at + by; index >= 0 && index < run.steps.length; index += by) {
    if (run.steps[index]?.lane === lane) return index + 1
  }
  return undefined
}
