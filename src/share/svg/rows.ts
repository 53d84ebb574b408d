/** Lanes and steps of the drawing. */

import type { Head } from '../../trace/rows.ts'
import type { RunView } from '../../trace/view.ts'
import {
  charWidth,
  type Geometry,
  laneColour,
  type LaneColumn,
  lineOf,
  markOf,
  type PlacedRow,
  sizes,
  yEnd,
  yOf,
} from './geometry.ts'
import { element, label } from './markup.ts'

export function drawLanes(run: RunView, geometry: Geometry): string {
  const { lanes, rows } = geometry
  return [
    ...lanes.map((column) => drawHeading(run, geometry, column)),
    ...lanes.map((column) => drawWaits(run, geometry, column)),
    ...rows.map((placed) => drawRow(run, geometry, placed)),
  ].join('')
}

function drawHeading(run: RunView, { bottom }: Geometry, { lane, left }: LaneColumn): string {
  const view = run.lanes[lane]
  const text = `${view?.letter ?? '?'} · ${view?.title ?? ''}`
  return (
    label(left + sizes.margin, sizes.top - 14, text, {
      class: 'ui bold',
      style: `fill:var(--${laneColour(lane)}-text)`,
    }) + line(left, sizes.top, left, bottom)
  )
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return element('path', { d: `M${x1} ${y1}L${x2} ${y2}`, stroke: 'var(--line)' })
}

/** From where it waits until it goes on: hatched, and named once. */
function drawWaits(run: RunView, geometry: Geometry, { lane, left, width }: LaneColumn): string {
  return run.waits
    .flatMap((wait) => {
      if (wait.lane !== lane) return []
      const top = yOf(geometry, wait.from)
      const bottom = yEnd(geometry, wait.to)
      const depth =
        geometry.rows.find(({ row }) => row.to > wait.from)?.row.lanes[lane]?.guides ?? 0
      const x = left + sizes.margin + (depth + 1) * sizes.indent
      const colour = laneColour(lane)
      const box = {
        x,
        y: top + 2,
        width: Math.max(40, left + width - x - 8),
        height: Math.max(0, bottom - top - 4),
      }
      return [
        element('rect', { ...box, fill: `url(#hatch-${colour})` }),
        element('path', {
          d: `M${x} ${top + 2}V${bottom - 2}`,
          stroke: `var(--${colour})`,
          'stroke-width': 2,
          'stroke-dasharray': '2 3',
        }),
        element('rect', {
          x: x + 6,
          y: top + 3,
          width: charWidth * (wait.text.length + 9) + 6,
          height: 16,
          fill: 'var(--bg)',
        }),
        label(x + 9, top + 15, `blocked: ${wait.text}`, { class: 'dim' }),
      ]
    })
    .join('')
}

function drawRow(run: RunView, geometry: Geometry, placed: PlacedRow): string {
  const { row, top, body } = placed
  const column = geometry.lanes.find(({ lane }) => lane === row.lane)
  if (column === undefined) return ''
  const origin = column.left + sizes.margin
  const heads = row.heads.map((head, index) => {
    const y = body - sizes.head * (row.heads.length - index) + 14
    return label(origin + levelOf(head) * sizes.indent, y, head.text, { class: 'head' })
  })
  const number = row.to - row.from === 1 ? `${row.to}` : `${row.from + 1}–${row.to}`
  return [
    row.isSwitch ? line(sizes.gutter, top, geometry.width - sizes.margin, top) : '',
    ...heads,
    ...guides(row.depth, row.heads.length, origin, placed),
    label(sizes.gutter - 8, body + 16, number, {
      class: 'dim',
      'text-anchor': 'end',
      ...(row.violations.length > 0 ? { style: 'fill:var(--danger)' } : {}),
    }),
    drawStep(placed, origin),
    ...row.violations.slice(0, 1).map((index) => drawMark(markOf(run, index), placed, origin)),
  ].join('')
}

/** The function that a thread begins with stands left of all that it calls. */
function levelOf({ depth, foldable }: Head): number {
  return foldable ? depth + 1 : depth
}

/** Lines at the calls that the step is inside of, from below their names. */
function guides(
  depth: number,
  heads: number,
  origin: number,
  { row, body, bottom }: PlacedRow,
): readonly string[] {
  return Array.from({ length: depth + 1 }, (_, level) => {
    const own = row.heads.findIndex((head) => levelOf(head) === level)
    const from = body - sizes.head * (own < 0 ? heads : heads - own - 1)
    const x = origin + level * sizes.indent + 2
    return element('path', {
      d: `M${x} ${from}V${bottom}`,
      stroke: `var(--${laneColour(row.lane)})`,
      opacity: 0.35,
    })
  })
}

function drawStep({ row, body }: PlacedRow, origin: number): string {
  const x = origin + (row.depth + 1) * sizes.indent
  const { text, said } = lineOf(row)
  const colour = laneColour(row.lane)
  const width = charWidth * (text.length + (said === '' ? 0 : said.length + 2)) + 16
  const isBad = row.violations.length > 0
  const frame = isBad ? { stroke: 'var(--danger)', 'stroke-width': 1.5 } : {}
  return element(
    'g',
    { opacity: row.afterViolation ? 0.55 : 1 },
    element('rect', {
      x,
      y: body + 2,
      width,
      height: 20,
      rx: 4,
      fill: `var(--${colour}-bg)`,
      ...frame,
    }) +
      element('rect', { x, y: body + 2, width: 3, height: 20, rx: 1.5, fill: `var(--${colour})` }) +
      label(x + 9, body + 16, text) +
      (said === ''
        ? ''
        : label(x + 9 + charWidth * (text.length + 2), body + 16, said, {
            class: row.effects.some(({ kind }) => kind === 'free') ? 'danger' : 'dim',
          })),
  )
}

function drawMark(text: string, { row, body }: PlacedRow, origin: number): string {
  const x = origin + (row.depth + 1) * sizes.indent
  const y = body + sizes.row
  return (
    element('rect', {
      x,
      y,
      width: charWidth * text.length + 18,
      height: 20,
      rx: 4,
      fill: 'var(--danger)',
    }) + label(x + 9, y + 14, text, { class: 'bold', style: 'fill:var(--bg)' })
  )
}
