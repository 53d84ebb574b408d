/** What the timeline tells of itself: to React while it is shown, and to its next visit. */

import type { Layout } from '../../src/timeline/layout.ts'
import type { LaneNumber, Timeline } from '../../src/timeline/model.ts'
import type { Span } from '../../src/timeline/span.ts'
import type { Trail } from '../../src/timeline/trail.ts'

/** What outlives a visit to the view. */
export interface Kept {
  readonly timeline: Timeline
  readonly span: Span
  readonly trail: Trail
  readonly folded: ReadonlySet<LaneNumber>
  readonly top: number
  readonly range: Span | undefined
}

/** What React draws from; replaced when it changes. */
export interface Snapshot {
  readonly layout: Layout
  readonly range: Span | undefined
  /** The ranges to go back to. */
  readonly waysBack: Trail
  readonly top: number
  readonly height: number
  readonly hasZoomed: boolean
}
