/** What all claims together came to, in one sentence. */

import type { DecidedClaim } from '../../../src/worker/claims.ts'
import { counted } from '../../../src/util/amounts.ts'
import { totalsOf } from './verdicts.ts'

export function Summary({ claims }: { readonly claims: readonly DecidedClaim[] }) {
  const { checks, open, bySide } = totalsOf(claims)
  return (
    <p className="page-summary claim-summary" aria-live="polite">
      <strong>{counted(claims.length, 'claim')}</strong> in {counted(checks, 'check')}: reviewer
      borne out in <strong>{bySide.reviewer.right}</strong>, contradicted in{' '}
      <strong>{bySide.reviewer.refuted}</strong>; author borne out in{' '}
      <strong>{bySide.author.right}</strong>, contradicted in{' '}
      <strong>{bySide.author.refuted}</strong>;{' '}
      {open === 0 ? 'none is open.' : `${open} still open.`}
    </p>
  )
}
