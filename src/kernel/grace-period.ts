/**
 * What every domain of grace periods does with its masks: who is a reader, and for which readers each
 * waiter still waits. Except for `endGracePeriod` these are parts of a step of the caller.
 */

import {
  add,
  bitAnd,
  bitOr,
  current,
  eq,
  le,
  READ_ONCE,
  shl,
  sub,
  WRITE_ONCE,
} from '../build/expressions.ts'
import { atomic, If, set, waitUntil, While } from '../build/statements.ts'
import type { HasExpr, IntLike, IntPlace, IntValue } from '../build/value.ts'

export interface GraceDomain extends HasExpr {
  /** Threads that a grace period has to wait for: bit n is thread n. */
  readonly readers: IntPlace
  /** Threads in a grace period. */
  readonly waiters: IntPlace
  /** The readers that each of them still waits for. */
  readonly waits_for: { readonly at: (lane: IntLike) => IntPlace }
}

export function bit(lane: IntLike): IntValue {
  return shl(1, lane)
}

/** `place` without `bits`, of which only some may be set. */
export function clearBits(place: IntPlace, bits: IntLike): void {
  WRITE_ONCE(place, sub(READ_ONCE(place), bitAnd(READ_ONCE(place), bits)))
}

export function setBits(place: IntPlace, bits: IntLike): void {
  WRITE_ONCE(place, bitOr(READ_ONCE(place), bits))
}

/** The running thread is no reader any more: every waiter has one less to wait for. */
export function leaveReaders(domain: GraceDomain, waiter: IntPlace): void {
  clearBits(domain.readers, bit(current()))
  set(waiter, 0)
  While(
    () => le(bit(waiter), READ_ONCE(domain.waiters)),
    () => {
      If(bitAnd(READ_ONCE(domain.waiters), bit(waiter)), () =>
        clearBits(domain.waits_for.at(waiter), bit(current())),
      )
      set(waiter, add(waiter, 1))
    },
  )
}

/** `lane` has to wait for the readers of this moment, which are put into `readers`. */
export function beginGracePeriod(domain: GraceDomain, lane: IntValue, readers: IntPlace): void {
  set(readers, READ_ONCE(domain.readers))
  If(readers, () => {
    WRITE_ONCE(domain.waits_for.at(lane), readers)
    setBits(domain.waiters, bit(lane))
  })
}

/** The step in which the running thread's grace period is over. */
export function endGracePeriod(domain: GraceDomain): void {
  const mine = domain.waits_for.at(current())
  atomic(() => {
    waitUntil(eq(READ_ONCE(mine), 0), { gracePeriodOf: domain, lanes: READ_ONCE(mine) })
    clearBits(domain.waiters, bit(current()))
  })
}
