/**
 * What makes one list of another that it resembles: pieces that stay, and items that are new. Items are looked
 * for where they stand, counted from the start or from the end.
 */

export type Piece<T> =
  | { readonly kind: 'kept'; readonly from: number; readonly count: number }
  | { readonly kind: 'new'; readonly items: readonly T[] }

export type ListPatch<T> = readonly Piece<T>[]

export function listPatch<T>(
  before: readonly T[],
  after: readonly T[],
  isSame: (one: T, other: T) => boolean,
): ListPatch<T> {
  const pieces: (Kept | New<T>)[] = []
  const later = before.length - after.length
  const isAt = (item: T, at: number): boolean => {
    const there = before[at]
    return there !== undefined && isSame(item, there)
  }
  let last: Kept | New<T> | undefined
  for (const [at, item] of after.entries()) {
    if (last?.kind === 'kept' && isAt(item, last.from + last.count)) {
      last.count += 1
      continue
    }
    const from = [at, at + later].find((place) => isAt(item, place))
    if (from === undefined && last?.kind === 'new') {
      last.items.push(item)
      continue
    }
    last = from === undefined ? { kind: 'new', items: [item] } : { kind: 'kept', from, count: 1 }
    pieces.push(last)
  }
  return pieces
}

interface Kept {
  readonly kind: 'kept'
  readonly from: number
  count: number
}

interface New<T> {
  readonly kind: 'new'
  readonly items: T[]
}

/** Undefined when the patch is for another list: it keeps what there is not. */
export function patchedList<T>(
  before: readonly T[],
  patch: ListPatch<T>,
): readonly T[] | undefined {
  const isMissing = patch.some(
    (piece) => piece.kind === 'kept' && piece.from + piece.count > before.length,
  )
  if (isMissing) return undefined
  return patch.flatMap((piece) =>
    piece.kind === 'new' ? piece.items : before.slice(piece.from, piece.from + piece.count),
  )
}
