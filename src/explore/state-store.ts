/** The memory of a compiled search: the states found, in order of discovery, and the table over them. */

import type { Machine } from '../machine/machine.ts'
import type { ScheduleEntry } from '../machine/run.ts'
import { Coding, type Part } from './coding.ts'
import { type LoopMemory, type LoopWord, mostSuccessors } from './wasm/loop-memory.ts'

/** The compiled code and its memory. */
export interface LoopCode {
  readonly memory: WebAssembly.Memory
  readonly loop: LoopMemory
  /** Unpacks a state. */
  readonly load: (state: number) => void
  /** Fills the empty table. */
  readonly rehash: () => void
  /** Looks at the memory anew: it has grown. */
  readonly attach: () => void
}

const pageBytes = 65_536
const firstTable = 1 << 12
/** Share of the table's slots that are used at most. */
const mostLoad = 0.75

export class StateStore {
  readonly coding: Coding
  private readonly code: LoopCode
  private readonly initial: Int32Array
  private readonly successors: number
  private words: Int32Array
  private tableSize = firstTable

  constructor(machine: Machine, initial: Int32Array, code: LoopCode) {
    this.code = code
    this.initial = initial
    this.successors = mostSuccessors(machine)
    this.coding = new Coding(machine, initial, code.loop, code.memory)
    this.words = new Int32Array(code.memory.buffer)
    this.set('found', 1)
    this.set('levelEnd', 1)
    this.reserve(1 + this.successors)
    this.place()
    this.words[this.get('states') / 4 + this.coding.words] = -1
    code.rehash()
  }

  get(name: LoopWord): number {
    return this.words[this.code.loop.word[name] / 4]!
  }

  set(name: LoopWord, value: number): void {
    this.words[this.code.loop.word[name] / 4] = value
  }

  get bytes(): number {
    return this.code.memory.buffer.byteLength - this.code.loop.end + this.coding.bytes
  }

  load(state: number): void {
    this.code.load(state)
  }

  parentOf(state: number): number {
    return this.words[this.addressOf(state) / 4 + this.coding.words]!
  }

  /** Steps that went wrong, and forgets them. */
  takeNews(): readonly ScheduleEntry[] {
    const { news } = this.code.loop
    const entries = [...this.words.subarray(news / 4, news / 4 + this.get('news'))]
    this.set('news', 0)
    return entries.map((entry) => ({ lane: entry >> 4, choice: entry & 15 }))
  }

  takeSuspects(): readonly number[] {
    const { suspects } = this.code.loop
    const states = [...this.words.subarray(suspects / 4, suspects / 4 + this.get('suspects'))]
    this.set('suspects', 0)
    return states
  }

  /** Makes room for a value of a word that did not fit. */
  admit(index: number, value: number): void {
    const before = this.coding.words
    this.coding.admit(index, value)
    if (this.coding.words > before) this.stretch(before)
  }

  /** Room for more states; false when there is no more memory. */
  grow(): boolean {
    try {
      if (this.get('found') + this.successors > mostLoad * this.tableSize) this.growTable()
      else this.reserve(Math.ceil(this.get('found') * 1.125) + this.successors + (1 << 12))
      this.place()
      return true
    } catch (error) {
      if (error instanceof RangeError) return false
      throw error
    }
  }

  /** Packs all states anew, with the fields in order. */
  arrange(): void {
    if (!this.coding.isScattered) return
    const count = this.get('found')
    const from = this.get('states') / 4
    const before = this.coding.words + 1
    const old = this.words.slice(from, from + count * before)
    const moves = this.coding.arrange()
    const after = this.coding.words + 1
    this.reserve(count + this.successors)
    this.words.fill(0, from, from + count * after)
    for (let i = 0; i < count; i++) {
      for (const [was, is] of moves) {
        const code = codeIn(old, i * before, was)
        const [{ word, shift } = { word: 0, shift: 0 }] = is
        this.words[from + i * after + word]! |= code << shift
      }
      this.words[from + i * after + after - 1] = old[i * before + before - 1]!
    }
    this.place()
    this.forgetLoaded()
    this.fillTable()
  }

  private addressOf(state: number): number {
    return this.get('states') + state * this.get('stride')
  }

  /** Every state gets a word more: 0, which is what its new fields hold. */
  private stretch(before: number): void {
    const count = this.get('found')
    const { words } = this.coding
    this.reserve(count + this.successors)
    const from = this.get('states') / 4
    const memory = this.words
    for (let i = count - 1; i >= 0; i--) {
      const old = from + i * (before + 1)
      const now = from + i * (words + 1)
      memory[now + words] = memory[old + before]!
      for (let word = words - 1; word >= before; word--) memory[now + word] = 0
      for (let word = before - 1; word >= 0; word--) memory[now + word] = memory[old + word]!
    }
    this.place()
  }

  private growTable(): void {
    const { tableSize } = this
    const from = this.get('states')
    const size = this.get('found') * this.get('stride')
    this.tableSize = tableSize * 2
    this.reserve(this.get('found') + this.successors)
    new Uint8Array(this.code.memory.buffer).copyWithin(from + 4 * tableSize, from, from + size)
    this.place()
    this.fillTable()
  }

  private fillTable(): void {
    const at = this.code.loop.end / 4
    this.words.fill(0, at, at + this.tableSize)
    this.code.rehash()
  }

  /** Nothing is loaded: the initial state is what words of 0 mean. */
  private forgetLoaded(): void {
    const { parent } = this.code.loop
    this.words.fill(0, parent / 4, parent / 4 + this.coding.words)
    this.words.set(this.initial)
  }

  /** Throws a RangeError when there is not that much memory. */
  private reserve(states: number): void {
    const { memory, loop, attach } = this.code
    const needed = loop.end + 4 * this.tableSize + states * 4 * (this.coding.words + 1)
    const missing = Math.ceil((needed - memory.buffer.byteLength) / pageBytes)
    if (missing <= 0) return
    memory.grow(missing)
    attach.call(this.code)
    this.words = new Int32Array(memory.buffer)
  }

  /** Tells the loop where everything is. */
  private place(): void {
    const { memory, loop } = this.code
    const states = loop.end + 4 * this.tableSize
    const stride = 4 * (this.coding.words + 1)
    this.set('table', loop.end)
    this.set('mask', this.tableSize - 1)
    this.set('states', states)
    this.set('packedBytes', stride - 4)
    this.set('stride', stride)
    const room = Math.floor((memory.buffer.byteLength - states) / stride)
    this.set('capacity', Math.min(room, Math.floor(mostLoad * this.tableSize)))
  }
}

function codeIn(words: Int32Array, at: number, parts: readonly Part[]): number {
  let code = 0
  let bits = 0
  for (const part of parts) {
    code |= ((words[at + part.word]! >>> part.shift) & (2 ** part.bits - 1)) << bits
    bits += part.bits
  }
  return code
}
