import { describe, expect, it } from 'vitest'
import { hmmClaims } from '../models/claims/hmm.ts'
import { answer } from './answer.ts'
import { ClaimsTask, type DecidedClaim } from './claims.ts'

function decided(...ids: readonly string[]): readonly DecidedClaim[] {
  const task = new ClaimsTask(
    hmmClaims.filter(({ id }) => ids.includes(id)),
    () => 0,
  )
  while (!task.advance(0));
  return task.result()
}

function summary(claims: readonly DecidedClaim[]): readonly string[] {
  return claims.flatMap(({ claim, decisions }) =>
    decisions.map(
      ({ check, holds, shown }) =>
        `${claim.id} ${check.id}: ${holds} by ${shown.map(({ kind }) => kind).join(', ')}`,
    ),
  )
}

describe('the claims of the thread', () => {
  it('are decided by runs and by exhausted searches', () => {
    expect(summary(decided('F3', 'F4c', 'F4d'))).toEqual([
      'F3 hmm-alone: true by run, exhausted',
      'F3 hmm-concurrent: true by run, exhausted',
      'F3 mm-alone: true by run, exhausted',
      'F3 mm-concurrent: true by run, exhausted',
      'F4c preemptible: true by run',
      'F4c unlikely: false by run',
      'F4c non-preemptible: true by exhausted',
      'F4d debug: true by exhausted',
    ])
  })

  it('come with runs that replay', () => {
    for (const { decisions } of decided('F4c')) {
      for (const { check, shown } of decisions) {
        for (const each of shown) {
          if (each.kind !== 'run') continue
          const { scenario, variant } = check
          const opened = answer({ kind: 'run', scenario, variant, schedule: each.schedule })
          expect(opened).toMatchObject({ kind: 'opened', opened: { report: { kind: 'whole' } } })
        }
      }
    }
  })

  it('come out the same every time', () => {
    expect(summary(decided('F2', 'F7'))).toEqual(summary(decided('F2', 'F7')))
  })
})
