/**
 * Reads a table back from text: out of a commit message, a source comment, a quoted mail or a literal block
 * of reStructuredText. It reads what `printTable` writes; a line that does not belong to such a table is
 * named with its number.
 */

import { fail, ok, type Result } from '../../../util/result.ts'
import { joinLines } from './cut.ts'
import { peel } from './peel.ts'
import { hang, remarkHang, type Table, type TableRow } from './table.ts'

export interface TableError {
  /** Of the text, from 1. */
  readonly line: number
  /** One sentence. */
  readonly message: string
}

/** Bounds that keep a hostile text from costing more than a moment. */
export const tableLimits = { characters: 400_000, lines: 8000 } as const

export function parseTable(text: string): Result<Table, TableError> {
  if (text.length > tableLimits.characters) return fail({ line: 1, message: tooLong })
  const lines = peel(text.split('\n'))
  if (lines.length > tableLimits.lines) return fail({ line: tableLimits.lines, message: tooLong })
  const header = headerOf(lines)
  if (header === undefined) {
    return fail({
      line: 1,
      message: 'No line names the columns: labels with a rule of dashes below, or CPU0 CPU1.',
    })
  }
  const cells = cellsOf(lines, header)
  if (!cells.ok) return cells
  return ok({ labels: header.labels, rows: rowsOf(cells.value) })
}

const tooLong = `The text is too long: at most ${tableLimits.lines} lines and ${tableLimits.characters} characters are read.`

interface Header {
  readonly labels: readonly string[]
  readonly starts: readonly number[]
  /** Index of the first line below. */
  readonly body: number
}

interface Cell {
  readonly column: number
  /** Blanks from the beginning of the column. */
  readonly indent: number
  readonly text: string
}

function headerOf(lines: readonly string[]): Header | undefined {
  for (const [index, line] of lines.entries()) {
    const isRule = /^\s*-{4,}(?:\s+-{4,})*$/.test(line)
    if (!isRule && !/^\s*CPU\d+(?:\s{2,}CPU\d+)*$/.test(line)) continue
    const starts = [...line.matchAll(/\S+/g)].map((group) => group.index)
    return {
      labels: isRule ? labelsAbove(lines, index, starts) : line.trim().split(/\s+/),
      starts,
      body: index + 1,
    }
  }
  return undefined
}

function labelsAbove(
  lines: readonly string[],
  rule: number,
  starts: readonly number[],
): readonly string[] {
  let top = rule
  while ((lines[top - 1] ?? '').trim() !== '') top -= 1
  const parts = starts.map((): string[] => [])
  for (const line of lines.slice(top, rule)) {
    for (const { index, 0: text } of line.matchAll(/\S+(?: \S+)*/g)) {
      parts[columnAt(starts, index)]?.push(text)
    }
  }
  return parts.map(joinLines)
}

/** The last column that begins at or before the place. */
function columnAt(starts: readonly number[], place: number): number {
  return Math.max(
    0,
    starts.findLastIndex((start) => start <= place),
  )
}

function cellsOf(
  lines: readonly string[],
  { starts, body }: Header,
): Result<readonly Cell[], TableError> {
  const cells: Cell[] = []
  const [left = 0] = starts
  for (let index = body; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    const place = line.length - line.trimStart().length
    const text = line.trim()
    if (text === '') continue
    const isAfterGap = (lines[index - 1] ?? '').trim() === '' && index > body
    if (isAfterGap && place <= left && !mayBeginThread.test(text)) break
    if (place < left) {
      return fail({
        line: index + 1,
        message: `Line ${index + 1} begins left of the first column.`,
      })
    }
    const column = columnAt(starts, place)
    cells.push({ column, indent: place - (starts[column] ?? 0), text })
  }
  return ok(cells)
}

/** What stands at the left edge of the first column: the function that a thread begins with, or a remark. */
const mayBeginThread = /^(?:\w+\(\)|\/\/ .*)$/

function rowsOf(cells: readonly Cell[]): readonly TableRow[] {
  const unit = Math.min(2, ...cells.flatMap(({ indent }) => (indent > 0 ? [indent] : [])))
  const rows: TableRow[] = []
  let index = 0
  while (index < cells.length) {
    const size = rowSize(cells, index)
    const row = rowOf(cells.slice(index, index + size), unit)
    rows.push(row)
    index += size
  }
  return rows
}

/** How many cells make up the row that begins at one. */
function rowSize(cells: readonly Cell[], from: number): number {
  const first = cells[from]
  if (first === undefined) return 1
  const isRemark = first.text.startsWith('//')
  let size = 1
  for (let cell = cells[from + size]; cell !== undefined; cell = cells[from + size]) {
    const deeper = cell.indent - first.indent
    const continues = isRemark
      ? deeper === remarkHang
      : deeper === hang || deeper === hang + remarkHang || isCarets(cell.text)
    const isMark = isCarets(cells[from + size - 1]?.text ?? '') && deeper === 0
    if (cell.column !== first.column || (!continues && !isMark)) return size
    size += 1
  }
  return size
}

function isCarets(text: string): boolean {
  return /^\^+$/.test(text)
}

function rowOf(cells: readonly Cell[], unit: number): TableRow {
  const [first] = cells
  const { column, indent } = first ?? { column: 0, indent: 0 }
  const texts = cells.map(({ text }) => text)
  const at = texts.findIndex(isCarets)
  const mark = at < 0 ? '' : joinLines(texts.slice(at + 1))
  const { text, remark } = split(at < 0 ? texts : texts.slice(0, at))
  return { column, depth: Math.round(indent / unit), text, remark, mark }
}

function split(lines: readonly string[]): { readonly text: string; readonly remark: string } {
  const own = lines.findIndex((line) => line.startsWith('// '))
  if (own >= 0) {
    const remark = lines
      .slice(own)
      .map((line, index) => (index === 0 ? line.slice('// '.length) : line))
    return { text: joinLines(lines.slice(0, own)), remark: joinLines(remark) }
  }
  const whole = joinLines(lines)
  const at = whole.indexOf('  // ')
  if (at < 0) return { text: whole, remark: '' }
  return { text: whole.slice(0, at), remark: whole.slice(at + '  // '.length) }
}
