/** Everything that a frame shows. */

import type { Layout } from '../../src/timeline/layout.ts'
import type { LaneNumber, SliceIndex, Time, Timeline } from '../../src/timeline/model.ts'
import type { Span } from '../../src/timeline/span.ts'
import type { Palette } from './palette.ts'
import type { Patterns } from './patterns.ts'

/** What the timeline is asked to show. */
export interface Shown {
  readonly timeline: Timeline
  readonly layout: Layout
  readonly span: Span
  /** What is after it has not happened yet; undefined in a trace. */
  readonly playhead: Time | undefined
  readonly current: SliceIndex | undefined
  readonly hovered: SliceIndex | undefined
  readonly range: Span | undefined
  readonly focusedLane: LaneNumber | undefined
}

/** With what it is drawn on and with. */
export interface Scene extends Shown {
  /** In CSS pixels. */
  readonly width: number
  readonly height: number
  /** How far the lanes are scrolled. */
  readonly top: number
  /** Device pixels per CSS pixel. */
  readonly ratio: number
  readonly palette: Palette
  readonly patterns: Patterns
}
