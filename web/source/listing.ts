/** The listing prepared for drawing. */

import type { ListingView } from '../../src/trace/view.ts'
import { endsInComment, type Token, tokenizeC } from './tokenize-c.ts'

/** The kernel's tabs are 8 wide; beside a diagram that leaves too little of the line. */
export const tab = 4

/** Tokens per line; comments may go on over several. */
export function tokenizeLines(listing: ListingView): readonly (readonly Token[])[] {
  let inComment = false
  return listing.lines.map(({ text }) => {
    const tokens = tokenizeC(text, inComment)
    inComment = endsInComment(text, inComment)
    return tokens
  })
}

/** Columns of the widest line. */
export function widestLine(listing: ListingView): number {
  return listing.lines.reduce((widest, { text }) => Math.max(widest, columnsOf(text)), 0)
}

function columnsOf(text: string): number {
  let columns = 0
  for (const char of text) columns += char === '\t' ? tab - (columns % tab) : 1
  return columns
}

/** The function around a line (from 1), or the one that begins right below it. */
export function functionAt(listing: ListingView, line: number): string | undefined {
  const { lines } = listing
  for (let index = Math.max(0, line - 1); index < Math.min(lines.length, line + 1); index += 1) {
    const fn = lines[index]?.fn
    if (fn !== undefined) return fn
  }
  return undefined
}
