/**
 * One executed step with everything that the reduction needs to know about it. Two steps are dependent
 * if they are of one lane, if one starts the other's lane, or if they touch the same word and at least
 * one of them writes it. Footprints are those of the executed step: a compare-and-swap that failed is
 * a read.
 */

import type { CodeExpr, LaneId, Pc } from '../../machine/code.ts'
import type { FaultAt } from '../expander.ts'

/** Why a lane may have to wait before its next step. */
export type Wait =
  | { readonly kind: 'await'; readonly cond: CodeExpr }
  /** Until one of the words that a spin loop looked at has changed: address, value, and so on. */
  | { readonly kind: 'spin'; readonly round: readonly number[] }

export interface Event {
  readonly lane: LaneId
  readonly choice: number
  readonly pc: Pc
  /** Alternatives of the step, 1 when there is nothing to choose. */
  readonly options: number
  /** The step touches the same words wherever it comes after its lane's steps before. */
  readonly isFixed: boolean
  /** State words read and not written, and words written. A freed object's status is a word, too. */
  readonly reads: readonly number[]
  readonly writes: readonly number[]
  /** One bit per word modulo 32: disjoint masks prove that steps are independent. */
  readonly readMask: number
  readonly writeMask: number
  /** Changed words: index, old value, new value, and so on. */
  readonly changes: readonly number[]
  /** Words in which lanes have bits of their own, and the bits that the step turned over. */
  readonly flips: readonly number[]
  /** Lanes that the step starts, a bit each. */
  readonly spawned: number
  readonly faults: readonly FaultAt[]
  /** Lanes that a fault of this step ends, a bit each. */
  readonly ended: number
  readonly wait: Wait | undefined
  /** What the lane's spin loop has looked at, before and after the step. */
  readonly roundBefore: readonly number[]
  readonly roundAfter: readonly number[]
}

export function isDependent(a: Event, b: Event): boolean {
  if (a.lane === b.lane) return true
  if (((a.spawned >> b.lane) & 1) === 1 || ((b.spawned >> a.lane) & 1) === 1) return true
  if (((a.writeMask & (b.readMask | b.writeMask)) | (a.readMask & b.writeMask)) === 0) return false
  return meets(a.writes, b.writes) || meets(a.writes, b.reads) || meets(a.reads, b.writes)
}

export function meets(left: readonly number[], right: readonly number[]): boolean {
  for (let i = 0; i < left.length; i++) if (right.includes(left[i]!)) return true
  return false
}

export function maskOf(words: readonly number[]): number {
  let mask = 0
  for (let i = 0; i < words.length; i++) mask |= 1 << (words[i]! & 31)
  return mask
}

/**
 * Whether some continuation of `sequence` is equivalent to one that begins with `event`, which is
 * enabled where the sequence begins: it comes first in the sequence, or is independent of all of it.
 */
export function isWeakInitial(event: Event, sequence: readonly Event[]): boolean {
  for (let i = 0; i < sequence.length; i++) {
    const other = sequence[i]!
    if (other.lane === event.lane) return other.choice === event.choice
    if (isDependent(other, event)) return false
  }
  return true
}

export function isAmong(events: readonly Event[], lane: LaneId, choice: number): boolean {
  return events.some((event) => event.lane === lane && event.choice === choice)
}
