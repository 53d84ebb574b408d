/** The part of time that is shown, and how it changes. A pixel scale is never stored beside it. */

import type { Time } from './model.ts'

/** `to` is greater than `from`. */
export interface Span {
  readonly from: Time
  readonly to: Time
}

/** What a timeline allows: nothing outside of it, and no less than `least` at a time. */
export interface Limits {
  readonly length: Time
  readonly least: Time
}

export function limitsOf(timeline: {
  readonly length: Time
  readonly unit: 'steps' | 'us'
}): Limits {
  const length = Math.max(timeline.length, 1e-3)
  const least = timeline.unit === 'steps' ? 2 : 0.01
  return { length, least: Math.min(length, least) }
}

export function whole({ length }: Limits): Span {
  return { from: 0, to: length }
}

/** Of that length if possible, and inside. */
function placed(from: Time, size: Time, { length, least }: Limits): Span {
  const width = Math.min(length, Math.max(least, size))
  const start = Math.min(Math.max(0, from), length - width)
  return { from: start, to: start + width }
}

export function clampSpan({ from, to }: Span, limits: Limits): Span {
  return placed(from, to - from, limits)
}

/**
 * `factor` above 1 shows more time. The time at `anchor` (0 left … 1 right) stays where it is, or goes to
 * another place.
 */
export function zoomed(
  span: Span,
  factor: number,
  anchor: number,
  limits: Limits,
  place = anchor,
): Span {
  const { from, to } = span
  const size = Math.min(limits.length, Math.max(limits.least, (to - from) * factor))
  const fixed = from + (to - from) * anchor
  return placed(fixed - size * place, size, limits)
}

export function panned({ from, to }: Span, by: Time, limits: Limits): Span {
  return placed(from + by, to - from, limits)
}

/** With one end at a time, as far as the limits allow; the other end stays where it is. */
export function resized(
  { from, to }: Span,
  end: 'from' | 'to',
  time: Time,
  { length, least }: Limits,
): Span {
  if (end === 'from') return { from: Math.max(0, Math.min(time, to - least)), to }
  return { from, to: Math.min(length, Math.max(time, from + least)) }
}

/** Moved as little as possible so that a time stands at least `margin` (a share) inside. */
export function revealing(span: Span, time: Time, limits: Limits, margin = 0.08): Span {
  const size = span.to - span.from
  const room = size * margin
  if (time < span.from + room) return placed(time - room, size, limits)
  if (time > span.to - room) return placed(time + room - size, size, limits)
  return span
}

export function timeAt({ from, to }: Span, x: number, width: number): Time {
  return from + (x / Math.max(1, width)) * (to - from)
}

export function xAt({ from, to }: Span, time: Time, width: number): number {
  return ((time - from) / (to - from)) * width
}

/** Part of the way (0 … 1) to another span; sizes grow by factors, so that zooming looks even. */
export function between(a: Span, b: Span, part: number): Span {
  if (part >= 1) return b
  const size = (a.to - a.from) * ((b.to - b.from) / (a.to - a.from)) ** part
  const change = b.to - b.from - (a.to - a.from)
  const share = Math.abs(change) < 1e-9 ? part : (size - (a.to - a.from)) / change
  const from = a.from + (b.from - a.from) * share
  return { from, to: from + size }
}
