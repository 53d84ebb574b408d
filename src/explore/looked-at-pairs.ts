/** Pairs of next steps of which is known whether they race: the compiled search comes back with others only. */

import type { SearchMemory } from './search-memory.ts'
import { pairSlotOf } from './wasm/pairs.ts'
import { pairPlaces } from './wasm/loop-memory.ts'

export class LookedAtPairs {
  private readonly memory: SearchMemory
  private count = 0

  constructor(memory: SearchMemory) {
    this.memory = memory
  }

  /** By the addresses of their answers. */
  add(one: number, other: number): void {
    // Forgotten pairs come back, and are told to have been told.
    if (2 * this.count >= pairPlaces) this.clear()
    const { words: view, loop } = this.memory
    let slot = pairSlotOf(one, other)
    for (; ; slot = (slot + 1) & (pairPlaces - 1)) {
      const at = loop.pairs / 4 + 2 * slot
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
    const { words, loop } = this.memory
    words.fill(0, loop.pairs / 4, loop.pairs / 4 + 2 * pairPlaces)
  }
}
