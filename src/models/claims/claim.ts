/**
 * Statements of a mail thread as data. What a statement implies is a property of some program, which a
 * search decides: whether it is right is nowhere written down.
 */

import type { Variant } from '../../ir/program.ts'

export type Side = 'reviewer' | 'author'

/** What can go wrong; `object` is an object's name without number and lane: `mirror` for `mirror2.A`. */
export type FailurePattern =
  | { readonly kind: 'use-after-free'; readonly object: string }
  | { readonly kind: 'double-free'; readonly object: string }
  | { readonly kind: 'leak'; readonly object: string }
  | { readonly kind: 'invalid-pointer' }
  | { readonly kind: 'self-deadlock' }
  | { readonly kind: 'deadlock' }
  | { readonly kind: 'endless-wait' }
  | { readonly kind: 'data-race' }
  /** A failed check of the kernel's own: `BUG_ON`, `WARN_ON`, `refcount` or `lock`. */
  | { readonly kind: 'assert' }
  /** A question's property does not hold; the variant has to ask it. */
  | { readonly kind: 'property'; readonly id: string }

export type Property =
  /** Some run fails like this: shown by that run. */
  | { readonly kind: 'reachable'; readonly failure: FailurePattern }
  /** No run fails like any of these: shown by a search that is exhausted. */
  | { readonly kind: 'never'; readonly failures: readonly FailurePattern[] }
  /** No run fails in any other way than these; with none: nothing goes wrong at all. */
  | { readonly kind: 'nothing-but'; readonly failures: readonly FailurePattern[] }
  /**
   * Every run leaks the object in which it is allocated at all: the leak is reachable, and the
   * question `witness`, whose property says that the object never goes, holds.
   */
  | { readonly kind: 'always-leaks'; readonly object: string; readonly witness: string }

export interface Check {
  /** Unique within its claim. */
  readonly id: string
  /** Whose statement is right when the property holds, and wrong when it does not. */
  readonly by: Side
  /** What is shown when the property holds. */
  readonly says: string
  readonly scenario: string
  readonly variant: Variant
  readonly property: Property
}

/** What one side said, in our words. */
export interface Statement {
  /** `2015-06-08` */
  readonly date: string
  readonly text: string
}

export interface Claim {
  /** `F4c`; stable. */
  readonly id: string
  readonly title: string
  /** The side that made the statement that the claim is named after. */
  readonly by: Side
  readonly sides: Readonly<Partial<Record<Side, Statement>>>
  readonly checks: readonly Check[]
}

/** A question on the interface: what a caller may do once a function has returned. */
export interface GuaranteeRow {
  readonly id: string
  readonly fn: string
  /** What it returned, where that matters: `0`, `-EBUSY`. */
  readonly returned: string | undefined
  /** Completes "the caller may …". */
  readonly may: string
  readonly scenario: string
  readonly questions: readonly string[]
  /** He may when no run fails like this. */
  readonly unless: readonly FailurePattern[]
}

export interface GuaranteeColumn {
  readonly id: string
  readonly title: string
  readonly variant: Variant
}
