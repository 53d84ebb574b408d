/**
 * One state for all that differ only in who is who. A scenario says which threads may be exchanged; that
 * it is so is not believed but found out: of every step that a search takes, the exchanged ones are
 * taken beside it and compared. Whatever differs ends the search with a reason.
 *
 * Of the states that an exchange makes of one another the search keeps the least, word by word in the
 * order in which words were first seen to change: before that, a word is the same in all of them.
 */

import type { LaneId } from '../../machine/code.ts'
import { laneWord, type Machine } from '../../machine/machine.ts'
import { wordName } from '../../machine/memory.ts'
import { failureKey } from '../failures.ts'
import type { Failure } from '../verdict.ts'
import { movedFailure } from './failure.ts'
import { type Group, groupOf, orderOf } from './group.ts'
import { type Exchanges, Lockstep } from './lockstep.ts'
import { type Motion, MotionFinder } from './motion.ts'
import { Values } from './values.ts'
import { StateWords, wordRole } from './words.ts'

/** Exchanges from which on fewer states outweigh the effort for each. */
const worthwhile = 24

export class Symmetry {
  /** The least of the states that are exchanges of the one that was given last. */
  readonly least: Int32Array
  /** The exchange that led there, and the lane that ran last after it. */
  exchange = 0
  last = -1
  private readonly machine: Machine
  private readonly start: Int32Array
  private readonly group: Group
  private readonly words: StateWords
  private readonly motions: readonly Motion[]
  private readonly values: Values
  private readonly lockstep: Lockstep
  /** The state whose steps are being taken. */
  private readonly from: Int32Array
  /** Words that have changed in some state, in the order in which that was found out. */
  private readonly varying: number[] = []
  /** The same words as pairs, as in the log of a step: what `least` may differ in from any other state. */
  readonly log: number[] = []
  private readonly isVarying: Uint8Array
  private readonly candidate: Int32Array

  /**
   * Undefined where it is not wanted or the program declares nothing; throws with a reason where what it
   * declares is wrong. Where nothing is said it is wanted if it saves much.
   */
  static of(machine: Machine, start: Int32Array, wanted?: boolean): Symmetry | undefined {
    const { symmetries = [] } = machine.program
    if (symmetries.length === 0 || wanted === false) return undefined
    if (wanted === undefined && orderOf(symmetries) < worthwhile) return undefined
    return new Symmetry(machine, start)
  }

  private constructor(machine: Machine, start: Int32Array) {
    const { symmetries = [] } = machine.program
    this.machine = machine
    this.start = start.slice()
    this.group = groupOf(symmetries)
    this.words = new StateWords(machine)
    this.motions = this.group.elements.map((exchange) =>
      new MotionFinder(machine, start, this.words).find(symmetries, exchange),
    )
    this.checkMotions()
    this.values = new Values(this.group)
    this.lockstep = new Lockstep(machine, this.exchanges())
    this.from = start.slice()
    this.least = start.slice()
    this.candidate = start.slice()
    this.isVarying = new Uint8Array(machine.stateSize)
    this.learnStart()
    // Of all words only these are changed by steps that need not look at them.
    for (const base of machine.laneBase) this.noteVarying(base + laneWord.dirty)
  }

  /** How many exchanges there are, the one that changes nothing included. */
  get order(): number {
    return this.group.elements.length
  }

  get logged(): number {
    return this.varying.length
  }

  /** Begins to look at the steps of a state. */
  enter(state: Int32Array): void {
    this.from.set(state)
    this.lockstep.checkStanding(this.from)
  }

  /** Checks a step of that state. */
  checkStep(lane: LaneId, choice: number): void {
    this.lockstep.checkStep(this.from, lane, choice)
  }

  /** Makes `least` of the state after that step; `last` tells states apart by who ran last. */
  represent(state: Int32Array, lane: LaneId, last: LaneId): void {
    this.carryLocals(state, lane)
    this.exchange = 0
    this.last = last
    this.least.set(state)
    for (let g = 1; g < this.order; g++) {
      const order = this.compare(g, state)
      const other = last < 0 ? last : this.motions[g]!.lanes[last]!
      if (order > 0 || (order === 0 && other >= this.last)) continue
      if (order < 0) for (const word of this.varying) this.least[word] = this.candidate[word]!
      this.exchange = g
      this.last = other
    }
  }

  /** How many states are exchanges of this one. */
  orbitSize(state: Int32Array): number {
    this.least.set(state)
    let same = 1
    for (let g = 1; g < this.order; g++) if (this.compare(g, state) === 0) same++
    return this.order / same
  }

  laneAfter(exchange: number, lane: LaneId): LaneId {
    return this.motions[exchange]!.lanes[lane] ?? lane
  }

  /** First `earlier`, then the way back of `exchange`. */
  undone(earlier: number, exchange: number): number {
    return this.group.product[earlier]![this.group.inverse[exchange]!]!
  }

  /** Lanes before the last exchange, of lanes after it; a bit each. */
  lanesBefore(mask: number): number {
    const { lanes } = this.motions[this.exchange]!
    let before = 0
    for (const [lane, other] of lanes.entries())
      if (((mask >> other) & 1) === 1) before |= 1 << lane
    return before
  }

  failureAfter(exchange: number, failure: Failure): Failure {
    return movedFailure(this.machine, this.motions[exchange]!, failure)
  }

  /** The same for failures that are exchanges of each other. */
  keyOf(failure: Failure): string {
    const keys = this.motions.map((motion) =>
      failureKey(this.machine, movedFailure(this.machine, motion, failure)),
    )
    return keys.reduce((least, key) => (key < least ? key : least))
  }

