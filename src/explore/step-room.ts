/** The part of a compiled search's memory in which it keeps what was learned of steps. */

import type { SearchMemory } from './search-memory.ts'
import type { LoopMemory } from './wasm/loop-memory.ts'

export class StepRoom {
  private readonly memory: SearchMemory
  private used = 0

  constructor(memory: SearchMemory) {
    this.memory = memory
  }

  get loop(): LoopMemory {
    return this.memory.loop
  }

  /** The whole memory, as it is now. */
  get view(): Int32Array {
    return this.memory.words
  }

  /** Words of a state that an answer has room for. */
  get answerWords(): number {
    return this.memory.answerWords
  }

  /** The address of the first byte that is free. */
  get end(): number {
    return this.loop.end + this.used
  }

  clear(): void {
    this.used = 0
  }

  /** The address of so many bytes. Throws `OutOfRoom`. */
  take(bytes: number): number {
    if (this.used + bytes > this.memory.stepRoom) throw new OutOfRoom()
    const at = this.end
    this.used += bytes
    return at
  }
}

class OutOfRoom extends Error {}

/** False when there is not enough room: what was begun is then to be forgotten. */
export function inRoom(work: () => void): boolean {
  try {
    work()
    return true
  } catch (error) {
    if (error instanceof OutOfRoom) return false
    throw error
  }
}
