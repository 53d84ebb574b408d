/**
 * All states found so far, in order of discovery: one arena of packed states, which is also the queue
 * of a breadth-first search, and one open-addressing table of indices into it. Full states are
 * compared, so the set is exact.
 */

const firstStates = 1 << 10

export class StateSet {
  /** Words of one state. */
  readonly words: number
  private arena: Int32Array
  private table: Int32Array
  private count = 0

  constructor(words: number, capacity = firstStates) {
    this.words = words
    this.arena = new Int32Array(capacity * words)
    this.table = new Int32Array(tableSize(capacity))
  }

  get size(): number {
    return this.count
  }

  get bytes(): number {
    return this.arena.byteLength + this.table.byteLength
  }

  /** Packed states, `words` each; valid until the next `add`. */
  get states(): Int32Array {
    return this.arena
  }

  /** Adds the state in `from` at `at` unless it is known; its index, negated minus 1 when it is new. */
  add(from: Int32Array, at: number): number {
    const { words, table, arena } = this
    const mask = table.length - 1
    let slot = hash(from, at, words) & mask
    for (;;) {
      const entry = table[slot]!
      if (entry === 0) break
      if (isEqual(arena, (entry - 1) * words, from, at, words)) return entry - 1
      slot = (slot + 1) & mask
    }
    table[slot] = this.count + 1
    this.append(from, at)
    return -this.count
  }

  /** The index of the state in `from` at `at`, -1 when it is not in the set. */
  find(from: Int32Array, at: number): number {
    const { words, table, arena } = this
    const mask = table.length - 1
    let slot = hash(from, at, words) & mask
    for (;;) {
      const entry = table[slot]!
      if (entry === 0) return -1
      if (isEqual(arena, (entry - 1) * words, from, at, words)) return entry - 1
      slot = (slot + 1) & mask
    }
  }

  private append(from: Int32Array, at: number): void {
    const { words } = this
    if ((this.count + 1) * words > this.arena.length) {
      const grown = new Int32Array(this.arena.length * 2)
      grown.set(this.arena)
      this.arena = grown
    }
    const base = this.count * words
    for (let i = 0; i < words; i++) this.arena[base + i] = from[at + i]!
    this.count++
    if (this.count * 2 > this.table.length) this.rehash()
  }

  private rehash(): void {
    const { words, arena } = this
    const table = new Int32Array(this.table.length * 2)
    const mask = table.length - 1
    for (let i = 0; i < this.count; i++) {
      let slot = hash(arena, i * words, words) & mask
      while (table[slot] !== 0) slot = (slot + 1) & mask
      table[slot] = i + 1
    }
    this.table = table
  }
}

function tableSize(capacity: number): number {
  return 2 ** Math.ceil(Math.log2(capacity * 2))
}

function hash(words: Int32Array, at: number, count: number): number {
  let h = 0
  for (let i = 0; i < count; i++) {
    h = Math.imul(h ^ words[at + i]!, 0x9e3779b1)
    h ^= h >>> 15
  }
  return h ^ (h >>> 13)
}

function isEqual(
  left: Int32Array,
  at: number,
  right: Int32Array,
  other: number,
  count: number,
): boolean {
  for (let i = 0; i < count; i++) if (left[at + i] !== right[other + i]) return false
  return true
}
