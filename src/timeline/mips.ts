/**
 * Summaries of ever longer ranges, so that what stands in one pixel is known without looking at all of it:
 * level k has an entry per 4^(k+1) slices or values.
 */

const fan = 4

export interface SliceMips {
  /** Entry i is how long the slices before i last together. */
  readonly busy: Float64Array
  /** Per level and entry: the looks that occur, as bits. */
  readonly looks: readonly Uint16Array[]
}

export interface ValueMips {
  readonly least: readonly Float64Array[]
  readonly most: readonly Float64Array[]
}

interface Spans {
  readonly count: number
  readonly starts: Float64Array
  readonly ends: Float64Array
  readonly looks: Uint8Array
}

export function sliceMips({ count, starts, ends, looks }: Spans): SliceMips {
  const busy = new Float64Array(count + 1)
  for (let i = 0; i < count; i += 1)
    busy[i + 1] = (busy[i] ?? 0) + (ends[i] ?? 0) - (starts[i] ?? 0)
  const levels: Uint16Array[] = []
  let below = count
  while (below > fan) {
    const above = Math.ceil(below / fan)
    const level = new Uint16Array(above)
    const last = levels.at(-1)
    for (let i = 0; i < below; i += 1) {
      const at = Math.floor(i / fan)
      const bits = last === undefined ? 1 << (looks[i] ?? 0) : (last[i] ?? 0)
      level[at] = (level[at] ?? 0) | bits
    }
    levels.push(level)
    below = above
  }
  return { busy, looks: levels }
}

/** The looks of the slices `from` … `to` - 1, as bits. */
export function looksBetween(mips: SliceMips, looks: Uint8Array, from: number, to: number): number {
  let bits = 0
  let low = from
  let high = to
  let level = -1
  while (low < high) {
    const entries = mips.looks[level]
    const isTop = mips.looks[level + 1] === undefined
    while (low < high && (isTop || low % fan !== 0)) {
      bits |= entries === undefined ? 1 << (looks[low] ?? 0) : (entries[low] ?? 0)
      low += 1
    }
    while (low < high && high % fan !== 0) {
      high -= 1
      bits |= entries === undefined ? 1 << (looks[high] ?? 0) : (entries[high] ?? 0)
    }
    low /= fan
    high /= fan
    level += 1
  }
  return bits
}

export function valueMips(values: Float64Array): ValueMips {
  const least: Float64Array[] = []
  const most: Float64Array[] = []
  let low = values
  let high = values
  while (low.length > fan) {
    const nextLow = new Float64Array(Math.ceil(low.length / fan)).fill(Number.POSITIVE_INFINITY)
    const nextHigh = new Float64Array(nextLow.length).fill(Number.NEGATIVE_INFINITY)
    for (let i = 0; i < low.length; i += 1) {
      const at = Math.floor(i / fan)
      nextLow[at] = Math.min(nextLow[at] ?? 0, low[i] ?? 0)
      nextHigh[at] = Math.max(nextHigh[at] ?? 0, high[i] ?? 0)
    }
    least.push(nextLow)
    most.push(nextHigh)
    low = nextLow
    high = nextHigh
  }
  return { least, most }
}

/** Least and greatest of the values `from` … `to` - 1; both of an empty range are infinite. */
export function valuesBetween(
  mips: ValueMips,
  values: Float64Array,
  from: number,
  to: number,
): { readonly least: number; readonly most: number } {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  let low = from
  let high = to
  let level = -1
  const look = (at: number): void => {
    least = Math.min(least, (level < 0 ? values : mips.least[level])?.[at] ?? least)
    most = Math.max(most, (level < 0 ? values : mips.most[level])?.[at] ?? most)
  }
  while (low < high) {
    const isTop = mips.least[level + 1] === undefined
    for (; low < high && (isTop || low % fan !== 0); low += 1) look(low)
    for (; low < high && high % fan !== 0; ) {
      high -= 1
      look(high)
    }
    low /= fan
    high /= fan
    level += 1
  }
  return { least, most }
}
