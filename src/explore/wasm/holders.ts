/** The ghost word `holders` of a lock, as `holdersAfter` computes it. */

import type { LockMode } from '../../ir/stmt.ts'
import type { LaneId } from '../../machine/code.ts'
import { type Code, concat, constant, op } from './assembler.ts'

/** After `lane` took the lock; `word` puts the word on the stack. */
export function holdersTaken(word: Code, lane: LaneId, mode: LockMode): Code {
  const reads = 1 << (2 * lane)
  const others = concat([word, constant(~(3 * reads)), op.and])
  if (mode === 'write') return concat([others, constant(reads << 1), op.or])
  const again = concat([word, constant(reads), op.and, constant(1), op.shl])
  return concat([others, constant(reads), op.or, again, op.or])
}

/** After `lane` let it go: one that read twice over still reads. */
export function holdersLeft(word: Code, lane: LaneId): Code {
  const reads = 1 << (2 * lane)
  const others = concat([word, constant(~(3 * reads)), op.and])
  const still = concat([word, word, constant(1), op.shr, op.and, constant(reads), op.and])
  return concat([others, still, op.or])
}
