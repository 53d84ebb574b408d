/** The memory of a compiled search: the states found, in order of discovery, and the table over them. */

import type { ScheduleEntry } from '../machine/run.ts'
import type { Changed } from './packed-states.ts'
import { type Coding, maskOf, putCode } from './coding.ts'
import { factors, type LoopMemory, loopWord, mixed, mostWords } from './wasm/loop-memory.ts'

/** The compiled code; other code when states have more words. */
export interface LoopCode {
  readonly run: (budget: number) => number
  /** Fills the empty table. */
  readonly rehash: () => void
}

const pageBytes = 65_536
const firstTable = 1 << 12
/** Share of the table's slots that are used at most. */
const mostLoad = 0.75
/** States that room is made for at once, as a share of those found. */
const headroom = 1 / 32
const leastHeadroom = 1 << 14
/** Of every so many states is kept how many were found before. */
const markEvery = 256

export class StateStore {
  readonly memory: WebAssembly.Memory
  readonly loop: LoopMemory
  private readonly coding: Coding
  private readonly codeFor: (words: number) => LoopCode
  private readonly successors: number
  private readonly stepBytes: () => number
  private code: LoopCode
  private words: Int32Array
  private tableSize = firstTable
  private marks = new Int32Array(0)
  /** Bytes for what was learned of steps. */
  private stepRoom: number
  /** Words of a state as it lies in memory. */
  private stride: number
  /** The state that was loaded last, and one that is looked for. */
  private readonly loaded = new Int32Array(mostWords)
  private readonly wanted = new Int32Array(mostWords)

  /** `codeFor` compiles for states of so many words; `stepBytes` are taken by what was learned. */
  constructor(
    memory: WebAssembly.Memory,
    loop: LoopMemory,
    coding: Coding,
    successors: number,
    stepRoom: number,
    codeFor: (words: number) => LoopCode,
    stepBytes: () => number,
  ) {
    this.memory = memory
    this.loop = loop
    this.coding = coding
    this.successors = successors
    this.stepRoom = stepRoom
    this.codeFor = codeFor
    this.stepBytes = stepBytes
    this.stride = coding.words
    this.code = codeFor(coding.words)
    this.words = new Int32Array(memory.buffer)
    this.begin()
    this.reserve(1 + successors)
    this.place()
    this.code.rehash()
  }

  get view(): Int32Array {
    return this.words
  }

  /** A word that is shared with the loop, by its `loopWord`. */
  get(address: number): number {
    return this.words[address >> 2]!
  }

  set(address: number, value: number): void {
    this.words[address >> 2] = value
  }

  get bytes(): number {
    const states = this.memory.buffer.byteLength - this.tableAt
    return states + this.stepBytes() + this.coding.bytes
  }

  /** Searches on, over at most `budget` states; why it has come back, as `loopEnd`. */
  run(budget: number): number {
    return this.code.run(budget)
  }

  /** Unpacks a state. */
  load(state: number, into: Int32Array): void {
    const at = this.addressOf(state)
    for (let word = 0; word < this.stride; word++) this.loaded[word] = this.words[at + word]!
    this.coding.decode(this.loaded, into)
  }

  /** The number of the state after a step of the loaded one, -1 when it was not found. */
  find({ state, log, logged }: Changed): number {
    const { wanted, coding } = this
    for (let word = 0; word < this.stride; word++) wanted[word] = this.loaded[word]!
    for (let i = 0; i < 2 * logged; i += 2) {
      const index = log[i]!
      const field = coding.fieldOf(index)
      const code = field?.codes.get(state[index]!)
      if (field === undefined || code === undefined) return -1
      for (const { word, shift, bits } of field.parts) wanted[word]! &= ~(maskOf(bits) << shift)
      putCode(wanted, field.parts, code)
    }
    return this.look()
  }

  /** The states on the way to a state, from the initial one on. */
  wayTo(state: number): readonly number[] {
    const way: number[] = []
    for (let at = state; at > 0; at = this.parentOf(at)) way.push(at)
    return [0, ...way.reverse()]
  }

  /** States were found in the order of those that led to them. */
  private parentOf(state: number): number {
    const marks = this.foundBefore()
    let [low, high] = [0, marks.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (marks[middle]! <= state) low = middle
      else high = middle - 1
    }
    let parent = low * markEvery
    for (let found = marks[low]!; ; parent++) {
      found += this.countOf(parent)
      if (found > state) return parent
    }
  }

  private countOf(parent: number): number {
    const at = this.get(loopWord.counts) + parent
    return (this.words[at >> 2]! >>> (8 * (at & 3))) & 0xff
  }

  /** Of some states, how many were found before the first that was found from them. */
  private foundBefore(): Int32Array {
    const count = this.get(loopWord.taken)
    if (this.marks.length !== Math.floor(count / markEvery) + 1) {
      this.marks = new Int32Array(Math.floor(count / markEvery) + 1)
      let found = 1
      for (let state = 0; state <= count; state++) {
        if (state % markEvery === 0) this.marks[state / markEvery] = found
        if (state < count) found += this.countOf(state)
      }
    }
    return this.marks
  }

  /** Steps that went wrong, and forgets them. */
  takeNews(): readonly ScheduleEntry[] {
    const { news } = this.loop
    const entries = [...this.words.subarray(news / 4, news / 4 + this.get(loopWord.news))]
    this.set(loopWord.news, 0)
    return entries.map((entry) => ({ lane: entry >> 16, choice: entry & 0xffff }))
  }

