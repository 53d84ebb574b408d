/** Where the columns of a table stand. */

import { cutText } from './cut.ts'
import { hang, remarkHang, type Table, type TableRow } from './table.ts'

export interface Layout {
  /** Where each column begins, in characters from the left edge of the page. */
  readonly starts: readonly number[]
  /** Characters that a column has for its cells, with 2 blanks to the next one left over. */
  readonly widths: readonly number[]
  /** Blanks per call level. */
  readonly indent: number
}

/** Characters per line: what is aimed at, and what `checkpatch` complains beyond. */
export const pageWidth = { wished: 72, hard: 75 } as const

const gap = 2
/** Characters of a statement that a line holds at least. */
const readable = 8
/** The same before levels are shown by one blank instead of two. */
const comfortable = 18

/** `left` characters at the beginning of each line are taken. */
export function layOut(table: Table, left: number): Layout {
  const count = Math.max(1, table.labels.length)
  const wide = count <= 2 ? 36 : Math.floor(pageWidth.wished / count)
  const deepest = Math.max(0, ...table.rows.map(({ depth }) => depth))
  const indent = deepest * 2 + comfortable + gap <= wide ? 2 : 1
  const starts = startsOf(table, left, indent)
  const last = starts.at(-1) ?? left
  const need = (needs(table, indent).at(-1) ?? 0) - gap
  const end = Math.max(last + need, endOfPage(table, last, indent))
  const widths = starts.map((start, column) => (starts[column + 1] ?? end + gap) - start - gap)
  return { starts, widths, indent }
}

/** Characters that each column must have, the gap behind it included, for its deepest row. */
function needs({ labels, rows }: Table, indent: number): readonly number[] {
  const depths = labels.map(() => 0)
  for (const { column, depth } of rows) depths[column] = Math.max(depths[column] ?? 0, depth)
  return depths.map((depth) => depth * indent + hang + remarkHang + readable + gap)
}

function startsOf(table: Table, left: number, indent: number): readonly number[] {
  const count = table.labels.length
  const own = needs(table, indent)
  if (count <= 1) return [left]
  if (count === 2) return [left, secondOf(table, left, indent, own[0] ?? 0)]
  const third = Math.floor(pageWidth.wished / count)
  if (own.every((need) => need <= third)) {
    return table.labels.map((_, column) => (column === 0 ? left : column * third))
  }
  return unevenStarts(own, left)
}

/** Each column gets what it needs, and what is left over goes to all alike. */
function unevenStarts(own: readonly number[], left: number): readonly number[] {
  const sum = own.reduce((total, need) => total + need, left - gap)
  const spare = Math.max(0, Math.floor((pageWidth.wished - sum) / own.length))
  let start = left
  return own.map((need) => {
    const here = start
    start += need + spare
    return here
  })
}

/** The smallest of the usual places that leaves 2 blanks; wrapping the left cells comes before 48. */
function secondOf(table: Table, left: number, indent: number, least: number): number {
  const own = table.rows.filter(({ column }) => column === 0)
  const needed = Math.max(...own.map((row) => naturalWidth(row, indent)), 0)
  if (left + needed + gap <= 32) return 32
  if (left + least <= 40) return 40
  return Math.max(48, left + least)
}

/** Up to 75 only where a word would stick out of 72. */
function endOfPage(table: Table, start: number, indent: number): number {
  const room = pageWidth.wished - start
  const last = table.labels.length - 1
  const isTooLong = table.rows.some(({ column, depth, text }) => {
    if (column !== last) return false
    const own = room - depth * indent
    return cutText(text, own, own - hang).some(
      (line, index) => line.length > own - (index === 0 ? 0 : hang),
    )
  })
  return isTooLong ? pageWidth.hard : pageWidth.wished
}

/** Characters that a row needs to stand on one line. */
function naturalWidth({ depth, text, remark }: TableRow, indent: number): number {
  const beside = text === '' ? 0 : gap
  return depth * indent + text.length + (remark === '' ? 0 : beside + `// ${remark}`.length)
}