  /** Compares what the exchange makes of the state with `least`, and writes it down until it differs. */
  private compare(exchange: number, state: Int32Array): number {
    const { words } = this.motions[this.group.inverse[exchange]!]!
    const { candidate, least } = this
    let order = 0
    for (const word of this.varying) {
      const value = this.valueAfter(exchange, state, words[word]!)
      candidate[word] = value
      if (order !== 0 || value === least[word]) continue
      if (value > least[word]!) return 1
      order = -1
    }
    return order
  }

  /** What the exchange makes of the value in a word of the state. */
  private valueAfter(exchange: number, state: Int32Array, word: number): number {
    const value = state[word]!
    if (this.words.roles[word] === wordRole.plain) return value
    const after = this.values.image(this.words.contextOf(state, word), value, exchange)
    if (after === undefined) throw new Error(`${this.nameOf(word)}: unknown value ${value}`)
    return after
  }

  /** Locals that a step leaves alone mean at the lane's new position what they meant before. */
  private carryLocals(state: Int32Array, lane: LaneId): void {
    const { words, values } = this
    const first = this.machine.laneBase[lane]! + laneWord.locals
    const { slots } = this.machine.lanes[lane]!
    for (let word = first; word < first + slots; word++) {
      const value = state[word]!
      if (values.has(words.contextOf(state, word), value)) continue
      const before = words.contextOf(this.from, word)
      const pc = state[this.machine.laneBase[lane]! + laneWord.pc]!
      this.learnWord(
        word,
        this.motions.map(({ words: to }) => words.contextAt(to[word]!, pc)),
        Int32Array.from(this.motions, (_, g) => values.image(before, value, g) ?? value),
      )
    }
  }

  private learnWord(word: number, contexts: readonly number[], values: Int32Array): void {
    if (this.values.learn(contexts, values)) return
    throw new Error(
      `the declared symmetry does not hold: ${values[0]} in ${this.nameOf(word)} would have to mean several things at once`,
    )
  }

  /** Notes what words hold after a step that was taken by all exchanges. */
  private learn(before: readonly Int32Array[], after: readonly Int32Array[]): void {
    const { words, motions } = this
    for (let word = 0; word < this.machine.stateSize; word++) {
      const at = motions.map(({ words: to }) => to[word]!)
      const hasChanged = at.some((each, g) => before[g]![each] !== after[g]![each])
      if (hasChanged) for (const each of at) this.noteVarying(each)
      if (words.roles[word] === wordRole.plain) {
        if (at.some((each, g) => after[g]![each] !== after[0]![word]))
          throw new Error(`the declared symmetry does not hold: ${this.nameOf(word)} differs`)
        continue
      }
      const contexts = at.map((each, g) => words.contextOf(after[g]!, each))
      if (!hasChanged && contexts[0] === words.contextOf(before[0]!, word)) continue
      this.learnWord(
        word,
        contexts,
        Int32Array.from(at, (each, g) => after[g]![each]!),
      )
    }
  }

  private noteVarying(word: number): void {
    if (this.isVarying[word] === 1) return
    this.isVarying[word] = 1
    this.varying.push(word)
    this.log.push(word, 0)
  }

  private learnStart(): void {
    const states = this.motions.map(() => this.start)
    for (let word = 0; word < this.machine.stateSize; word++) {
      const at = this.motions.map(({ words }) => words[word]!)
      if (this.words.roles[word] === wordRole.plain) {
        if (at.some((each) => this.start[each] !== this.start[word]))
          throw new Error(`the first state is not symmetric in ${this.nameOf(word)}`)
        continue
      }
      const contexts = at.map((each, g) => this.words.contextOf(states[g]!, each))
      this.learnWord(
        word,
        contexts,
        Int32Array.from(at, (each) => this.start[each]!),
      )
    }
  }

  /** Two exchanges, one after the other, must be the exchange that they are together. */
  private checkMotions(): void {
    const { motions, group } = this
    for (const [g, row] of group.product.entries()) {
      for (const [h, product] of row.entries()) {
        const [first, then, together] = [motions[h]!, motions[g]!, motions[product]!]
        const wrong = first.words.findIndex((to, word) => then.words[to] !== together.words[word])
        if (wrong >= 0)
          throw new Error(`the declared symmetry cannot be carried out on ${this.nameOf(wrong)}`)
      }
    }
  }

  private exchanges(): Exchanges {
    const { motions, group } = this
    return {
      order: this.order,
      laneOf: (exchange, lane) => this.laneAfter(exchange, lane),
      wordOf: (exchange, word) => motions[exchange]!.words[word] ?? word,
      wordFrom: (exchange, word) => motions[group.inverse[exchange]!]!.words[word] ?? word,
      failureOf: (exchange, failure) => this.failureAfter(exchange, failure),
      put: (exchange, state, to) => {
        const { words } = motions[exchange]!
        for (let word = 0; word < state.length; word++)
          to[words[word]!] = this.valueAfter(exchange, state, word)
      },
      learn: (before, after) => this.learn(before, after),
    }
  }

  /** A variable's name, or the thread that the word belongs to. */
  private nameOf(word: number): string {
    const { memory, laneBase, lanes, statusBase } = this.machine
    if (word < memory.size) return wordName(memory, word)
    if (word < (laneBase[0] ?? 0)) return `the status of ${memory.objects[word - statusBase]?.name}`
    const lane = laneBase.findLastIndex((base) => base <= word)
    return `a local of thread ${lanes[lane]?.letter}`
  }
}
