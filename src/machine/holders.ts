/**
 * The ghost word `holders` of a lock: bit 2n says that lane n reads, bit 2n+1 that it writes. Both say
 * that it reads twice over; more often than that cannot be told from twice.
 */

import type { LockMode } from '../ir/stmt.ts'
import type { LaneId } from './code.ts'

/** The word after `lane` took the lock in `mode`, or let it go (`undefined`). */
export function holdersAfter(word: number, lane: LaneId, mode: LockMode | undefined): number {
  const reads = 1 << (2 * lane)
  const cleared = word & ~(3 * reads)
  switch (mode) {
    case 'read':
      return cleared | reads | ((word & reads) << 1)
    case 'write':
      return cleared | (reads << 1)
    case undefined:
      return cleared | (word & (word >> 1) & reads)
  }
}

export function holdsLock(word: number, lane: LaneId): boolean {
  return (word & (3 << (2 * lane))) !== 0
}

export interface Holder {
  readonly lane: LaneId
  readonly mode: LockMode
}

/** In the order of lanes. */
export function holdersIn(word: number, lanes: number): readonly Holder[] {
  const holders: Holder[] = []
  for (let lane = 0; lane < lanes; lane++) {
    const bits = (word >> (2 * lane)) & 3
    if (bits !== 0) holders.push({ lane, mode: bits === 2 ? 'write' : 'read' })
  }
  return holders
}
