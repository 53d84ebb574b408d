/**
 * The ranges that were zoomed into on the way to what is shown, each around the next. A jump (to a range, to a
 * slice, to a window drawn in the overview) leaves where it came from; what follows the hand leaves nothing.
 * The whole is around everything and not kept.
 */

import { type Limits, type Span, whole } from './span.ts'

export type Trail = readonly Span[]

/** More would not fit beside each other; the outermost go first. */
const most = 4

/** Spans that differ by less look alike. */
const slack = 0.01

/** Whether one is around the other, and clearly larger. */
function isAround(outer: Span, inner: Span): boolean {
  const size = outer.to - outer.from
  const room = size * slack
  return (
    outer.from <= inner.from + room &&
    outer.to >= inner.to - room &&
    inner.to - inner.from < size - room
  )
}

/** The ranges of the trail that are around a span. */
export function around(trail: Trail, span: Span): Trail {
  return trail.filter((each) => isAround(each, span))
}

/** After a jump from one span to another. */
export function entered(trail: Trail, from: Span, to: Span, limits: Limits): Trail {
  const left = isAround(whole(limits), from) ? [from] : []
  return around([...around(trail, from), ...left], to).slice(-most)
}

/** The ways back from a span, the whole first; none from the whole. */
export function waysBack(trail: Trail, span: Span, limits: Limits): Trail {
  return around([whole(limits), ...trail], span)
}

export function areAlike(a: Trail, b: Trail): boolean {
  return (
    a.length === b.length && a.every(({ from, to }, at) => from === b[at]?.from && to === b[at].to)
  )
}
