/** Pairs of next steps of which is known whether they race: the compiled search comes back with others only. */

import { pairSlotOf } from './wasm/pairs.ts'
import { type LoopMemory, pairPlaces } from './wasm/loop-memory.ts'

export class LookedAtPairs {
  private readonly loop: LoopMemory
  private readonly view: () => Int32Array
  private count = 0

  constructor(loop: LoopMemory, view: () => Int32Array) {
    this.loop = loop
    this.view = view
  }

  /** By the addresses of their answers. */
  add(one: number, other: number): void {
    // Forgotten pairs come back, and are told to have been told.
    if (2 * this.count >= pairPlaces) this.clear()
    const view = this.view()
    let slot = pairSlotOf(one, other)
    for (; ; slot = (slot + 1) & (pairPlaces - 1)) {
      const at = this.loop.pairs / 4 + 2 * slot
      if (view[at] === one && view[at + 1] === other) return
      if (view[at] !== 0) continue
      view[at] = one
      view[at + 1] = other
      this.count++
      return
    }
  }

  clear(): void {
    this.count = 0
    this.view().fill(0, this.loop.pairs / 4, this.loop.pairs / 4 + 2 * pairPlaces)
  }
}
