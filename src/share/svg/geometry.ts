/** Where everything stands in the drawing, in pixels. All text is monospaced, so that widths are known. */

import type { FoldState } from '../../trace/rows-fold.ts'
import { layoutRows, type Row } from '../../trace/rows.ts'
import type { LaneIndex, RunView, StepIndex } from '../../trace/view.ts'

export const charWidth = 7.23
export const sizes = {
  row: 24,
  head: 20,
  mark: 24,
  top: 104,
  margin: 16,
  indent: 10,
  gutter: 44,
  track: 22,
  count: 72,
} as const

export interface PlacedRow {
  readonly row: Row
  readonly top: number
  /** Where the step itself begins, below the names of calls and what waits. */
  readonly body: number
  readonly bottom: number
}

export interface LaneColumn {
  readonly lane: LaneIndex
  readonly left: number
  readonly width: number
}

export interface TrackColumn {
  readonly track: number
  readonly left: number
  readonly width: number
}

export interface Geometry {
  readonly rows: readonly PlacedRow[]
  readonly lanes: readonly LaneColumn[]
  readonly tracks: readonly TrackColumn[]
  readonly width: number
  /** Of the last row's lower edge. */
  readonly bottom: number
}

export function geometryOf(run: RunView, folds: FoldState): Geometry {
  const rows = placeRows(layoutRows(run, folds))
  const lanes = placeLanes(run, rows)
  const last = lanes.at(-1)
  const tracks = placeTracks(
    run,
    (last === undefined ? sizes.gutter : last.left + last.width) + sizes.margin,
  )
  const right = tracks.at(-1) ?? last
  return {
    rows,
    lanes,
    tracks,
    width: Math.ceil(
      (right === undefined ? sizes.gutter : right.left + right.width) + sizes.margin,
    ),
    bottom: rows.at(-1)?.bottom ?? sizes.top,
  }
}

function placeRows(rows: readonly Row[]): readonly PlacedRow[] {
  let top: number = sizes.top
  return rows.map((row) => {
    const body = top + sizes.head * Math.max(row.heads.length, row.waits.length > 0 ? 1 : 0)
    const bottom = body + sizes.row + sizes.mark * Math.min(1, row.violations.length)
    const placed = { row, top, body, bottom }
    top = bottom
    return placed
  })
}

function placeLanes(run: RunView, rows: readonly PlacedRow[]): readonly LaneColumn[] {
  let left: number = sizes.gutter
  return run.lanes.flatMap(({ startedAt, title }, lane): readonly LaneColumn[] => {
    if (startedAt === undefined) return []
    const own = rows.filter(({ row }) => row.lane === lane).map(({ row }) => rowWidth(run, row))
    const waits = run.waits.filter((wait) => wait.lane === lane)
    const blocked = waits.map(({ text }) => charWidth * (text.length + 14))
    const width = Math.ceil(
      Math.max(180, charWidth * (title.length + 6), ...own, ...blocked) + 2 * sizes.margin,
    )
    const column = { lane, left, width }
    left += width
    return [column]
  })
}

function rowWidth(run: RunView, row: Row): number {
  const line = lineOf(row)
  const step =
    (row.depth + 1) * sizes.indent + charWidth * (line.text.length + line.said.length + 3)
  const heads = row.heads.map(
    ({ depth, text }) => (depth + 2) * sizes.indent + charWidth * text.length,
  )
  const marks = row.violations.map((index) => charWidth * (markOf(run, index).length + 4))
  return Math.max(step, ...heads, ...marks)
}

function placeTracks(run: RunView, from: number): readonly TrackColumn[] {
  let left = from
  return run.tracks.map((track, index) => {
    if (run.tracks[index - 1]?.kind !== track.kind && index > 0) left += sizes.margin
    const width = track.kind === 'refcount' ? sizes.count : sizes.track
    const column = { track: index, left, width }
    left += width
    return column
  })
}

/** What a row says: the statement, and what came of it. */
export function lineOf({ text, choice, effects }: Row): {
  readonly text: string
  readonly said: string
} {
  const said = [...(choice === undefined ? [] : [choice]), ...effects.map((effect) => effect.text)]
  return { text, said: said.join('  ') }
}

export function markOf(run: RunView, index: number): string {
  const violation = run.violations[index]
  if (violation === undefined) return ''
  const { title, object } = violation
  return object === undefined ? `✗ ${title}` : `✗ ${title}: ${object}`
}

/** Upper edge of the row that shows a step, and lower edge of the one that shows the step before. */
export function yOf({ rows, bottom }: Geometry, step: StepIndex): number {
  return rows.find(({ row }) => row.to > step)?.top ?? bottom
}

export function yEnd(geometry: Geometry, to: number | undefined): number {
  if (to === undefined) return geometry.bottom
  return geometry.rows.find(({ row }) => row.to > to - 1)?.bottom ?? geometry.bottom
}

export function laneColour(lane: LaneIndex): string {
  return `lane-${(lane % 6) + 1}`
}
