/**
 * The memory of a compiled search as a whole: where its tables and states lie, and how they move when one
 * of them needs more room.
 */

import type { Coding } from './coding.ts'
import type { LoopCode, SearchCode } from './compiled-code.ts'
import { fewestRecent, inLargerRing, mostRecentOf, recentOf } from './recent-states.ts'
import { mostKeptIn, SearchLayout, type Sizes } from './search-layout.ts'
import type { SearchLimits } from './verdict.ts'
import { type LoopMemory, loopWord, noState } from './wasm/loop-memory.ts'

const pageBytes = 65_536
/** Words that states may get before what was learned of steps is placed anew. */
const spareWords = 2
const firstTable = 1 << 13
/** Up to this size a table that is full becomes four times as large: filling it anew costs more than its room. */
const mediumTable = 1 << 22
/** States that room is made for at once: each time may begin a garbage collection. */
const leastHeadroom = 1 << 14
const headroomOf = (found: number): number => Math.max(leastHeadroom, found >> 2)
/** Bytes for what was learned of steps, at first: each time there are more, all of it is placed anew. */
const firstStepRoom = 1 << 19

/** `bytes`: what the search may use, if there is a limit. */
export type MemoryLimits = Pick<SearchLimits, 'stepRoom' | 'bytes'>

/** States that are put into the table at once. */
const mostFilled = 1 << 18

export class SearchMemory implements Sizes {
  /** Bytes for what was learned of steps. */
  stepRoom: number
  /** Words of a state, and how many an answer has room for. */
  stride: number
  answerWords: number
  code: LoopCode
  words: Int32Array
  readonly loop: LoopMemory
  private readonly layout: SearchLayout
  private readonly memory: WebAssembly.Memory
  private readonly coding: Coding
  private readonly codeFor: SearchCode['codeFor']
  private readonly successors: number
  private readonly lanes: number
  private readonly mostBytes: number
  recent = fewestRecent
  tableSize = firstTable
  /** States that are in the table, while it is filled; -1 when all are. */
  private filled = 0

  constructor(
    { memory, loop, lanes, successors, codeFor }: SearchCode,
    coding: Coding,
    { stepRoom = firstStepRoom, bytes = Number.POSITIVE_INFINITY }: MemoryLimits,
  ) {
    this.stepRoom = stepRoom
    this.memory = memory
    this.loop = loop
    this.coding = coding
    this.successors = successors
    this.lanes = lanes
    this.mostBytes = bytes
    this.layout = new SearchLayout(loop.end, lanes)
    this.codeFor = codeFor
    this.stride = coding.words
    this.answerWords = coding.words + spareWords
    this.code = codeFor(this.stride, this.answerWords)
    this.words = new Int32Array(memory.buffer)
    this.begin()
    this.reserve(1 + successors)
    this.place()
    this.fillTable()
    this.fill()
  }

  /** In use; what is reserved besides takes no memory before it is written to. */
  get bytes(): number {
    return this.layout.countsAt(this) + (1 + 4 * this.stride) * this.get(loopWord.found)
  }

  /** A word that is shared with the loop, by its `loopWord`. */
  get(address: number): number {
    return this.words[address >> 2]!
  }

  /** The same where it is an address: those of more than 2 GiB are no negative ones. */
  addressAt(address: number): number {
    return this.get(address) >>> 0
  }

  set(address: number, value: number): void {
    this.words[address >> 2] = value
  }

  /**
   * Fields may have got more bits. True when states have more words now than answers have room for: what
   * was learned must be placed anew. Throws a RangeError.
   */
  widen(): boolean {
    if (this.coding.words === this.stride) return false
    this.restride(this.coding.words)
    const hasRoom = this.stride <= this.answerWords
    if (!hasRoom) this.answerWords = this.stride + spareWords
    this.code = this.codeFor(this.stride, this.answerWords)
    return !hasRoom
  }

  /** Forgets all states but the initial one, of which other fields may be left. */
  restart(): void {
    this.begin()
    if (this.coding.words !== this.stride) {
      this.stride = this.coding.words
      this.answerWords = this.stride + spareWords
      this.code = this.codeFor(this.stride, this.answerWords)
      this.reserve(1 + this.successors)
      this.place()
    }
    this.words.fill(0, this.addressOf(0), this.addressOf(1))
    // Nobody sleeps in the initial state.
    this.words.fill(0, this.addressAt(loopWord.counts) / 4, this.addressAt(loopWord.counts) / 4 + 1)
    this.fillTable()
    this.fill()
  }

  /** Room for more states; false when there is no more memory. */
  grow(): boolean {
    return orFull(() => {
      if (this.get(loopWord.found) + this.successors > mostKeptIn(this.tableSize)) this.growTable()
      else this.reserveMore()
      this.place()
    })
  }

  /** Room for what was learned of steps; false when there is no more memory. */
  growSteps(): boolean {
    return orFull(() => this.shift({ ...this.sizes, stepRoom: 2 * this.stepRoom }))
  }

