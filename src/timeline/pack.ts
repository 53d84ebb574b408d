/** Slices that may overlap, put into as few rows as it takes. */

interface Extent {
  readonly from: number
  /** Undefined: it does not end. */
  readonly to: number | undefined
}

/** What would need more than `most` rows is left out. */
export function packRows<T extends Extent>(
  slices: readonly T[],
  most = Number.POSITIVE_INFINITY,
): readonly (readonly T[])[] {
  const rows: T[][] = []
  const ends: number[] = []
  for (const slice of slices.toSorted((a, b) => a.from - b.from)) {
    const free = ends.findIndex((end) => end <= slice.from)
    const at = free < 0 ? rows.length : free
    if (at >= most) continue
    ;(rows[at] ??= []).push(slice)
    ends[at] = slice.to ?? Number.POSITIVE_INFINITY
  }
  return rows
}
