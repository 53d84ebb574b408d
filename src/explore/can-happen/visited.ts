/** States with a progress each, packed: a set and a queue in one. */

import { packingHints } from '../hints.ts'
import type { Machine } from '../../machine/machine.ts'
import { Packing } from '../packing.ts'
import { scout } from '../scout.ts'
import { StateSet } from '../state-set.ts'

export class Visited {
  private readonly extra: number
  private packing: Packing
  private set: StateSet
  private packed: Int32Array

  /** `extra`: how many numbers a progress has. */
  constructor(machine: Machine, initial: Int32Array, extra: number) {
    this.extra = extra
    this.packing = Packing.of(initial, packingHints(machine), scout(machine, initial))
    this.set = new StateSet(this.packing.words + extra)
    this.packed = new Int32Array(this.packing.words + extra)
  }

  get size(): number {
    return this.set.size
  }

  get bytes(): number {
    return this.set.bytes
  }

  /** The index of the state, negated minus 1 when it is new. */
  add(state: Int32Array, progress: readonly number[]): number {
    while (!this.packing.encode(state, this.packed, 0)) this.widen(state)
    this.packed.set(progress, this.packing.words)
    return this.set.add(this.packed, 0)
  }

  /** Fills the state, which came from `blank`, and returns the progress. */
  load(index: number, state: Int32Array): readonly number[] {
    const at = index * this.set.words
    this.packing.decode(this.set.states, at, state)
    const from = at + this.packing.words
    return [...this.set.states.subarray(from, from + this.extra)]
  }

  blank(): Int32Array {
    return this.packing.blank()
  }

  /** Packs everything anew so that the state fits. */
  private widen(state: Int32Array): void {
    const { packing, set, extra } = this
    this.packing = packing.widened(state)
    const words = this.packing.words + extra
    this.set = new StateSet(words, Math.max(1 << 10, set.size * 2))
    this.packed = new Int32Array(words)
    const old = packing.blank()
    for (let i = 0; i < set.size; i++) {
      const at = i * set.words
      packing.decode(set.states, at, old)
      this.packing.encode(old, this.packed, 0)
      const from = at + packing.words
      this.packed.set(set.states.subarray(from, from + extra), this.packing.words)
      this.set.add(this.packed, 0)
    }
  }
}
