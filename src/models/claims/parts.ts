/** Short forms for the data of claims. */

import type { FixDef, QuestionDef, Variant } from '../../ir/program.ts'
import type { Check, FailurePattern, Property, Side } from './claim.ts'

export const afterFree = (object: string): FailurePattern => ({ kind: 'use-after-free', object })
export const doubleFree = (object: string): FailurePattern => ({ kind: 'double-free', object })
export const leakOf = (object: string): FailurePattern => ({ kind: 'leak', object })
export const broken = ({ id }: QuestionDef): FailurePattern => ({ kind: 'property', id })
export const stuck: readonly FailurePattern[] = [
  { kind: 'self-deadlock' },
  { kind: 'deadlock' },
  { kind: 'endless-wait' },
]

export const reachable = (failure: FailurePattern): Property => ({ kind: 'reachable', failure })
export const never = (...failures: readonly FailurePattern[]): Property => ({
  kind: 'never',
  failures,
})
export const nothingBut = (...failures: readonly FailurePattern[]): Property => ({
  kind: 'nothing-but',
  failures,
})

/** v3 with these fixes, on the mutex of 4.1. */
export function fixes(...list: readonly FixDef[]): Variant {
  return { fixes: list.map(({ id }) => id), mutex: 'count' }
}

/** The same variant, with questions asked. */
export function asking(variant: Variant, ...questions: readonly QuestionDef[]): Variant {
  return { ...variant, questions: questions.map(({ id }) => id) }
}

/** A check on the case of the review. */
export function check(
  id: string,
  by: Side,
  variant: Variant,
  property: Property,
  says: string,
): Check {
  return { id, by, says, scenario: 'hmm/device-unregister', variant, property }
}
