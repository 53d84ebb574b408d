/**
 * Bits for what several lanes look at: two steps that have none in common do not meet. Each thing gets its
 * bit when it first matters; several may share one, so that steps seem to meet that do not.
 */

import type { LaneId } from '../machine/code.ts'

/** What a step does with something. */
export const use = { reads: 0, writes: 1, plainly: 2 } as const

interface Shared {
  /** Answers, each followed by how it uses the thing. */
  readonly uses: number[]
  lanes: number
  how: number
  bit: number
}

const none = -1

export class SharedBits {
  private readonly bits: number
  private readonly needed: number
  private readonly mark: (answer: number, bit: number, how: number) => void
  private all: (Shared | undefined)[] = []
  private given = 0

  /**
   * `needed`: matters only what is used in all these ways by anybody, as bits of `use`. `mark` is told of
   * each bit of an answer, once it has one.
   */
  constructor(bits: number, needed: number, mark: SharedBits['mark']) {
    this.bits = bits
    this.needed = needed
    this.mark = mark
  }

  clear(): void {
    this.all = []
    this.given = 0
  }

  /** An answer of the lane uses the thing of that number. */
  note(thing: number, lane: LaneId, answer: number, how: number): void {
    const shared = (this.all[thing] ??= { uses: [], lanes: 0, how: 0, bit: none })
    const { uses, bit } = shared
    uses.push(answer, how)
    shared.lanes |= 1 << lane
    shared.how |= how
    if (bit !== none) this.mark(answer, bit, how)
    else if (this.matters(shared)) this.give(shared)
  }

  private matters({ lanes, how }: Shared): boolean {
    return (lanes & (lanes - 1)) !== 0 && (how & this.needed) === this.needed
  }

  private give(shared: Shared): void {
    const { uses } = shared
    const bit = this.given++ % this.bits
    shared.bit = bit
    for (let i = 0; i < uses.length; i += 2) this.mark(uses[i]!, bit, uses[i + 1]!)
  }
}
