/** The longest common subsequence of two lists, by Myers' greedy algorithm: cheap where they differ little. */

/** Indices of an item in both lists. */
export type Match = readonly [left: number, right: number]

/** Differences beyond which the rest counts as different: the cost grows with their square. */
const mostDifferences = 2_000

/** In order; lists that share nothing give none. */
export function matches<T>(
  left: readonly T[],
  right: readonly T[],
  isEqual: (a: T, b: T) => boolean,
): readonly Match[] {
  const same = (a: number, b: number): boolean => {
    const [one, other] = [left[a], right[b]]
    return one !== undefined && other !== undefined && isEqual(one, other)
  }
  let start = 0
  while (start < Math.min(left.length, right.length) && same(start, start)) start++
  let end = 0
  while (
    end < Math.min(left.length, right.length) - start &&
    same(left.length - 1 - end, right.length - 1 - end)
  )
    end++
  const [n, m] = [left.length - start - end, right.length - start - end]
  const inner = middle(n, m, (a, b) => same(start + a, start + b))
  return [
    ...Array.from({ length: start }, (_, i): Match => [i, i]),
    ...inner.map(([a, b]): Match => [start + a, start + b]),
    ...Array.from({ length: end }, (_, i): Match => [start + n + i, start + m + i]),
  ]
}

function middle(n: number, m: number, same: (a: number, b: number) => boolean): readonly Match[] {
  const most = Math.min(n + m, mostDifferences)
  const offset = most + 1
  let reach = new Int32Array(2 * most + 3)
  const trace: Int32Array[] = []
  for (let d = 0; d <= most; d++) {
    trace.push(reach)
    reach = reach.slice()
    for (let k = -d; k <= d; k += 2) {
      let a = from(reach, offset, k, d)
      while (a < n && a - k < m && same(a, a - k)) a++
      reach[offset + k] = a
      if (a >= n && a - k >= m) return walkBack(trace, offset, { n, m, d })
    }
  }
  return []
}

/** How far diagonal k comes before it runs along equal items: from the better of its neighbours. */
function from(reach: Int32Array, offset: number, k: number, d: number): number {
  const [below, above] = [reach[offset + k - 1] ?? 0, reach[offset + k + 1] ?? 0]
  return k === -d || (k !== d && below < above) ? above : below + 1
}

function walkBack(
  trace: readonly Int32Array[],
  offset: number,
  end: { readonly n: number; readonly m: number; readonly d: number },
): readonly Match[] {
  const found: Match[] = []
  let [a, b] = [end.n, end.m]
  for (let d = end.d; d >= 0; d--) {
    const reach = trace[d] ?? new Int32Array()
    const k = a - b
    const start = d === 0 ? 0 : from(reach, offset, k, d)
    while (a > start && b > start - k) {
      a--
      b--
      found.push([a, b])
    }
    const cameDown =
      d > 0 &&
      (k === -d || (k !== d && (reach[offset + k - 1] ?? 0) < (reach[offset + k + 1] ?? 0)))
    if (cameDown) b--
    else a--
  }
  return found.toReversed()
}
