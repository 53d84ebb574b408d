/** The states that a compiled search has found, in order of discovery, and what it tells of them. */

import type { LaneId } from '../machine/code.ts'
import type { ScheduleEntry } from '../machine/run.ts'
import type { Coding } from './coding.ts'
import type { SearchCode } from './compiled-code.ts'
import type { ToldStep } from './endless.ts'
import type { Standing } from './expander.ts'
import { recentWords } from './recent-states.ts'
import { type MemoryLimits, SearchMemory } from './search-memory.ts'
import {
  alternativeKind,
  alternativesAt,
  alternativeWord,
  answerWord,
  childExtra,
  loopEnd,
  loopWord,
  mostWords,
} from './wasm/loop-memory.ts'

/** Of every so many states is kept how many were found before. */
const markEvery = 256

export class StateStore {
  readonly memory: SearchMemory
  private readonly coding: Coding
  private marks = new Int32Array(0)
  private readonly loaded = new Int32Array(mostWords)
  private readonly lanes: number

  constructor(code: SearchCode, coding: Coding, limits: MemoryLimits) {
    this.coding = coding
    this.lanes = code.lanes
    this.memory = new SearchMemory(code, coding, limits)
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

  /**
   * Tells every step of a state, and how its lanes stand; undefined as long as what some lane does next is
   * not known.
   */
  successorsOf(state: number, told: ToldStep): Standing | undefined {
    while (!this.memory.isFilled) this.memory.fill()
    const { loop, code } = this.memory
    const why = this.aside(state, () => code.expand(state + 1, 0))
    if (why === loopEnd.unknown) return undefined
    const standing: Standing = { enabled: 0, blocked: 0 }
    let child = loop.children
    for (let lane = 0; lane < this.lanes; lane++) {
      const answer = this.answerOf(state, lane)
      standing.enabled |= this.get(answer + answerWord.enabled)
      standing.blocked |= this.get(answer + answerWord.blocked)
      child = this.tellAlternatives(lane, answer, child, told)
    }
    return standing
  }

  /**
   * The highest number of a state that this one leads to, above all numbers where a run may end or go wrong;
   * undefined as long as what some lane does next is not known.
   */
  highestAfter(state: number): number | undefined {
    const found = this.aside(state, () => this.memory.code.highest())
    return found < 0 ? undefined : found
  }

  /** Expands a state once more; the search goes on as if nothing had been done. */
  private aside(state: number, expand: () => number): number {
    const { taken, transitions, parent, left, news } = loopWord
    const [wasTaken, counted] = [this.get(taken), this.get(transitions)]
    const [wasParent, wasLeft] = [this.get(parent), this.get(left)]
    this.set(taken, state)
    // As if nothing were known of the state that it was found from.
    this.set(parent, -1)
    this.set(left, 1)
    const result = expand()
    this.set(taken, wasTaken)
    this.set(transitions, counted)
    this.set(parent, wasParent)
    this.set(left, wasLeft)
    // What goes wrong there was told.
    this.set(news, 0)
    return result
  }

  /** From the first state that the lane leads to; the address of the one after the last. */
  private tellAlternatives(lane: LaneId, answer: number, first: number, told: ToldStep): number {
    const { stride, answerWords } = this.memory
    const end = this.get(answer + answerWord.end)
    let child = first
    let choice = 0
    for (let at = answer + alternativesAt(answerWords); at < end; choice++) {
      const isFine = this.get(at + alternativeWord.kind) === alternativeKind.fine
      told(lane, choice, isFine ? this.find(child / 4) : -1)
      if (isFine) child += 4 * (stride + childExtra)
      at = this.get(at + alternativeWord.end)
    }
    return child
  }

  private answerOf(state: number, lane: LaneId): number {
    const entry = (state & this.get(loopWord.recentMask)) * recentWords(this.lanes)
    return this.get(this.get(loopWord.recent) + 4 * (entry + 1 + lane))
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
    const at = this.memory.addressAt(loopWord.counts) + parent
    return (this.memory.words[Math.floor(at / 4)]! >>> (8 * (at & 3))) & 0xff
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

  /** The number of the state whose words begin there, before its hash; -1 for none. */
  private find(at: number): number {
    const { stride, words } = this.memory
    const hash = words[at + stride]!
    const mask = this.get(loopWord.mask)
    const table = this.memory.addressAt(loopWord.table) / 4
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = words[table + slot]!
      if (entry === 0) return -1
      const isLike = ((entry ^ hash) & ~mask) === 0
      if (isLike && this.isEqual((entry & mask) - 1, at)) return (entry & mask) - 1
    }
  }

  private isEqual(state: number, other: number): boolean {
    const { stride, words } = this.memory
    const at = this.memory.addressOf(state)
    for (let word = 0; word < stride; word++)
      if (words[at + word] !== words[other + word]) return false
    return true
  }
}
