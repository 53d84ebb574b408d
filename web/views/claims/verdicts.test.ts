import { describe, expect, it } from 'vitest'
import type { Side } from '../../../src/models/claims/claim.ts'
import type { DecidedClaim } from '../../../src/worker/claims.ts'
import { dateText } from './dates.ts'
import { claimVerdict, mentions, passes, sideVerdict, totalsOf } from './verdicts.ts'

/** `decided([['author', true], ['reviewer', undefined]])` */
function decided(checks: readonly (readonly [Side, boolean | undefined])[]): DecidedClaim {
  return {
    claim: {
      id: 'F4c',
      title: 'synchronize_rcu makes it unlikely',
      by: 'author',
      sides: { author: { date: '2015-06-11', text: 'The window is small.' } },
      checks: [],
    },
    decisions: checks.map(([by, holds], index) => ({
      check: {
        id: String(index),
        by,
        says: 'It happens no more',
        scenario: 'hmm/leak',
        variant: { fixes: ['synchronize-rcu'], mutex: 'debug' },
        property: { kind: 'never', failures: [] },
      },
      holds,
      shown: [],
    })),
  }
}

describe('the verdict on a side', () => {
  it.each([
    ['right', [true, true]],
    ['wrong', [false]],
    ['partly', [true, false]],
    ['open', [true, undefined]],
    ['open', [false, undefined]],
    ['unchecked', []],
  ] as const)('%s for %j', (verdict, holds) => {
    const claim = decided(holds.map((each) => ['author', each] as const))
    expect(sideVerdict(claim, 'author')).toBe(verdict)
  })
})

describe('whom the search bears out', () => {
  it.each([
    [
      'reviewer right',
      [
        ['author', false],
        ['reviewer', true],
      ],
    ],
    [
      'reviewer right',
      [
        ['author', false],
        ['author', true],
        ['reviewer', true],
      ],
    ],
    [
      'both right',
      [
        ['author', true],
        ['reviewer', true],
      ],
    ],
    [
      'author right in part',
      [
        ['author', true],
        ['author', false],
      ],
    ],
    [
      'both right in part',
      [
        ['author', true],
        ['author', false],
        ['reviewer', false],
        ['reviewer', true],
      ],
    ],
    ['author wrong', [['author', false]]],
    [
      'open',
      [
        ['author', true],
        ['reviewer', undefined],
      ],
    ],
  ] as const)('%s', (text, checks) => {
    expect(claimVerdict(decided(checks)).text).toBe(text)
  })
})

describe('claims are listed', () => {
  const partly = decided([
    ['author', true],
    ['author', false],
    ['reviewer', true],
  ])
  const open = decided([['reviewer', undefined]])

  it('by verdict: one refuted check is enough to be contradicted', () => {
    const passed = (claim: DecidedClaim) =>
      (['all', 'author-wrong', 'reviewer-wrong', 'open'] as const).filter((filter) =>
        passes(claim, filter),
      )
    expect(passed(partly)).toEqual(['all', 'author-wrong'])
    expect(passed(open)).toEqual(['all', 'open'])
  })

  it('by words, each of which has to be there', () => {
    for (const query of ['', 'f4c', 'WINDOW small', 'synchronize-rcu debug', 'leak happens']) {
      expect(mentions(partly, query), query).toBe(true)
    }
    for (const query of ['f4d', 'window large', 'owner']) {
      expect(mentions(partly, query), query).toBe(false)
    }
  })

  it('and counted', () => {
    expect(totalsOf([partly, open])).toEqual({
      claims: 2,
      checks: 4,
      open: 1,
      bySide: { reviewer: { right: 1, refuted: 0 }, author: { right: 0, refuted: 1 } },
    })
  })
})

it('dates are written out, and left alone when they are none', () => {
  expect(dateText('2015-06-08')).toBe('8 Jun 2015')
  expect(dateText('June')).toBe('June')
  expect(dateText('2015-13-08')).toBe('2015-13-08')
})
