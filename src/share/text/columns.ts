/** Sharing the width of the page among the columns, and fitting a text into one. */

import { wrap } from './wrap.ts'

const indent = 2
const hang = 4
const narrowest = 16

export interface Item {
  readonly depth: number
  readonly text: string
  readonly remark: string
}

/** Characters that the item needs to stand on one line. */
export function naturalWidth({ depth, text, remark }: Item): number {
  return depth * indent + text.length + (remark === '' ? 0 : `  // ${remark}`.length)
}

/**
 * Columns that need less than their equal share keep what they need; the others share the rest. No
 * column becomes too narrow to read, even when the page does not suffice.
 */
export function shareWidth(wanted: readonly number[], available: number): readonly number[] {
  let rest = available
  let sharing = wanted.map((_, index) => index)
  for (;;) {
    const share = Math.floor(rest / Math.max(1, sharing.length))
    const content = sharing.filter((index) => (wanted[index] ?? 0) <= share)
    if (content.length === 0) {
      const size = Math.max(narrowest, share)
      return wanted.map((width, index) => (sharing.includes(index) ? size : width))
    }
    for (const index of content) rest -= wanted[index] ?? 0
    sharing = sharing.filter((index) => !content.includes(index))
  }
}

/** The lines of an item in a column of `width` characters. */
export function fit(item: Item, width: number): readonly string[] {
  const { text, remark } = item
  const margin = ' '.repeat(Math.min(item.depth * indent, Math.floor(width / 2)))
  const room = width - margin.length
  const lines = [...wrap(text, room, hang)]
  if (remark !== '') {
    const inline = `${lines.at(-1) ?? ''}  // ${remark}`
    if (inline.length <= room) lines.splice(-1, 1, inline)
    else lines.push(...wrap(`// ${remark}`, room - hang, 3).map((line) => ' '.repeat(hang) + line))
  }
  return lines.map((line) => margin + line)
}
