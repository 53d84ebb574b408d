/** Where lanes and rows stand, from the top of the first lane, in CSS pixels. */

import type { LaneNumber, Row, RowIndex, Timeline, TimelineLane } from './model.ts'

export interface RowPlace {
  readonly row: RowIndex
  readonly top: number
  readonly height: number
}

export interface LanePlace {
  readonly lane: LaneNumber
  readonly top: number
  /** With the room below it. */
  readonly height: number
  readonly isFoldable: boolean
  readonly isFolded: boolean
  /** Those that are shown. */
  readonly rows: readonly RowPlace[]
}

export interface Layout {
  readonly lanes: readonly LanePlace[]
  readonly height: number
}

export const rowHeight = 20
const rowGap = 2
const thinHeight = 7
const countHeight = 34
const laneTop = 5
const laneBottom = 6

export function layoutLanes(timeline: Timeline, folded: ReadonlySet<LaneNumber>): Layout {
  const lanes: LanePlace[] = []
  let top = 0
  timeline.lanes.forEach((lane, number) => {
    const place = placeLane(timeline, lane, number, folded.has(number), top)
    lanes.push(place)
    top += place.height
  })
  return { lanes, height: top }
}

function placeLane(
  timeline: Timeline,
  lane: TimelineLane,
  number: LaneNumber,
  isFolded: boolean,
  laneStart: number,
): LanePlace {
  const rows: RowPlace[] = []
  let top = laneStart + laneTop
  let owned = 0
  let last: RowPlace | undefined
  for (let index = lane.firstRow; index < lane.endRow; index += 1) {
    const row = timeline.rows[index]
    if (row === undefined) continue
    if (row.place === 'over') {
      if (last !== undefined) rows.push({ ...last, row: index })
      continue
    }
    owned += 1
    if (isFolded && owned > 1) {
      last = undefined
      continue
    }
    last = { row: index, top, height: heightOf(row) }
    rows.push(last)
    top += last.height + rowGap
  }
  if (last === undefined && owned === 0) top += rowHeight
  const height = Math.max(rowHeight + laneTop, top - laneStart) + laneBottom
  return { lane: number, top: laneStart, height, isFoldable: owned > 1, isFolded, rows }
}

function heightOf(row: Row): number {
  if (row.kind === 'values') return countHeight
  return row.place === 'thin' ? thinHeight : rowHeight
}

/** The lanes of which some part is between two heights: `first` … `end` - 1. */
export function lanesBetween(
  { lanes }: Layout,
  top: number,
  bottom: number,
): { readonly first: number; readonly end: number } {
  const first = countWhere(lanes, (lane) => lane.top + lane.height <= top)
  const end = countWhere(lanes, (lane) => lane.top < bottom)
  return { first, end: Math.max(first, end) }
}

/** `test` holds for some first lanes and for none after them. */
function countWhere(lanes: readonly LanePlace[], test: (lane: LanePlace) => boolean): number {
  let low = 0
  let high = lanes.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const lane = lanes[middle]
    if (lane !== undefined && test(lane)) low = middle + 1
    else high = middle
  }
  return low
}

export function laneAt(layout: Layout, y: number): LanePlace | undefined {
  const { first } = lanesBetween(layout, y, y + 1)
  const lane = layout.lanes[first]
  return lane !== undefined && lane.top <= y ? lane : undefined
}
