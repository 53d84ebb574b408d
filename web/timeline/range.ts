/** The range that is selected: what a drag or the keys make of it. */

import type { Time } from '../../src/timeline/model.ts'
import type { Span } from '../../src/timeline/span.ts'
import type { TimelineController } from './controller.ts'

/** In a run, whole steps. */
export function rangeOf({ viewport, timeline }: TimelineController, a: Time, b: Time): Span {
  const { length } = viewport.limits
  const inside = (time: Time): Time => Math.max(0, Math.min(length, time))
  const from = inside(Math.min(a, b))
  const to = inside(Math.max(a, b))
  if (timeline.unit === 'us') return { from, to: Math.max(to, from + 1e-3) }
  return { from: Math.floor(from), to: Math.max(Math.floor(from) + 1, Math.ceil(to)) }
}
