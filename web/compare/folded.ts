/** Which rows are shown: long stretches of equal ones only by their ends. */

import { type AlignedRow, isSame } from '../../src/compare/align.ts'

export type Part =
  | { readonly kind: 'row'; readonly row: AlignedRow; readonly index: number }
  | { readonly kind: 'gap'; readonly count: number; readonly index: number }

/** Equal rows that stay around others. */
const around = 2

export function foldedRows(rows: readonly AlignedRow[], isWhole: boolean): readonly Part[] {
  const isNear = (index: number): boolean =>
    rows.slice(Math.max(0, index - around), index + around + 1).some((row) => !isSame(row))
  const parts: Part[] = []
  let hidden = 0
  const flush = (index: number): void => {
    if (hidden > 0) parts.push({ kind: 'gap', count: hidden, index })
    hidden = 0
  }
  for (const [index, row] of rows.entries()) {
    if (!isWhole && !isNear(index)) {
      hidden++
      continue
    }
    flush(index)
    parts.push({ kind: 'row', row, index })
  }
  flush(rows.length)
  return parts
}