  /** Room for more recent states, when those that states are found from will soon not be among them. */
  keepMore(): void {
    const distance = this.get(loopWord.taken) - this.get(loopWord.parent)
    if (8 * distance < 7 * this.recent || this.recent >= mostRecentOf(this.tableSize)) return
    // Without memory it is only slower.
    orFull(() => this.shift({ ...this.sizes, recent: 2 * this.recent }))
  }

  /** All states are in the table. */
  get isFilled(): boolean {
    return this.filled < 0
  }

  /** Puts some more of them into it. */
  fill(): void {
    const end = Math.min(this.get(loopWord.found), this.filled + mostFilled)
    this.code.rehash(this.filled, end)
    this.filled = end === this.get(loopWord.found) ? -1 : end
  }

  /** As much as it has; throws a RangeError when there is none. */
  private reserveMore(): void {
    const found = this.get(loopWord.found)
    // Nothing that the limit would not let it use.
    const fitting = Math.floor((this.mostBytes - this.layout.statesAt(this)) / (4 * this.stride))
    const headroom = Math.max(leastHeadroom, Math.min(headroomOf(found), fitting - found))
    if (!orFull(() => this.reserve(found + this.successors + headroom)))
      this.reserve(found + this.successors + leastHeadroom)
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
  addressOf(state: number): number {
    return this.addressAt(loopWord.states) / 4 + state * this.stride
  }

  /** Gives every state more words, which are 0. */
  private restride(words: number): void {
    const { stride: before } = this
    const count = this.get(loopWord.found)
    this.reserve(count + this.successors, words)
    this.stride = words
    const memory = this.words
    const from = this.addressAt(loopWord.states) / 4
    // From the end, because all of them move up; word by word, which is the quickest for so few.
    for (let state = count - 1; state >= 0; state--) {
      const [was, now] = [from + state * before, from + state * words]
      for (let word = words - 1; word >= before; word--) memory[now + word] = 0
      for (let word = before - 1; word >= 0; word--) memory[now + word] = memory[was + word]!
    }
    this.place()
  }

  private growTable(): void {
    const tableSize = this.tableSize * (this.tableSize < mediumTable ? 4 : 2)
    const recent = Math.max(this.recent, recentOf(tableSize))
    this.shift({ ...this.sizes, recent, tableSize })
    this.fillTable()
  }

  /** Moves all states to where they belong with other sizes of what lies before them. */
  private shift(sizes: Sizes): void {
    const before = {
      states: this.addressAt(loopWord.states),
      counts: this.addressAt(loopWord.counts),
      table: this.addressAt(loopWord.table),
    }
    const table = this.tableSize
    const found = this.get(loopWord.found)
    const recent = this.recentEntries.slice()
    this.reserve(found + this.successors, this.stride, sizes)
    Object.assign(this, sizes)
    this.place()
    const bytes = new Uint8Array(this.memory.buffer)
    // From the end, because all of them move up.
    const end = before.states + 4 * found * this.stride
    bytes.copyWithin(this.addressAt(loopWord.states), before.states, end)
    bytes.copyWithin(this.addressAt(loopWord.counts), before.counts, before.counts + found)
    if (table === this.tableSize)
      bytes.copyWithin(this.addressAt(loopWord.table), before.table, before.table + 4 * table)
    this.recentEntries.set(inLargerRing(recent, this.lanes, this.recent))
  }

  /** Empties it; `fill` puts the states back. */
  private fillTable(): void {
    const at = this.layout.tableAt(this) / 4
    this.words.fill(0, at, at + this.tableSize)
    this.filled = 0
  }

  /** Nothing is known of states that were expanded. */
  forgetRecent(): void {
    this.recentEntries.fill(noState)
  }

  private get recentEntries(): Int32Array {
    const from = this.layout.recentAt(this)
    return this.words.subarray(from / 4, (from + this.layout.recentBytes(this)) / 4)
  }

  private get sizes(): Sizes {
    const { stepRoom, recent, tableSize } = this
    return { stepRoom, recent, tableSize }
  }

  /** Throws a RangeError when there is not that much memory. */
  private reserve(states: number, stride = this.stride, sizes: Sizes = this): void {
    const { memory } = this
    const needed = this.layout.statesAt(sizes) + states * 4 * stride
    const missing = Math.ceil((needed - memory.buffer.byteLength) / pageBytes)
    if (missing <= 0) return
    memory.grow(missing)
    this.words = new Int32Array(memory.buffer)
  }

  /** Tells the loop where everything is. */
  private place(): void {
    const room = Math.floor(
      (this.memory.buffer.byteLength - this.layout.statesAt(this)) / (4 * this.stride),
    )
    this.set(loopWord.table, this.layout.tableAt(this))
    this.set(loopWord.mask, this.tableSize - 1)
    this.set(loopWord.recent, this.layout.recentAt(this))
    this.set(loopWord.recentMask, this.recent - 1)
    this.set(loopWord.counts, this.layout.countsAt(this))
    this.set(loopWord.states, this.layout.statesAt(this))
    this.set(loopWord.capacity, Math.min(room, mostKeptIn(this.tableSize)))
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
