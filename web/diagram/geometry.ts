/**
 * Where rows stand, in CSS pixels below the header. A row is, from top to bottom: its heads, its body
 * (the step), one line per violation. Intervals of the tracks meet the steps' bodies, so that a lock
 * that is taken at a step begins at its box and one that is released there ends below it.
 */

import { placeOfCursor, rowOfStep } from '../../src/trace/rows-find.ts'
import type { Row } from '../../src/trace/rows.ts'
import type { Cursor, StepIndex } from '../../src/trace/view.ts'

export type CssPixels = number

export interface RowHeights {
  readonly head: CssPixels
  readonly body: CssPixels
  readonly violation: CssPixels
}

export type Density = 'comfortable' | 'compact'

export const rowHeights: Readonly<Record<Density, RowHeights>> = {
  comfortable: { head: 20, body: 25, violation: 27 },
  compact: { head: 17, body: 21, violation: 23 },
}

export interface Geometry {
  readonly rows: readonly Row[]
  readonly heights: RowHeights
  /** Top of each row, and as the last entry the end of the last row. */
  readonly tops: Float64Array
  readonly height: CssPixels
}

export interface RowWindow {
  readonly first: number
  /** One past the last row. */
  readonly end: number
}

export function measureRows(rows: readonly Row[], heights: RowHeights): Geometry {
  const tops = new Float64Array(rows.length + 1)
  let y = 0
  rows.forEach((row, index) => {
    tops[index] = y
    y += row.heads.length * heights.head + heights.body + row.violations.length * heights.violation
  })
  tops[rows.length] = y
  return { rows, heights, tops, height: y }
}

export function rowTop(geometry: Geometry, row: number): CssPixels {
  return geometry.tops[row] ?? geometry.height
}

export function rowBottom(geometry: Geometry, row: number): CssPixels {
  return geometry.tops[row + 1] ?? geometry.height
}

/** Top of the row's body, below its heads. */
export function bodyTop(geometry: Geometry, row: number): CssPixels {
  const heads = geometry.rows[row]?.heads.length ?? 0
  return rowTop(geometry, row) + heads * geometry.heights.head
}

/** Where a step begins; steps inside a folded call share its body. The end when there is no such step. */
export function stepTop(geometry: Geometry, step: StepIndex): CssPixels {
  const index = rowOfStep(geometry.rows, step)
  const row = index === undefined ? undefined : geometry.rows[index]
  if (index === undefined || row === undefined) return geometry.height
  const part = (step - row.from) / (row.to - row.from)
  return bodyTop(geometry, index) + part * geometry.heights.body
}

/** Where a step ends: the bottom of its row when it is the row's last. */
export function stepBottom(geometry: Geometry, step: StepIndex): CssPixels {
  const place = placeOfCursor(geometry.rows, step + 1)
  if (place === undefined) return geometry.height
  if (place.part === 1) return rowBottom(geometry, place.row)
  return bodyTop(geometry, place.row) + place.part * geometry.heights.body
}

export interface PlayheadPlace {
  readonly y: CssPixels
  /** Less than 1 inside a folded call; the playhead stands below its row even so, not across its text. */
  readonly part: number
}

export function playheadPlace(geometry: Geometry, cursor: Cursor): PlayheadPlace {
  const place = placeOfCursor(geometry.rows, cursor)
  if (place === undefined) return { y: cursor <= 0 ? 0 : geometry.height, part: 1 }
  return { y: rowBottom(geometry, place.row), part: place.part }
}

/** The row at a height, the nearest one for heights outside; 0 when there are no rows. */
export function rowAt(geometry: Geometry, y: CssPixels): number {
  let low = 0
  let high = Math.max(0, geometry.rows.length - 1)
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((geometry.tops[middle] ?? 0) <= y) low = middle
    else high = middle - 1
  }
  return low
}

/** The rows between two heights. */
export function rowsBetween(geometry: Geometry, top: CssPixels, bottom: CssPixels): RowWindow {
  if (geometry.rows.length === 0) return { first: 0, end: 0 }
  return { first: rowAt(geometry, top), end: rowAt(geometry, bottom) + 1 }
}
