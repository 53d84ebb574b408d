/** How the width of the diagram is shared between step numbers, lanes and tracks, in CSS pixels. */

import type { LaneIndex, RunView, TrackView } from '../../src/trace/view.ts'
import type { CssPixels } from './geometry.ts'

export interface LaneColumn {
  readonly lane: LaneIndex
  readonly left: CssPixels
}

export interface TrackColumn {
  /** Index into `RunView.tracks`. */
  readonly track: number
  readonly left: CssPixels
  readonly width: CssPixels
}

export interface Columns {
  /** Width of the step numbers. */
  readonly gutter: CssPixels
  readonly lanes: readonly LaneColumn[]
  readonly laneWidth: CssPixels
  /** Indentation per call depth. */
  readonly indent: CssPixels
  readonly tracks: readonly TrackColumn[]
  readonly tracksLeft: CssPixels
  readonly tracksWidth: CssPixels
  /** Width of everything; more than there is room for only when lanes would become unreadable. */
  readonly width: CssPixels
}

const digitWidth = 7
const laneWidths = { min: 148, max: 560 }
/** Below this room two lanes take it all but for a strip that shows that there is more at the right. */
const phone = { room: 480, strip: 18 }
/** Between these widths of the diagram the tracks grow from narrow to wide. */
const fluid = { from: 560, to: 1400 }
const trackWidths: Readonly<Record<TrackView['kind'], { narrow: CssPixels; wide: CssPixels }>> = {
  lock: { narrow: 25, wide: 34 },
  refcount: { narrow: 40, wide: 84 },
  lifetime: { narrow: 15, wide: 24 },
}
const groupGap = { narrow: 4, wide: 16 }
const gutterMargins = { narrow: 20, wide: 28 }
const margins = { narrow: 6, wide: 16 }
const indents = { min: 3, max: 14 }
/** Of a lane's width, for the deepest call. */
const indentShare = 0.22

export function layoutColumns(run: RunView, room: CssPixels): Columns {
  const share = Math.min(1, Math.max(0, (room - fluid.from) / (fluid.to - fluid.from)))
  const between = ({ narrow, wide }: { narrow: CssPixels; wide: CssPixels }) =>
    Math.round(narrow + share * (wide - narrow))
  const gutter = gutterWidth(run.steps.length) + between(gutterMargins)
  const shown = run.lanes.flatMap(({ kind, startedAt }, lane) =>
    kind === 'static' || startedAt !== undefined ? [lane] : [],
  )
  const widths = trackOffsets(run.tracks, between)
  const wanted = (room - gutter - widths.total) / Math.max(1, shown.length)
  const least = room < phone.room ? (room - gutter - phone.strip) / 2 : laneWidths.min
  const narrowest = Math.max(laneWidths.min, least)
  const laneWidth = Math.floor(Math.min(laneWidths.max, Math.max(narrowest, wanted)))
  const tracksLeft = gutter + laneWidth * shown.length
  return {
    gutter,
    lanes: shown.map((lane, position) => ({ lane, left: gutter + position * laneWidth })),
    laneWidth,
    indent: indentOf(run, laneWidth),
    tracks: widths.columns,
    tracksLeft,
    tracksWidth: widths.total,
    width: tracksLeft + widths.total,
  }
}

/** The same for all lanes, and less where calls nest deeply in narrow lanes. */
function indentOf(run: RunView, laneWidth: CssPixels): CssPixels {
  const deepest = run.calls.reduce((depth, call) => Math.max(depth, call.depth), 1)
  const wanted = Math.floor((laneWidth * indentShare) / deepest)
  return Math.min(indents.max, Math.max(indents.min, wanted))
}

/** A folded row shows its first and its last number. */
function gutterWidth(steps: number): CssPixels {
  const digits = String(Math.max(10, steps)).length
  return 2 * digits * digitWidth
}

function trackOffsets(
  tracks: readonly TrackView[],
  between: (range: { narrow: CssPixels; wide: CssPixels }) => CssPixels,
): { readonly columns: readonly TrackColumn[]; readonly total: CssPixels } {
  let left = between(margins)
  const columns = tracks.map((view, track) => {
    const before = tracks[track - 1]
    if (before !== undefined && before.kind !== view.kind) left += between(groupGap)
    const width = between(trackWidths[view.kind])
    const column = { track, left, width }
    left += width
    return column
  })
  return { columns, total: tracks.length === 0 ? 0 : left + between(margins) }
}
