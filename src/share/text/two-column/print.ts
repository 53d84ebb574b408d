/** From a table to lines: one event per row, each in its own column. `parseTable` reads them back. */

import { cutText } from './cut.ts'
import type { Layout } from './layout.ts'
import { hang, remarkHang, type Table, type TableRow } from './table.ts'

export function printTable(table: Table, layout: Layout): readonly string[] {
  return [...header(table, layout), ...table.rows.flatMap((row) => printRow(row, layout))]
}

/** The name of a CPU needs no rule under it to be known as a heading. */
const cpu = /^CPU\d+$/

function header({ labels }: Table, { starts, widths }: Layout): readonly string[] {
  const isRuled = !labels.every((label) => cpu.test(label))
  const blocks = labels.map((label, column) => {
    const width = widths[column] ?? label.length
    const lines = cutText(label, width, width)
    // Four at least: three alone on a line end a commit message.
    const rule = '-'.repeat(Math.max(4, ...lines.map((line) => line.length)))
    return isRuled ? [...lines, rule] : lines
  })
  const height = Math.max(0, ...blocks.map((lines) => lines.length))
  return Array.from({ length: height }, (_, row) =>
    blocks
      .reduce((line, lines, column) => {
        // Labels stand on their rules, so the shorter ones begin further down.
        const text = lines[row - height + lines.length] ?? ''
        return text === '' ? line : line.padEnd(starts[column] ?? 0) + text
      }, '')
      .trimEnd(),
  )
}

function printRow(row: TableRow, { starts, widths, indent }: Layout): readonly string[] {
  const margin = row.depth * indent
  const room = (widths[row.column] ?? 0) - margin
  const start = ' '.repeat((starts[row.column] ?? 0) + margin)
  return cellLines(row, room).map((line) => start + line)
}

function cellLines(row: TableRow, room: number): readonly string[] {
  const { text, remark, mark } = row
  if (text === '') return remarkLines(remark, room, 0)
  const lines = hangingLines(text, room)
  if (mark !== '') lines.push(carets(lines.at(-1) ?? ''), ...hangingLines(mark, room))
  if (remark === '') return lines
  const beside = `${lines.at(-1) ?? ''}  // ${remark}`
  if (beside.length <= room) return [...lines.slice(0, -1), beside]
  return [...lines, ...remarkLines(remark, room, hang)]
}

function remarkLines(remark: string, room: number, margin: number): readonly string[] {
  const lines = cutText(remark, room - margin - remarkHang, room - margin - remarkHang)
  return lines.map((line, index) => {
    const begin = index === 0 ? '// ' : ' '.repeat(remarkHang)
    return ' '.repeat(margin) + begin + line
  })
}

/** Under what is between the brackets, else under the whole statement. */
function carets(line: string): string {
  const [, before = '', inside = ''] = /^(.*?\w\()(.+?)\)*;?$/.exec(line) ?? []
  if (inside !== '') return ' '.repeat(before.length) + '^'.repeat(inside.length)
  const words = line.trimStart().replace(/;$/, '')
  return ' '.repeat(line.length - line.trimStart().length) + '^'.repeat(words.length)
}

function hangingLines(text: string, room: number): string[] {
  return cutText(text, room, room - hang).map((line, index) =>
    index === 0 ? line : ' '.repeat(hang) + line,
  )
}
