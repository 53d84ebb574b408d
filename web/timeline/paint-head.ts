/** Above the lanes: the whole in small, with the part that is shown, and below it the ruler. */

import { lookNumber } from '../../src/timeline/model.ts'
import { whole, xAt, limitsOf } from '../../src/timeline/span.ts'
import { createMarks, sweepRow } from '../../src/timeline/sweep.ts'
import { ticksOf } from '../../src/timeline/ticks.ts'
import { laneColours, type Palette } from './palette.ts'
import type { Scene } from './scene.ts'

/** In CSS pixels. */
export const overviewHeight = 38
export const rulerHeight = 25
export const headHeight = overviewHeight + rulerHeight

const mostStrips = 16
const fault = lookNumber('fault')
const wait = lookNumber('wait')

/** The whole in small, drawn once per size, theme and timeline. */
export function paintOverview(scene: Scene): OffscreenCanvas {
  const { timeline, width, ratio, palette } = scene
  const picture = new OffscreenCanvas(
    Math.max(1, Math.round(width * ratio)),
    Math.round(overviewHeight * ratio),
  )
  const context = picture.getContext('2d')
  if (context === null) return picture
  context.scale(ratio, ratio)
  context.fillStyle = palette.sunken
  context.fillRect(0, 0, width, overviewHeight)
  const marks = createMarks(width)
  const span = whole(limitsOf(timeline))
  const lanes = timeline.lanes.filter(({ kind }) => kind === 'thread' || kind === 'async')
  const shown = lanes.slice(0, Math.max(mostStrips, overviewHeight - 8))
  const pitch = Math.min(10, (overviewHeight - 8) / Math.max(1, shown.length))
  const height = Math.max(1, pitch - (pitch > 3 ? 1 : 0))
  const start = (overviewHeight - pitch * shown.length) / 2
  shown.forEach(({ firstRow, endRow, colour }, number) => {
    const row = timeline.rows[firstRow]
    if (row === undefined || endRow === firstRow || row.kind === 'values') return
    sweepRow(timeline, row, span, width, marks)
    const y = start + pitch * number
    for (let at = 0; at < marks.count; at += 1) {
      const slice = marks.first[at] ?? 0
      const look = timeline.slices.looks[slice] ?? 0
      context.fillStyle = overviewColour(scene, look, colour)
      context.globalAlpha = look === wait ? 0.28 : 0.3 + 0.6 * (marks.cover[at] ?? 1)
      const wide = marks.width[at] ?? 1
      context.fillRect(marks.x[at] ?? 0, y, Math.max(1, wide - (wide > 5 ? 1 : 0)), height)
    }
  })
  context.globalAlpha = 1
  return picture
}

function overviewColour(scene: Scene, look: number, colour: number): string {
  return look === fault ? scene.palette.danger : laneColours(scene.palette, colour).full
}

export function paintHead(
  context: CanvasRenderingContext2D,
  scene: Scene,
  overview: OffscreenCanvas,
): void {
  const { width, palette, span, timeline } = scene
  const all = whole(limitsOf(timeline))
  context.fillStyle = palette.bg
  context.fillRect(0, 0, width, headHeight)
  context.drawImage(overview, 0, 0, width, overviewHeight)
  const from = xAt(all, span.from, width)
  const to = Math.max(from + 2, xAt(all, span.to, width))
  context.fillStyle = palette.bg
  context.globalAlpha = 0.72
  context.fillRect(0, 0, from, overviewHeight)
  context.fillRect(to, 0, width - to, overviewHeight)
  context.globalAlpha = 1
  paintWindow(context, palette, from, to)
  const { playhead, range } = scene
  if (playhead !== undefined) {
    context.fillStyle = palette.text
    context.fillRect(Math.round(xAt(all, playhead, width)) - 1, 0, 1.5, overviewHeight)
  }
  if (range !== undefined) {
    context.fillStyle = palette.focus
    context.globalAlpha = 0.25
    const left = xAt(all, range.from, width)
    context.fillRect(left, 0, Math.max(1, xAt(all, range.to, width) - left), overviewHeight)
    context.globalAlpha = 1
  }
  paintRuler(context, scene)
}

/** With a handle at each end, also where it is the whole: it can be taken by them. */
function paintWindow(
  context: CanvasRenderingContext2D,
  palette: Palette,
  from: number,
  to: number,
): void {
  context.strokeStyle = palette.dim
  context.lineWidth = 1
  context.strokeRect(from + 0.5, 0.5, Math.max(1, to - from - 1), overviewHeight - 1)
  for (const x of [from, to - 5]) {
    context.fillStyle = palette.dim
    context.beginPath()
    context.roundRect(x, overviewHeight / 2 - 9, 5, 18, 2)
    context.fill()
    context.fillStyle = palette.bg
    context.fillRect(x + 2, overviewHeight / 2 - 5, 1, 10)
  }
}

function paintRuler(context: CanvasRenderingContext2D, scene: Scene): void {
  const { span, width, palette, timeline, playhead, range } = scene
  const { unit } = timeline
  context.fillStyle = palette.line
  context.fillRect(0, overviewHeight, width, 1)
  context.fillRect(0, headHeight - 1, width, 1)
  if (range !== undefined) {
    context.fillStyle = palette.focus
    context.globalAlpha = 0.18
    const left = xAt(span, range.from, width)
    context.fillRect(left, overviewHeight + 1, xAt(span, range.to, width) - left, rulerHeight - 2)
    context.globalAlpha = 1
  }
  context.font = `11px ${palette.ui}`
  context.textBaseline = 'middle'
  context.textAlign = 'left'
  const perStep = width / (span.to - span.from)
  for (const { at, text } of ticksOf(span, width, unit)) {
    const x = xAt(span, at, width)
    context.fillStyle = palette.strong
    context.fillRect(Math.round(x), headHeight - 7, 1, 6)
    context.fillStyle = palette.faint
    // A step is a stretch: its number stands in its middle when there is room.
    const shift = unit === 'us' ? 4 : Math.max(4, Math.min(perStep, 90) / 2 - text.length * 3.5)
    if (at < timeline.length || unit === 'us')
      context.fillText(text, x + shift, overviewHeight + rulerHeight / 2)
  }
  if (playhead === undefined) return
  const x = Math.round(xAt(span, playhead, width))
  context.fillStyle = palette.text
  context.beginPath()
  context.moveTo(x - 6, overviewHeight + 4)
  context.lineTo(x + 6, overviewHeight + 4)
  context.lineTo(x + 6, headHeight - 9)
  context.lineTo(x, headHeight - 1)
  context.lineTo(x - 6, headHeight - 9)
  context.fill()
}
