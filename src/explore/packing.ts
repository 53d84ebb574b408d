/**
 * Packs a state into few words. Most words of a state never change, and those that do take few values:
 * which ones and how many is learned while searching. A value that does not fit is told, never cut off;
 * the caller then widens the packing and packs its states anew.
 */

export interface Field {
  /** Word of the state. */
  readonly index: number
  /** Word of the packed state, and the lowest bit in it. */
  readonly word: number
  readonly shift: number
  /** `(1 << bits) - 1`; values are stored as their distance from `min`. */
  readonly mask: number
  readonly min: number
}

/** Smallest and greatest value of a word that changes. */
export interface Range {
  readonly min: number
  readonly max: number
}

/** What a word will likely hold once it changes: saves packing anew for every new value. */
export type Hint = (index: number) => Range | undefined

export class Packing {
  readonly fields: readonly Field[]
  /** Words of a packed state; at least one. */
  readonly words: number
  /** Field of each word of the state, -1 for words that have never changed. */
  readonly fieldOf: Int32Array
  // The fields once more as columns: the loops over them are the hottest of the search.
  private readonly words32: Int32Array
  private readonly shifts: Int32Array
  private readonly masks: Int32Array
  private readonly mins: Int32Array
  private readonly indices: Int32Array
  private readonly initial: Int32Array
  private readonly hint: Hint
  private readonly ranges: ReadonlyMap<number, Range>

  private constructor(initial: Int32Array, hint: Hint, ranges: ReadonlyMap<number, Range>) {
    this.initial = initial
    this.hint = hint
    this.ranges = ranges
    const { fields, words } = place(ranges)
    this.fields = fields
    this.words = words
    this.fieldOf = new Int32Array(initial.length).fill(-1)
    for (const [i, field] of fields.entries()) this.fieldOf[field.index] = i
    this.words32 = Int32Array.from(fields, (field) => field.word)
    this.shifts = Int32Array.from(fields, (field) => field.shift)
    this.masks = Int32Array.from(fields, (field) => field.mask)
    this.mins = Int32Array.from(fields, (field) => field.min)
    this.indices = Int32Array.from(fields, (field) => field.index)
  }

  /** Fits the initial state, and words within the ranges `known`. */
  static of(
    initial: Int32Array,
    hint: Hint = () => undefined,
    known: ReadonlyMap<number, Range> = new Map(),
  ): Packing {
    const ranges = [...known].map(([index, range]) => [index, joined(range, hint(index))] as const)
    return new Packing(initial.slice(), hint, new Map(ranges))
  }

  /** A packing that also fits `state`, with room to spare so that this is not needed often. */
  widened(state: Int32Array): Packing {
    const ranges = new Map(this.ranges)
    for (const [index, value] of state.entries()) {
      const first = this.initial[index] ?? 0
      const old = ranges.get(index) ?? { min: first, max: first }
      if (value === first && !ranges.has(index)) continue
      const seen = { min: Math.min(old.min, value), max: Math.max(old.max, value) }
      ranges.set(index, joined(seen, this.hint(index)))
    }
    return new Packing(this.initial, this.hint, ranges)
  }

  /**
   * Brings a packed state up to date: `log` has `count` pairs of a changed word of `state` and its old
   * value. False when a word is not packed or a value does not fit.
   */
  update(state: Int32Array, log: ArrayLike<number>, count: number, packed: Int32Array): boolean {
    const { fieldOf, initial, words32, shifts, masks, mins } = this
    for (let i = 0; i < 2 * count; i += 2) {
      const index = log[i]!
      const field = fieldOf[index]!
      if (field < 0) {
        if (state[index] === initial[index]) continue
        return false
      }
      const value = state[index]! - mins[field]!
      const mask = masks[field]!
      if (value < 0 || value > mask >>> 0) return false
      const word = words32[field]!
      const shift = shifts[field]!
      packed[word] = (packed[word]! & ~(mask << shift)) | (value << shift)
    }
    return true
  }

  /** Writes `state` to `out` from `at` on; false when a word is not packed or a value does not fit. */
  encode(state: Int32Array, out: Int32Array, at: number): boolean {
    const { fieldOf, initial } = this
    for (let index = 0; index < initial.length; index++) {
      if (fieldOf[index]! < 0 && state[index] !== initial[index]) return false
    }
    return this.write(state, out, at)
  }

  /** Packs a state of `from` anew, which this is a widening of; `state` came from `blank`, and is filled. */
  repack(from: Packing, states: Int32Array, at: number, state: Int32Array, out: Int32Array): void {
    from.decode(states, at, state)
    this.write(state, out, 0)
  }

  /** The words that are packed; false when a value does not fit. */
  private write(state: Int32Array, out: Int32Array, at: number): boolean {
    const { indices, words32, shifts, masks, mins } = this
    out.fill(0, at, at + this.words)
    for (let field = 0; field < indices.length; field++) {
      const value = state[indices[field]!]! - mins[field]!
      if (value < 0 || value > masks[field]! >>> 0) return false
      out[at + words32[field]!]! |= value << shifts[field]!
    }
    return true
  }

  /** Into a state that came from `blank`. */
  decode(packed: Int32Array, at: number, state: Int32Array): void {
    const { indices, words32, shifts, masks, mins } = this
    for (let field = 0; field < indices.length; field++) {
      state[indices[field]!] =
        ((packed[at + words32[field]!]! >>> shifts[field]!) & masks[field]!) + mins[field]!
    }
  }

  /** A state to decode into: words that are not packed have their only value. */
  blank(): Int32Array {
    return this.initial.slice()
  }

  /** What each packed word can hold; the others never changed. */
  capacities(): ReadonlyMap<number, Range> {
    return new Map(
      this.fields.map(({ index, mask, min }) => [index, { min, max: min + (mask >>> 0) }]),
    )
  }

  /** Bits of information in a packed state. */
  get bits(): number {
    return this.fields.reduce((sum, { mask }) => sum + bitsFor(mask), 0)
  }
}

/** Both ranges; at least two values, or it would not need a field. */
function joined(seen: Range, likely: Range = seen): Range {
  const min = Math.min(seen.min, likely.min)
  return { min, max: Math.max(seen.max, likely.max, min + 1) }
}

function bitsFor(mask: number): number {
  return 32 - Math.clz32(mask)
}

/** Widest first, each into the first word that has room. */
function place(ranges: ReadonlyMap<number, Range>): {
  readonly fields: readonly Field[]
  readonly words: number
} {
  const used: number[] = []
  const wanted = [...ranges].map(([index, { min, max }]) => ({
    index,
    min,
    bits: bitsFor(max - min),
  }))
  wanted.sort((left, right) => right.bits - left.bits || left.index - right.index)
  const fields = wanted.map(({ index, min, bits }) => {
    let word = used.findIndex((taken) => taken + bits <= 32)
    if (word < 0) word = used.push(0) - 1
    const shift = used[word]!
    used[word] = shift + bits
    return { index, word, shift, mask: bits === 32 ? -1 : 2 ** bits - 1, min }
  })
  return { fields, words: Math.max(1, used.length) }
}
