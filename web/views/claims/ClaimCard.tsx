/** One claim: what each side said and when, and what the search says about it. */

import { useId } from 'react'
import type { Side } from '../../../src/models/claims/claim.ts'
import type { DecidedClaim, Decision } from '../../../src/worker/claims.ts'
import { Evidence } from '../parts/Evidence.tsx'
import { Mark, type Tone } from '../parts/Mark.tsx'
import { programText } from '../parts/programs.ts'
import { dateText } from './dates.ts'
import { checksOf, claimVerdict, type SideVerdict, sides, sideVerdict } from './verdicts.ts'

export interface ClaimCardProps {
  readonly decided: DecidedClaim
  /** Nothing more will be decided. */
  readonly isOver: boolean
}

export function ClaimCard({ decided, isOver }: ClaimCardProps) {
  const titleId = useId()
  const { claim } = decided
  const { tone, text } = claimVerdict(decided)
  return (
    <li>
      <article className="claim" aria-labelledby={titleId}>
        <div className="claim-head">
          <span className="claim-id">{claim.id}</span>
          <h3 id={titleId}>{claim.title}</h3>
          <span className={`claim-verdict claim-${tone}`}>
            <Mark tone={tone} /> {text}
          </span>
        </div>
        <div className="claim-sides">
          {sides.map((side) => (
            <SideColumn key={side} side={side} decided={decided} isOver={isOver} />
          ))}
        </div>
      </article>
    </li>
  )
}

const sideNames: Readonly<Record<Side, string>> = { reviewer: 'Reviewer', author: 'Author' }

const verdictNames: Readonly<Record<SideVerdict, string>> = {
  right: 'right',
  partly: 'right in part',
  wrong: 'wrong',
  open: 'open',
  unchecked: '',
}

interface SideColumnProps extends ClaimCardProps {
  readonly side: Side
}

function SideColumn({ side, decided, isOver }: SideColumnProps) {
  const said = decided.claim.sides[side]
  const checks = checksOf(decided, side)
  const verdict = sideVerdict(decided, side)
  if (said === undefined && checks.length === 0) {
    return (
      <div className="side side-silent">
        <p>{sideNames[side]}: no answer</p>
      </div>
    )
  }
  return (
    <section className="side" aria-label={sideNames[side]}>
      <p className="side-head">
        <strong>{sideNames[side]}</strong>
        {said !== undefined && <time dateTime={said.date}>{dateText(said.date)}</time>}
        {verdict !== 'unchecked' && (
          <span className={`side-verdict claim-${verdict}`}>
            <Mark tone={verdict} /> {verdictNames[verdict]}
          </span>
        )}
      </p>
      {said !== undefined && <p className="side-text">{said.text}</p>}
      {checks.length > 0 && (
        <ul className="checks">
          {checks.map((decision) => (
            <CheckLine key={decision.check.id} decision={decision} isOver={isOver} />
          ))}
        </ul>
      )}
    </section>
  )
}

interface CheckLineProps {
  readonly decision: Decision
  readonly isOver: boolean
}

function CheckLine({ decision, isOver }: CheckLineProps) {
  const { check, holds, shown } = decision
  const { scenario, variant, says } = check
  const isPending = holds === undefined && shown.length === 0
  return (
    <li className="check">
      <Mark tone={toneOf(holds)} word={wordOf(holds)} />
      <div className="check-body">
        <div className="check-says">
          <p className={holds === false ? 'check-refuted' : undefined}>{says}</p>
          <p className="check-program">{programText(scenario, variant)}</p>
        </div>
        <div className="check-shown">
          {isPending && (
            <span className="check-pending">{isOver ? 'not searched' : 'searching …'}</span>
          )}
          {shown.map((each) => (
            <Evidence key={each.kind} scenario={scenario} variant={variant} shown={each} />
          ))}
        </div>
      </div>
    </li>
  )
}

function toneOf(holds: boolean | undefined): Tone {
  if (holds === undefined) return 'open'
  return holds ? 'right' : 'wrong'
}

function wordOf(holds: boolean | undefined): string {
  if (holds === undefined) return 'Not decided:'
  return holds ? 'Holds:' : 'Does not hold:'
}