  takeSuspects(): readonly number[] {
    const { suspects } = this.loop
    const states = [
      ...this.words.subarray(suspects / 4, suspects / 4 + this.get(loopWord.suspects)),
    ]
    this.set(loopWord.suspects, 0)
    return states
  }

  /** Fields may have got more bits: whether states have more words then. Throws a RangeError. */
  widen(): boolean {
    if (this.coding.words === this.stride) return false
    this.restride(this.coding.words)
    this.code = this.codeFor(this.stride)
    return true
  }

  /** Forgets all states but the initial one, of which other fields may be left. */
  restart(): void {
    this.begin()
    this.words.fill(0, this.addressOf(0), this.addressOf(1))
    if (this.coding.words !== this.stride) {
      this.stride = this.coding.words
      this.code = this.codeFor(this.stride)
      this.place()
    }
    this.fillTable()
  }

  /** Room for more states; false when there is no more memory. */
  grow(): boolean {
    return orFull(() => {
      if (this.get(loopWord.found) + this.successors > mostLoad * this.tableSize) this.growTable()
      else this.reserve(this.get(loopWord.found) + this.extra)
      this.place()
    })
  }

  /** Room for what was learned of steps; false when there is no more memory. */
  growSteps(): boolean {
    return orFull(() => this.shift(() => (this.stepRoom *= 2)))
  }

  get stepsRoom(): number {
    return this.stepRoom
  }

  private get extra(): number {
    const found = this.get(loopWord.found)
    return this.successors + Math.max(leastHeadroom, Math.ceil(found * headroom))
  }

  private begin(): void {
    for (const name of ['taken', 'depth', 'transitions', 'suspects'] as const)
      this.set(loopWord[name], 0)
    this.set(loopWord.found, 1)
    this.set(loopWord.levelEnd, 1)
    // As if the initial state had been found from one before it.
    this.set(loopWord.parent, -1)
    this.set(loopWord.left, 1)
  }

  /** Word of a state. */
  private addressOf(state: number): number {
    return this.get(loopWord.states) / 4 + state * this.stride
  }

  private look(): number {
    const { wanted, stride } = this
    let sum = 0
    for (let word = 0; word < stride; word++)
      sum = (sum + Math.imul(wanted[word]!, factors[word]!)) | 0
    const hash = mixed(sum)
    const mask = this.get(loopWord.mask)
    const table = this.get(loopWord.table) / 4
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = this.words[table + slot]!
      if (entry === 0) return -1
      const isLike = ((entry ^ hash) & ~mask) === 0
      if (isLike && this.isWanted((entry & mask) - 1)) return (entry & mask) - 1
    }
  }

  private isWanted(state: number): boolean {
    const at = this.addressOf(state)
    for (let word = 0; word < this.stride; word++)
      if (this.words[at + word] !== this.wanted[word]) return false
    return true
  }

  /** Gives every state more words, which are 0. */
  private restride(words: number): void {
    const { stride: before } = this
    const count = this.get(loopWord.found)
    this.reserve(count + this.successors, words)
    this.stride = words
    const memory = this.words
    const from = this.get(loopWord.states) / 4
    for (let state = count - 1; state >= 0; state--) {
      const now = from + state * words
      memory.copyWithin(now, from + state * before, from + (state + 1) * before)
      memory.fill(0, now + before, now + words)
    }
    this.place()
  }

  private growTable(): void {
    this.shift(() => (this.tableSize *= 2))
    this.fillTable()
  }

  /** Moves all states to where they belong after a change of what lies before them. */
  private shift(change: () => void): void {
    const before = {
      states: this.get(loopWord.states),
      counts: this.get(loopWord.counts),
      table: this.get(loopWord.table),
    }
    const [table, counted] = [this.tableSize, this.get(loopWord.taken)]
    change()
    const found = this.get(loopWord.found)
    this.reserve(found + this.successors)
    this.place()
    const bytes = new Uint8Array(this.memory.buffer)
    // From the end, because all of them move up.
    bytes.copyWithin(
      this.get(loopWord.states),
      before.states,
      before.states + 4 * found * this.stride,
    )
    bytes.copyWithin(this.get(loopWord.counts), before.counts, before.counts + counted)
    if (table === this.tableSize)
      bytes.copyWithin(this.get(loopWord.table), before.table, before.table + 4 * table)
  }

  private fillTable(): void {
    const at = this.tableAt / 4
    this.words.fill(0, at, at + this.tableSize)
    this.code.rehash()
  }

  private get tableAt(): number {
    return this.loop.end + this.stepRoom
  }

  private get mostKept(): number {
    return Math.floor(mostLoad * this.tableSize)
  }

  private get statesAt(): number {
    return this.tableAt + 4 * this.tableSize + 16 * Math.ceil(this.mostKept / 16)
  }

  /** Throws a RangeError when there is not that much memory. */
  private reserve(states: number, stride = this.stride): void {
    const { memory } = this
    const needed = this.statesAt + states * 4 * stride
    const missing = Math.ceil((needed - memory.buffer.byteLength) / pageBytes)
    if (missing <= 0) return
    memory.grow(missing)
    this.words = new Int32Array(memory.buffer)
  }

  /** Tells the loop where everything is. */
  private place(): void {
    const room = Math.floor((this.memory.buffer.byteLength - this.statesAt) / (4 * this.stride))
    this.set(loopWord.table, this.tableAt)
    this.set(loopWord.mask, this.tableSize - 1)
    this.set(loopWord.counts, this.tableAt + 4 * this.tableSize)
    this.set(loopWord.states, this.statesAt)
    this.set(loopWord.capacity, Math.min(room, this.mostKept))
  }
}

function orFull(work: () => void): boolean {
  try {
    work()
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
