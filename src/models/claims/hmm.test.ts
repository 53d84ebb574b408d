import { describe, expect, it } from 'vitest'
import { holds, scenarioOf, searched } from '../../testing/claims.ts'
import { play } from '../../testing/play.ts'
import type { Check, Property, Side } from './claim.ts'
import { hmmClaims } from './hmm.ts'

/**
 * What a reading of the thread and of the code says about each claim; where the search disagrees, the
 * model or the reading is wrong, and docs/claims.md says which. `+` the check holds, `-` it does not.
 */
const expected: Readonly<Record<string, string>> = {
  F1: 'v3+ fixed+ fixed-passed+',
  F2: 'unref-in-kill+ unref-in-destroy+',
  F2a: 'no-use-after-free+ null+ leak+',
  F3: 'hmm-alone+ hmm-concurrent+ mm-alone+ mm-concurrent+',
  F3a: 'alone+ concurrent+ register+',
  F3b: 'alone+ concurrent+ register+',
  F4: 'mail+ fork+ passed+ unload+',
  F4a: 'fork- two-threads+',
  F4b: 'once+ no-race- device+',
  F4c: 'preemptible+ unlikely- non-preemptible+',
  F4d: 'debug+',
  F5: 'waits+',
  F6: 'after+ inside+ after-all+',
  F7: 'device+ all+ inside+',
  F7a: 'fixed+ v3+',
  F7b: 'preempted+ owner+ ideal+',
  F7c: 'fixed+ v3+',
  F9: 'called+ returned-hmm+ returned-mm-',
  F10: 'rework- v3+',
  R2: 'all+ mirror+ callbacks+ dead-mm+ dead-mm-passed- dead-mm-under-rwsem+',
  R2a: 'spinlock-device+ spinlock-mirror- wait-device+ wait-mirror+',
  R2b: 'device+ mirror- wait-device-',
  R2c: 'v3+ slip-',
}

const sides: readonly Side[] = ['reviewer', 'author']
const checks = hmmClaims.flatMap((claim) => claim.checks.map((check) => ({ claim, check })))

describe('what the search says about the claims', () => {
  it.each(hmmClaims)('$id: $title', ({ id, checks: own }) => {
    const found = own.map((check) => {
      const isRight = holds(check.property, searched(check.scenario, check.variant))
      return `${check.id}${isRight ? '+' : '-'}`
    })
    expect(found.join(' ')).toBe(expected[id])
  })
})

describe('the claims', () => {
  it('have unique ids, and so have the checks of each', () => {
    for (const list of [hmmClaims, ...hmmClaims.map((claim) => claim.checks)]) {
      expect(new Set(list.map(({ id }) => id)).size).toBe(list.length)
    }
  })

  it('are each made by somebody whose statement is there', () => {
    for (const { id, by, sides: said } of hmmClaims) {
      expect(said[by], id).toBeDefined()
      for (const side of sides) {
        const statement = said[side]
        if (statement !== undefined) expect(statement.date).toMatch(/^2015-0[67]-\d\d$/)
      }
    }
  })

  it('name scenarios, fixes and questions that exist there', () => {
    for (const { claim, check } of checks) {
      const { fixes, questions = [] } = scenarioOf(check.scenario)
      const where = `${claim.id} ${check.id}`
      expect(
        fixes.map(({ id }) => id),
        where,
      ).toEqual(expect.arrayContaining([...check.variant.fixes]))
      expect(
        questions.map(({ id }) => id),
        where,
      ).toEqual(expect.arrayContaining([...(check.variant.questions ?? [])]))
    }
  })

  it('ask the questions whose properties they are about, and no others', () => {
    for (const { claim, check } of checks) {
      const asked = check.variant.questions ?? []
      const isAbout = propertiesOf(check.property)
      for (const id of isAbout) expect(asked, `${claim.id} ${check.id}`).toContain(id)
    }
  })

  it('combine no fixes that contradict each other, and leave none without what it needs', () => {
    for (const { check } of checks) expect(contradictions(check)).toEqual([])
  })
})

function propertiesOf(property: Property): readonly string[] {
  switch (property.kind) {
    case 'reachable':
      return property.failure.kind === 'property' ? [property.failure.id] : []
    case 'never':
    case 'nothing-but':
      return property.failures.flatMap((each) => (each.kind === 'property' ? [each.id] : []))
    case 'always-leaks':
      return [property.witness]
  }
}

function contradictions({ scenario, variant }: Check): readonly string[] {
  const chosen = scenarioOf(scenario).fixes.filter(({ id }) => variant.fixes.includes(id))
  return chosen.flatMap(({ id, excludes = [], needs }) => {
    const isLost = needs !== undefined && !needs.some((each) => variant.fixes.includes(each))
    const against = excludes.filter((each) => variant.fixes.includes(each))
    return [
      ...against.map((each) => `${id} excludes ${each}`),
      ...(isLost ? [`${id} is lost`] : []),
    ]
  })
}

describe('a run that shows a claim', () => {
  it('is the same with and without its question: only the report is new', () => {
    const { scenario, variant } = hmmClaims
      .flatMap((claim) => (claim.id === 'F7a' ? claim.checks : []))
      .find(({ id }) => id === 'v3') ?? { scenario: '', variant: undefined }
    if (variant === undefined) throw new Error('F7a has no check of v3')
    const schedule = 'b10a6b5'
    const asked = play(searched(scenario, variant).machine, schedule)
    const plain = play(searched(scenario, { ...variant, questions: [] }).machine, schedule)
    expect(asked.lines).toEqual(plain.lines)
    expect(plain.faults).toEqual([])
    expect(asked.faults).toHaveLength(1)
    expect(asked.faults[0]).toMatch(/^21 B: property: no callback for a mirror/)
  })
})
