/** Binary search in columns that are in order. */

/** The first index in `from` … `to` whose value is at least `wanted`; `to` when there is none. */
export function firstAtLeast(
  values: Float64Array,
  wanted: number,
  from: number,
  to: number,
): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((values[middle] ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  return low
}

/** As `firstAtLeast`, for answers that are mostly near `from`: takes time by the distance. */
export function nextAtLeast(
  values: Float64Array,
  wanted: number,
  from: number,
  to: number,
): number {
  let low = from
  let reach = 1
  while (low + reach < to && (values[low + reach] ?? 0) < wanted) {
    low += reach
    reach *= 2
  }
  return firstAtLeast(values, wanted, low, Math.min(to, low + reach + 1))
}
