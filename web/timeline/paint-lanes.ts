/** The lanes, and over them what is chosen, the playhead and the range. */

import { lanesBetween, type LanePlace } from '../../src/timeline/layout.ts'
import { laneOfSlice, type SliceIndex } from '../../src/timeline/model.ts'
import { firstAtLeast } from '../../src/timeline/search.ts'
import { xAt } from '../../src/timeline/span.ts'
import { ticksOf } from '../../src/timeline/ticks.ts'
import { type Brush, paintRow } from './paint-row.ts'
import { paintValues } from './paint-values.ts'
import type { Scene } from './scene.ts'

/** More arrows than these are a carpet, not arrows. */
const mostFlows = 400

export function paintLanes(brush: Brush, scene: Scene): void {
  const { context } = brush
  const { width, height, palette, layout, top, timeline } = scene
  context.fillStyle = palette.bg
  context.fillRect(0, 0, width, height)
  paintGrid(context, scene)
  context.font = `11px ${palette.code}`
  context.textBaseline = 'middle'
  context.textAlign = 'left'
  context.lineWidth = 1.5
  const { first, end } = lanesBetween(layout, top, top + height)
  for (let at = first; at < end; at += 1) {
    const place = layout.lanes[at]
    if (place === undefined) continue
    paintFocus(context, scene, place)
    for (const { row: index, top: rowTop, height: rowHeight } of place.rows) {
      const row = timeline.rows[index]
      if (row === undefined || rowTop + rowHeight < top || rowTop > top + height) continue
      if (row.kind === 'values') paintValues(context, scene, row, rowTop - top, rowHeight)
      else paintRow(brush, scene, row, rowTop - top, rowHeight)
    }
    context.fillStyle = palette.line
    context.fillRect(0, place.top + place.height - top - 1, width, 1)
  }
  paintFlows(context, scene)
  paintFuture(context, scene)
  paintRange(context, scene)
  frameSlice(context, scene, scene.hovered, palette.dim, 1)
  frameSlice(context, scene, scene.current, palette.selected, 2)
  paintPlayhead(context, scene)
}

function paintGrid(context: CanvasRenderingContext2D, scene: Scene): void {
  const { span, width, height, timeline, palette } = scene
  context.fillStyle = palette.line
  context.globalAlpha = 0.7
  for (const { at } of ticksOf(span, width, timeline.unit))
    context.fillRect(Math.round(xAt(span, at, width)), 0, 1, height)
  context.globalAlpha = 1
}

function paintFocus(
  context: CanvasRenderingContext2D,
  { focusedLane, palette, width, top }: Scene,
  place: LanePlace,
): void {
  if (place.lane !== focusedLane) return
  context.fillStyle = palette.focus
  context.globalAlpha = 0.07
  context.fillRect(0, place.top - top, width, place.height)
  context.globalAlpha = 1
}

function paintFuture(context: CanvasRenderingContext2D, scene: Scene): void {
  const { playhead, span, width, height, palette } = scene
  if (playhead === undefined) return
  const x = Math.max(0, xAt(span, playhead, width))
  context.globalAlpha = 0.5
  context.fillStyle = palette.bg
  context.fillRect(x, 0, Math.max(0, width - x), height)
  context.globalAlpha = 1
}

function paintRange(context: CanvasRenderingContext2D, scene: Scene): void {
  const { range, span, width, height, palette } = scene
  if (range === undefined) return
  const from = xAt(span, range.from, width)
  const to = xAt(span, range.to, width)
  context.fillStyle = palette.focus
  context.globalAlpha = 0.1
  context.fillRect(from, 0, to - from, height)
  context.globalAlpha = 0.8
  context.fillRect(Math.round(from), 0, 1, height)
  context.fillRect(Math.round(to) - 1, 0, 1, height)
  context.globalAlpha = 1
}

function paintPlayhead(context: CanvasRenderingContext2D, scene: Scene): void {
  const { playhead, span, width, height, palette } = scene
  if (playhead === undefined) return
  context.fillStyle = palette.text
  context.fillRect(Math.round(xAt(span, playhead, width)) - 1, 0, 2, height)
}

function frameSlice(
  context: CanvasRenderingContext2D,
  scene: Scene,
  slice: SliceIndex | undefined,
  colour: string,
  line: number,
): void {
  if (slice === undefined) return
  const { timeline, layout, span, width, top } = scene
  const rowIndex = timeline.slices.rows[slice] ?? 0
  const lane = layout.lanes[laneOfSlice(timeline, slice)]
  const place = lane?.rows.find(({ row }) => row === rowIndex)
  if (place === undefined) return
  const from = xAt(span, timeline.slices.starts[slice] ?? 0, width)
  const to = xAt(span, timeline.slices.ends[slice] ?? 0, width)
  if (to < -4 || from > width + 4) return
  const x = Math.max(-4, from)
  const wide = Math.max(3, Math.min(width + 4, to) - x - 1)
  context.strokeStyle = colour
  context.lineWidth = line
  context.strokeRect(x - 0.5, place.top - top - 0.5, wide + 1, place.height + 1)
  context.lineWidth = 1.5
}

function paintFlows(context: CanvasRenderingContext2D, scene: Scene): void {
  const { timeline, layout, span, width, top, height, palette } = scene
  const { fromTimes, toTimes, fromLanes, toLanes, count } = timeline.flows
  const last = firstAtLeast(fromTimes, span.to, 0, count)
  // Arrows that begin before what is shown are found only near it: long ones of a large trace are rare.
  const first = Math.max(0, firstAtLeast(fromTimes, span.from, 0, count) - mostFlows)
  if (last - first > 2 * mostFlows) return
  context.strokeStyle = palette.dim
  context.fillStyle = palette.dim
  context.lineWidth = 1.25
  for (let i = first; i < last; i += 1) {
    if ((toTimes[i] ?? 0) < span.from) continue
    const from = layout.lanes[fromLanes[i] ?? 0]
    const to = layout.lanes[toLanes[i] ?? 0]
    if (from === undefined || to === undefined) continue
    const y1 = from.top + 15 - top
    const y2 = to.top + 15 - top
    if (Math.max(y1, y2) < 0 || Math.min(y1, y2) > height) continue
    arrow(context, xAt(span, fromTimes[i] ?? 0, width), y1, xAt(span, toTimes[i] ?? 0, width), y2)
  }
  context.lineWidth = 1.5
}

function arrow(
  context: CanvasRenderingContext2D,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): void {
  const bend = Math.max(12, Math.min(60, Math.abs(x2 - x1) / 2))
  context.beginPath()
  context.moveTo(x1, y1)
  context.bezierCurveTo(x1 + bend, y1, x2 - bend, y2, x2 - 5, y2)
  context.stroke()
  context.beginPath()
  context.moveTo(x2, y2)
  context.lineTo(x2 - 6, y2 - 3.5)
  context.lineTo(x2 - 6, y2 + 3.5)
  context.fill()
}
