/** The states that a compiled search has found, in order of discovery, and what it tells of them. */

import type { ScheduleEntry } from '../machine/run.ts'
import { type Coding, maskOf, putCode } from './coding.ts'
import type { Changed } from './packed-states.ts'
import { type SearchCode, SearchMemory } from './search-memory.ts'
import { factors, loopWord, mixed, mostWords } from './wasm/loop-memory.ts'

/** Of every so many states is kept how many were found before. */
const markEvery = 256

export class StateStore {
  readonly memory: SearchMemory
  private readonly coding: Coding
  private marks = new Int32Array(0)
  /** The state that was loaded last, and one that is looked for. */
  private readonly loaded = new Int32Array(mostWords)
  private readonly wanted = new Int32Array(mostWords)

  constructor(code: SearchCode, coding: Coding) {
    this.coding = coding
    this.memory = new SearchMemory(code, coding)
  }

  get bytes(): number {
    return this.memory.bytes + this.coding.bytes
  }

  /** A word that is shared with the loop, by its `loopWord`. */
  get(address: number): number {
    return this.memory.get(address)
  }

  set(address: number, value: number): void {
    this.memory.set(address, value)
  }

  /** Searches on, over at most `budget` states; why it has come back, as `loopEnd`. */
  run(budget: number): number {
    return this.memory.code.run(budget)
  }

  /** Unpacks a state. */
  load(state: number, into: Int32Array): void {
    const at = this.memory.addressOf(state)
    for (let word = 0; word < this.memory.stride; word++)
      this.loaded[word] = this.memory.words[at + word]!
    this.coding.decode(this.loaded, into)
  }

  /** The number of the state after a step of the loaded one, -1 when it was not found. */
  find({ state, log, logged }: Changed): number {
    const { wanted, coding } = this
    for (let word = 0; word < this.memory.stride; word++) wanted[word] = this.loaded[word]!
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
    return (this.memory.words[at >> 2]! >>> (8 * (at & 3))) & 0xff
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
    const { news } = this.memory.loop
    const entries = [...this.memory.words.subarray(news / 4, news / 4 + this.get(loopWord.news))]
    this.set(loopWord.news, 0)
    return entries.map((entry) => ({ lane: entry >> 16, choice: entry & 0xffff }))
  }

  takeSuspects(): readonly number[] {
    const { suspects } = this.memory.loop
    const states = [
      ...this.memory.words.subarray(suspects / 4, suspects / 4 + this.get(loopWord.suspects)),
    ]
    this.set(loopWord.suspects, 0)
    return states
  }

  private look(): number {
    const { wanted } = this
    const { stride } = this.memory
    let sum = 0
    for (let word = 0; word < stride; word++)
      sum = (sum + Math.imul(wanted[word]!, factors[word]!)) | 0
    const hash = mixed(sum)
    const mask = this.get(loopWord.mask)
    const table = this.get(loopWord.table) / 4
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = this.memory.words[table + slot]!
      if (entry === 0) return -1
      const isLike = ((entry ^ hash) & ~mask) === 0
      if (isLike && this.isWanted((entry & mask) - 1)) return (entry & mask) - 1
    }
  }

  private isWanted(state: number): boolean {
    const at = this.memory.addressOf(state)
    for (let word = 0; word < this.memory.stride; word++)
      if (this.memory.words[at + word] !== this.wanted[word]) return false
    return true
  }
}
