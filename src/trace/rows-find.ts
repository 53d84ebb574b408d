/** From steps and cursors to rows. Rows cover the steps of a run in order and without gaps. */

import type { Row } from './rows.ts'
import type { Cursor, RunView, StepIndex } from './view.ts'

/** Index of the row that shows the step; undefined when the run has no such step. */
export function rowOfStep(
  rows: readonly Pick<Row, 'from' | 'to'>[],
  step: StepIndex,
): number | undefined {
  let low = 0
  let high = rows.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const row = rows[middle]
    if (row === undefined) return undefined
    if (step < row.from) high = middle - 1
    else if (step >= row.to) low = middle + 1
    else return middle
  }
  return undefined
}

export interface CursorPlace {
  /** Row of the last step that has been executed. */
  readonly row: number
  /** How much of it has been executed: less than 1 when the cursor stands inside a folded call. */
  readonly part: number
}

/** Where a cursor stands; undefined at cursor 0, before the first row. */
export function placeOfCursor(rows: readonly Row[], cursor: Cursor): CursorPlace | undefined {
  const index = rowOfStep(rows, cursor - 1)
  const row = index === undefined ? undefined : rows[index]
  if (index === undefined || row === undefined) return undefined
  return { row: index, part: (cursor - row.from) / (row.to - row.from) }
}

/**
 * The line of the listing to show for a step: where a folded call is made, else the step's own line.
 * Undefined when the run has no such step.
 */
export function lineOfStep(
  run: RunView,
  rows: readonly Row[],
  step: StepIndex,
): number | undefined {
  const index = rowOfStep(rows, step)
  const row = index === undefined ? undefined : rows[index]
  return row?.folded === undefined ? run.steps[step]?.line : row.line
}
