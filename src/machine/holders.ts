/** The ghost word `holders` of a lock: bit 2n says that lane n reads, bit 2n+1 that it writes. */

import type { LockMode } from '../ir/stmt.ts'
import type { LaneId } from './code.ts'

/** The word after `lane` took the lock in `mode`, or let it go (`undefined`). */
export function holdersAfter(word: number, lane: LaneId, mode: LockMode | undefined): number {
  const cleared = word & ~(3 << (2 * lane))
  if (mode === undefined) return cleared
  return cleared | ((mode === 'read' ? 1 : 2) << (2 * lane))
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
    if (bits !== 0) holders.push({ lane, mode: bits === 1 ? 'read' : 'write' })
  }
  return holders
}
