/**
 * What of a row is drawn: each slice that is wide enough by itself, and all others of a pixel as one group.
 * Whatever the row holds, that is at most two marks per pixel, and each costs a search, not a walk.
 */

import { looksBetween } from './mips.ts'
import type { Row, Timeline } from './model.ts'
import { firstAtLeast, nextAtLeast } from './search.ts'
import type { Span } from './span.ts'

/** Filled anew for each row, so that drawing makes no garbage. */
export interface Marks {
  count: number
  /** In pixels from the left. */
  readonly x: Float64Array
  readonly width: Float64Array
  /** First slice. */
  readonly first: Uint32Array
  /** How many slices: more than 1 for a group. */
  readonly slices: Uint32Array
  /** Of groups: which share of the pixel is covered, 0 … 1. */
  readonly cover: Float64Array
  /** Which looks occur, as bits. */
  readonly looks: Uint16Array
}

/** Slices at least that wide are drawn by themselves. */
const single = 2

export function createMarks(width: number): Marks {
  const room = 2 * Math.ceil(width) + 16
  return {
    count: 0,
    x: new Float64Array(room),
    width: new Float64Array(room),
    first: new Uint32Array(room),
    slices: new Uint32Array(room),
    cover: new Float64Array(room),
    looks: new Uint16Array(room),
  }
}

/** `width` is that of the whole span, in pixels. */
export function sweepRow(
  timeline: Timeline,
  row: Row,
  span: Span,
  width: number,
  marks: Marks,
): void {
  const { starts, ends, looks } = timeline.slices
  const { busy } = timeline.sliceMips
  const scale = width / (span.to - span.from)
  const room = marks.x.length
  let at = 0
  let i = firstAtLeast(ends, span.from, row.first, row.end)
  while (i < row.end && at < room) {
    const start = starts[i] ?? 0
    if (start > span.to) break
    const x = (start - span.from) * scale
    const wide = ((ends[i] ?? 0) - start) * scale
    marks.x[at] = x
    marks.first[at] = i
    if (wide >= single) {
      marks.width[at] = wide
      marks.slices[at] = 1
      marks.cover[at] = 1
      marks.looks[at] = 1 << (looks[i] ?? 0)
      i += 1
    } else {
      const pixel = Math.floor(x)
      let next = nextAtLeast(starts, span.from + (pixel + 1) / scale, i + 1, row.end)
      // The last one that begins here may reach far beyond: then it stands by itself.
      const last = next - 1
      if (last > i && ((ends[last] ?? 0) - (starts[last] ?? 0)) * scale >= single) next = last
      marks.x[at] = pixel
      marks.width[at] = 1
      marks.slices[at] = next - i
      marks.cover[at] = Math.min(1, ((busy[next] ?? 0) - (busy[i] ?? 0)) * scale)
      marks.looks[at] =
        next - i === 1 ? 1 << (looks[i] ?? 0) : looksBetween(timeline.sliceMips, looks, i, next)
      i = next
    }
    at += 1
  }
  marks.count = at
}
