/**
 * The race diagram as kernel people write it: a column of step numbers, then one column per thread,
 * indented by call depth. Kernel library calls are folded as on the page.
 */

import type { LaneIndex, LaneView, RunView } from '../../trace/view.ts'
import { fit, naturalWidth, shareWidth } from './columns.ts'
import { diagramLines, type Line } from './lines.ts'
import { wrap } from './wrap.ts'

const gap = 2

export interface DiagramOptions {
  /** Characters per line; only words that cannot be broken exceed them. */
  readonly width: number
  /** Show every step of the kernel library. */
  readonly unfolded: boolean
}

interface Column {
  readonly lane: LaneIndex
  readonly view: LaneView
  readonly start: number
  readonly width: number
}

export function diagram(run: RunView, { width, unfolded }: DiagramOptions): readonly string[] {
  const lines = diagramLines(run, unfolded)
  const numbers = lines.map((line) => (line.kind === 'cell' ? line.number.length : 0))
  const margin = Math.max('step'.length, ...numbers)
  const columns = layOut(run, lines, margin, width)
  return [
    ...header(columns, margin),
    ...lines.flatMap((line) => print(line, columns, margin, width)),
  ]
}

/** Threads that never started have nothing to show and no column. */
function layOut(
  run: RunView,
  lines: readonly Line[],
  margin: number,
  width: number,
): readonly Column[] {
  const shown = run.lanes.flatMap((view, lane) =>
    view.startedAt === undefined ? [] : [{ lane, view }],
  )
  const wanted = shown.map(({ lane, view }) => {
    const own = lines.flatMap((line) => (line.kind === 'cell' && line.lane === lane ? [line] : []))
    return Math.max(label(view).length, ...own.map(naturalWidth))
  })
  const widths = shareWidth(wanted, width - margin - gap * shown.length)
  let start = margin + gap
  return shown.map(({ lane, view }, index) => {
    const column = { lane, view, start, width: widths[index] ?? 0 }
    start += column.width + gap
    return column
  })
}

function label({ letter, title }: LaneView): string {
  return `Thread ${letter} (${title})`
}

function header(columns: readonly Column[], margin: number): readonly string[] {
  const labels = columns.map(({ view, width }) => {
    const lines = wrap(label(view), width, 2)
    return [...lines, '-'.repeat(Math.max(...lines.map((line) => line.length)))]
  })
  const height = Math.max(0, ...labels.map((lines) => lines.length))
  return Array.from({ length: height }, (_, row) => {
    const number = row === 0 ? 'step'.padStart(margin) : ''
    return columns.reduce((line, { start }, index) => {
      // Labels stand on their rules, so the shorter ones begin further down.
      const lines = labels[index] ?? []
      return line.padEnd(start) + (lines[row - height + lines.length] ?? '')
    }, number)
  }).map((line) => line.trimEnd())
}

function print(
  line: Line,
  columns: readonly Column[],
  margin: number,
  width: number,
): readonly string[] {
  if (line.kind === 'across') {
    const indent = ' '.repeat(margin + gap)
    return ['', ...wrap(line.text, width - indent.length).map((text) => indent + text), '']
  }
  const column = columns.find(({ lane }) => lane === line.lane)
  if (column === undefined) return []
  return fit(line, column.width).map(
    (text, index) => (index === 0 ? line.number : '').padStart(margin).padEnd(column.start) + text,
  )
}
