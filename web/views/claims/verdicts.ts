/** What the decided checks say about the two sides of a claim. Nothing of it is written down anywhere. */

import type { Side } from '../../../src/models/claims/claim.ts'
import type { DecidedClaim, Decision } from '../../../src/worker/claims.ts'

export type SideVerdict =
  /** Nothing that it said is checked. */
  | 'unchecked'
  /** A check is still to be decided, or could not be. */
  | 'open'
  | 'right'
  | 'partly'
  | 'wrong'

export const sides: readonly Side[] = ['reviewer', 'author']

export function checksOf({ decisions }: DecidedClaim, side: Side): readonly Decision[] {
  return decisions.filter(({ check }) => check.by === side)
}

export function sideVerdict(claim: DecidedClaim, side: Side): SideVerdict {
  const checks = checksOf(claim, side)
  if (checks.length === 0) return 'unchecked'
  if (checks.some(({ holds }) => holds === undefined)) return 'open'
  const right = checks.filter(({ holds }) => holds === true).length
  if (right === checks.length) return 'right'
  return right === 0 ? 'wrong' : 'partly'
}

export interface ClaimVerdict {
  readonly tone: 'right' | 'partly' | 'wrong' | 'open'
  /** `reviewer right`, `both right`, `author right in part`, `open` */
  readonly text: string
}

/** Whom the search bears out: the side that is right, else what is left of them. */
export function claimVerdict(claim: DecidedClaim): ClaimVerdict {
  const found = sides.map((side) => ({ side, verdict: sideVerdict(claim, side) }))
  if (found.some(({ verdict }) => verdict === 'open')) return { tone: 'open', text: 'open' }
  const having = (verdict: SideVerdict): readonly Side[] =>
    found.flatMap((each) => (each.verdict === verdict ? [each.side] : []))
  const right = having('right')
  if (right.length > 0) return { tone: 'right', text: `${whose(right)} right` }
  const partly = having('partly')
  if (partly.length > 0) return { tone: 'partly', text: `${whose(partly)} right in part` }
  return { tone: 'wrong', text: `${whose(having('wrong'))} wrong` }
}

function whose(found: readonly Side[]): string {
  return found.length === 2 ? 'both' : found.join()
}

export const claimFilters = ['all', 'author-wrong', 'reviewer-wrong', 'open'] as const
export type ClaimFilter = (typeof claimFilters)[number]

/** `author-wrong`: something that the author said does not hold. */
export function passes(claim: DecidedClaim, filter: ClaimFilter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'author-wrong':
      return checksOf(claim, 'author').some(({ holds }) => holds === false)
    case 'reviewer-wrong':
      return checksOf(claim, 'reviewer').some(({ holds }) => holds === false)
    case 'open':
      return claim.decisions.some(({ holds }) => holds === undefined)
  }
}

/** Every word of the query stands somewhere in what the card of the claim says. */
export function mentions({ claim, decisions }: DecidedClaim, query: string): boolean {
  const text = [
    claim.id,
    claim.title,
    ...sides.map((side) => claim.sides[side]?.text ?? ''),
    ...decisions.flatMap(({ check }) => [
      check.says,
      check.scenario,
      check.variant.mutex,
      ...check.variant.fixes,
      ...(check.variant.questions ?? []),
    ]),
  ]
    .join(' ')
    .toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

export interface ClaimTotals {
  readonly claims: number
  readonly checks: number
  readonly open: number
  /** Claims in which everything that the side said is borne out, and in which something is refuted. */
  readonly bySide: Readonly<Record<Side, { readonly right: number; readonly refuted: number }>>
}

export function totalsOf(claims: readonly DecidedClaim[]): ClaimTotals {
  const ofSide = (side: Side): { readonly right: number; readonly refuted: number } => ({
    right: claims.filter((claim) => sideVerdict(claim, side) === 'right').length,
    refuted: claims.filter((claim) => passes(claim, `${side}-wrong`)).length,
  })
  return {
    claims: claims.length,
    checks: claims.reduce((sum, { decisions }) => sum + decisions.length, 0),
    open: claims.filter((claim) => passes(claim, 'open')).length,
    bySide: { reviewer: ofSide('reviewer'), author: ofSide('author') },
  }
}
