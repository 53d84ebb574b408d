/** What stands under the pointer. */

import { laneAt, type Layout } from './layout.ts'
import { type LaneNumber, lookOf, type Row, type SliceIndex, type Timeline } from './model.ts'
import { firstAtLeast } from './search.ts'
import { type Span, timeAt } from './span.ts'

export type Hit =
  /** `others`: how many more slices stand in the same place, too dense to point at. */
  | {
      readonly kind: 'slice'
      readonly lane: LaneNumber
      readonly slice: SliceIndex
      readonly others: number
    }
  | {
      readonly kind: 'value'
      readonly lane: LaneNumber
      readonly value: number
      readonly at: number
    }
  | { readonly kind: 'lane'; readonly lane: LaneNumber }

/** So far a pointer may be off a narrow slice, in CSS pixels. */
const reach = 2

/** `y` counts from the top of the first lane. */
export function hitAt(
  timeline: Timeline,
  layout: Layout,
  span: Span,
  width: number,
  x: number,
  y: number,
): Hit | undefined {
  const place = laneAt(layout, y)
  if (place === undefined) return undefined
  const { lane } = place
  // What is drawn over the others comes last.
  for (const { row: index, top, height } of place.rows.toReversed()) {
    if (y < top || y >= top + height) continue
    const row = timeline.rows[index]
    const hit = row === undefined ? undefined : hitInRow(timeline, row, span, width, x)
    if (hit !== undefined) return hit
  }
  return { kind: 'lane', lane }
}

function hitInRow(
  timeline: Timeline,
  row: Row,
  span: Span,
  width: number,
  x: number,
): Hit | undefined {
  const time = timeAt(span, x, width)
  const { lane } = row
  if (row.kind === 'values') {
    const { times, values } = timeline.values
    const at = firstAtLeast(times, time, row.first, row.end)
    const held = times[at] === time && at < row.end ? at : at - 1
    if (held < row.first) return undefined
    return { kind: 'value', lane, value: values[held] ?? 0, at: times[held] ?? 0 }
  }
  const { starts, ends } = timeline.slices
  const near = reach * ((span.to - span.from) / Math.max(1, width))
  const first = firstAtLeast(ends, time - near, row.first, row.end)
  const end = firstAtLeast(starts, time + near, first, row.end)
  if (first >= end) return undefined
  let best = first
  for (let i = first; i < Math.min(end, first + 16); i += 1) {
    if (distance(starts, ends, i, time) < distance(starts, ends, best, time)) best = i
  }
  const isInside = distance(starts, ends, best, time) === 0 && lookOf(timeline, best) !== 'moment'
  const isWide = (ends[best] ?? 0) - (starts[best] ?? 0) >= 2 * near
  return { kind: 'slice', lane, slice: best, others: isInside && isWide ? 0 : end - first - 1 }
}

function distance(starts: Float64Array, ends: Float64Array, i: number, time: number): number {
  const start = starts[i] ?? 0
  const end = ends[i] ?? 0
  // A slice does not cover its end.
  if (time >= start && time < end) return 0
  return time < start ? start - time : Math.max(time - end, Number.MIN_VALUE)
}
