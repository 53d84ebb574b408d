/**
 * States found so far, packed, each with the same number of numbers behind it: a set, and a list in order of
 * discovery. A state that does not fit makes room for itself.
 */

import type { Machine } from '../machine/machine.ts'
import { packingHints } from './hints.ts'
import { Packing, type Range } from './packing.ts'
import type { LearnedExpander } from './learned/learned-expander.ts'
import { scout } from './scout.ts'
import { StateSet } from './state-set.ts'

/** What a step has made of a state: `log` has `logged` pairs of a changed word and its old value. */
export interface Changed {
  readonly state: Int32Array
  readonly log: ArrayLike<number>
  readonly logged: number
}

export class PackedStates {
  private readonly extra: number
  private packing: Packing
  private set: StateSet
  /** The state that is added or looked for, and the one that steps are taken from. */
  private packed: Int32Array
  private parent: Int32Array
  private parentAt = 0

  /** `extra`: how many numbers belong to a state; `expander` will take steps of them. */
  constructor(machine: Machine, initial: Int32Array, extra: number, expander?: LearnedExpander) {
    this.extra = extra
    this.packing = Packing.of(initial, packingHints(machine), scout(machine, initial, expander))
    this.set = new StateSet(this.packing.words + extra)
    this.packed = new Int32Array(this.set.words)
    this.parent = new Int32Array(this.set.words)
  }

  get size(): number {
    return this.set.size
  }

  get bytes(): number {
    return this.set.bytes
  }

  /** Words of the state that changed so far, each with a range that holds all that it held. */
  get ranges(): ReadonlyMap<number, Range> {
    return this.packing.capacities()
  }

  /** A state to load into. */
  blank(): Int32Array {
    return this.packing.blank()
  }

  /** The index of the state, negated minus 1 when it is new. */
  add(state: Int32Array, numbers: readonly number[]): number {
    while (!this.packing.encode(state, this.packed, 0)) this.widen(state)
    this.packed.set(numbers, this.packing.words)
    return this.set.add(this.packed, 0)
  }

  /** Fills the state, which came from `blank`. */
  load(index: number, state: Int32Array): void {
    this.packing.decode(this.set.states, index * this.set.words, state)
  }

  numberOf(index: number, which: number): number {
    return this.set.states[index * this.set.words + this.packing.words + which]!
  }

  numbersOf(index: number): readonly number[] {
    return Array.from({ length: this.extra }, (_, which) => this.numberOf(index, which))
  }

  /** Fills the state, from which steps are taken now: those are packed by what they change. */
  enter(index: number, state: Int32Array): void {
    this.parentAt = index
    this.copyParent()
    this.packing.decode(this.parent, 0, state)
  }

  /** Like `add`, of a state after a step. */
  addChanged(changed: Changed, numbers: readonly number[]): number {
    while (!this.pack(changed, numbers)) {
      this.widen(changed.state)
      this.copyParent()
    }
    return this.set.add(this.packed, 0)
  }

  /** The index of a state after a step, -1 when it was not found. */
  findChanged(changed: Changed, numbers: readonly number[]): number {
    return this.pack(changed, numbers) ? this.set.find(this.packed, 0) : -1
  }

  /** False when it does not fit. */
  private pack({ state, log, logged }: Changed, numbers: readonly number[]): boolean {
    const { packed, parent, packing } = this
    const { words } = packing
    for (let i = 0; i < words; i++) packed[i] = parent[i]!
    for (let i = 0; i < numbers.length; i++) packed[words + i] = numbers[i]!
    return packing.update(state, log, logged, packed)
  }

  private copyParent(): void {
    const { parent, parentAt } = this
    const { states, words } = this.set
    const at = parentAt * words
    for (let i = 0; i < words; i++) parent[i] = states[at + i]!
  }

  /** Packs everything anew so that the state fits. */
  private widen(state: Int32Array): void {
    const { packing, set, extra } = this
    this.packing = packing.widened(state)
    const words = this.packing.words + extra
    this.set = new StateSet(words, Math.max(1 << 10, set.size * 2))
    this.packed = new Int32Array(words)
    this.parent = new Int32Array(words)
    const old = packing.blank()
    for (let i = 0; i < set.size; i++) {
      const at = i * set.words
      this.packing.repack(packing, set.states, at, old, this.packed)
      const from = at + packing.words
      this.packed.set(set.states.subarray(from, from + extra), this.packing.words)
      this.set.add(this.packed, 0)
    }
  }
}
