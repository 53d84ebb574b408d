/** A row of values as a step line; of each pixel with many changes the whole extent. */

import { valuesBetween } from '../../src/timeline/mips.ts'
import { noColour, type Row } from '../../src/timeline/model.ts'
import { firstAtLeast, nextAtLeast } from '../../src/timeline/search.ts'
import { xAt } from '../../src/timeline/span.ts'
import { laneColours } from './palette.ts'
import type { Scene } from './scene.ts'

/** Values that last at least that long are written beside the line. */
const labelled = 26

export function paintValues(
  context: CanvasRenderingContext2D,
  scene: Scene,
  row: Row,
  top: number,
  height: number,
): void {
  const { timeline, span, width, palette } = scene
  const { times, values, colours } = timeline.values
  const scale = width / (span.to - span.from)
  const y = (value: number): number =>
    top + height - 4 - ((value - row.least) / Math.max(1e-9, row.most - row.least)) * (height - 9)
  const path = new Path2D()
  const area = new Path2D()
  let i = Math.max(row.first, firstAtLeast(times, span.from, row.first, row.end) - 1)
  let last: number | undefined
  const labels: { x: number; value: number; colour: number; isChange: boolean }[] = []
  while (i < row.end && (times[i] ?? 0) <= span.to) {
    const x = Math.max(-4, xAt(span, times[i] ?? 0, width))
    const pixel = Math.floor(x)
    const next = nextAtLeast(times, span.from + (pixel + 1) / scale, i + 1, row.end)
    const { least, most } = valuesBetween(timeline.valueMips, values, i, next)
    const value = values[next - 1] ?? 0
    if (last === undefined) path.moveTo(x, y(value))
    else {
      path.lineTo(x, y(last))
      if (next - i > 1) {
        path.moveTo(x, y(least))
        path.lineTo(x, y(most))
        path.moveTo(x, y(value))
      } else path.lineTo(x, y(value))
    }
    const until = next < row.end ? xAt(span, times[next] ?? 0, width) : width
    const right = Math.min(width + 4, until)
    area.rect(x, y(value), Math.max(0, right - x), top + height - 2 - y(value))
    const isChange = i > row.first && (times[i] ?? 0) >= span.from
    const colour = colours[i] ?? noColour
    if (right - x >= labelled) labels.push({ x: Math.max(0, x), value, colour, isChange })
    last = value
    i = next
  }
  if (last !== undefined) path.lineTo(width + 4, y(last))
  context.fillStyle = palette.strong
  context.globalAlpha = 0.16
  context.fill(area)
  context.globalAlpha = 1
  context.strokeStyle = palette.dim
  context.lineWidth = 1.5
  context.stroke(path)
  for (const { x, value, colour, isChange } of labels) {
    if (isChange && colour !== noColour) {
      context.fillStyle = laneColours(palette, colour).full
      context.beginPath()
      context.arc(x, y(value), 3, 0, 2 * Math.PI)
      context.fill()
    }
    context.fillStyle = palette.text
    const isHigh = y(value) < top + height / 2
    context.fillText(numberText(value), x + 6, y(value) + (isHigh ? 8 : -6))
  }
}

export function numberText(value: number): string {
  return String(Number(value.toPrecision(6)))
}
