/** What two lists have in common at their ends. */

export interface SharedEnds {
  /** So many items are the same at the start of both. */
  readonly start: number
  /** So many of the others are the same at the end of both. */
  readonly end: number
}

export function sharedEnds<T, U>(
  before: readonly T[],
  after: readonly U[],
  isSame: (one: T, other: U) => boolean,
): SharedEnds {
  const most = Math.min(before.length, after.length)
  const isSameAt = (one: number, other: number): boolean => {
    const [left, right] = [before[one], after[other]]
    return left !== undefined && right !== undefined && isSame(left, right)
  }
  let start = 0
  while (start < most && isSameAt(start, start)) start++
  let end = 0
  while (end < most - start && isSameAt(before.length - 1 - end, after.length - 1 - end)) end++
  return { start, end }
}
