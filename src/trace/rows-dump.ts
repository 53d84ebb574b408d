/** Rows as text, for tests: what the diagram shows, without colours and tracks. */

import { layoutRows, type Row } from './rows.ts'
import type { FoldState } from './rows-fold.ts'
import type { RunView } from './view.ts'

const indent = 2

/**
 * One line per row and per head. Columns are steps and lanes; `:` is a guide, `+` stands before a
 * folded call, `v` before the head of an open one, `~` before a wait that begins.
 */
export function dumpRows(run: RunView, folds: FoldState): string {
  const rows = layoutRows(run, folds)
  const lines = rows.flatMap((row) => [
    ...row.heads.map((head, index) => {
      const text = `${head.foldable ? 'v' : ' '} ${head.text}`
      return line('', run, row, text, head.depth, index)
    }),
    line(steps(row), run, row, `${row.folded === undefined ? ' ' : '+'} ${words(row)}`, row.depth),
  ])
  return columns([['', ...run.lanes.map(({ letter }) => letter)], ...lines])
}

function steps(row: Row): string {
  return row.to - row.from === 1 ? `${row.from + 1}` : `${row.from + 1}-${row.to}`
}

function words(row: Row): string {
  const effects = row.effects.map(({ text }) => `[${text}]`)
  return [row.text, ...effects, row.violations.length > 0 ? '✗' : ''].join(' ').trim()
}

/** `head` is the position among the row's heads; undefined for the row itself. */
function line(
  number: string,
  run: RunView,
  row: Row,
  text: string,
  depth: number,
  head?: number,
): readonly string[] {
  const cells = row.lanes.map((lane, index) => {
    if (index === row.lane) return ': '.repeat(depth).slice(0, depth * indent) + text
    const wait = row.waits.map((id) => run.waits[id]).find((view) => view?.lane === index)
    if (wait !== undefined && head === undefined) return `~ ${wait.text}`
    return lane.wait === undefined ? ': '.repeat(lane.guides) : '~'
  })
  return [number, ...cells]
}

function columns(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((cells) => cells[column]?.length ?? 0)),
  )
  const padded = lines.map((cells) =>
    cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | '),
  )
  return padded.map((text) => text.trimEnd()).join('\n')
}
