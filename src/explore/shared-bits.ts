/**
 * Bits for what several lanes look at: two steps that have none in common do not meet. Each thing gets its
 * bit when it first matters; several may share one, so that steps seem to meet that do not.
 */

import type { LaneId } from '../machine/code.ts'

/** What a step does with something. */
export const use = { reads: 0, writes: 1, plainly: 2 } as const

interface Use {
  readonly answer: number
  readonly how: number
}

interface Shared {
  readonly uses: Use[]
  lanes: number
  how: number
  bit: number | undefined
}

export class SharedBits {
  private readonly bits: number
  private readonly needed: number
  private readonly mark: (answer: number, bit: number, how: number) => void
  private readonly all = new Map<number, Shared>()
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
    this.all.clear()
    this.given = 0
  }

  /** The lane's answer uses the thing of that number. */
  note(thing: number, lane: LaneId, use: Use): void {
    const shared = this.all.get(thing) ?? { uses: [], lanes: 0, how: 0, bit: undefined }
    this.all.set(thing, shared)
    shared.uses.push(use)
    shared.lanes |= 1 << lane
    shared.how |= use.how
    const { bit } = shared
    if (bit !== undefined) this.mark(use.answer, bit, use.how)
    else if (this.matters(shared)) this.give(shared)
  }

  private matters({ lanes, how }: Shared): boolean {
    return (lanes & (lanes - 1)) !== 0 && (how & this.needed) === this.needed
  }

  private give(shared: Shared): void {
    const bit = this.given++ % this.bits
    shared.bit = bit
    for (const { answer, how } of shared.uses) this.mark(answer, bit, how)
  }
}
