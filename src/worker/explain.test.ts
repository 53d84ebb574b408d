import { describe, expect, it } from 'vitest'
import { deviceUnregister } from '../models/hmm/scenarios/device-unregister.ts'
import { answer } from './answer.ts'
import type { Answer, RequestBody, RunSpec } from './protocol.ts'

const mail: RunSpec = {
  scenario: deviceUnregister.id,
  variant: { fixes: [], mutex: 'count' },
  schedule: deviceUnregister.runs[0]?.schedule ?? '',
}

function tidied(schedule: string): Extract<Answer, { readonly kind: 'tidied' }> {
  const said = answer({ kind: 'tidy', spec: { ...mail, schedule } })
  if (said.kind !== 'tidied') throw new Error(JSON.stringify(said))
  return said
}

describe('a tidy run', () => {
  it('is opened whole, and says what became of the switches', () => {
    const { opened, tidy } = tidied('bababa')
    expect(opened.report).toEqual({ kind: 'whole' })
    expect(opened.run.schedule).toBe('b3a3')
    expect(tidy).toMatchObject({ before: 5, after: 1, isFewest: true })
    expect(tidy.reasons).toEqual([
      { at: 3, text: 'B takes no further step in this run, and A has not run before.' },
    ])
  })

  it('says for each switch which step must come before which, and what both touch', () => {
    const texts = tidied(mail.schedule).tidy.reasons.map(({ text }) => text)
    expect(texts).toContain(
      "B's up_write(&hmm->rwsem) (step 13) must come before A's down_write(&mirror->hmm->rwsem) (step 14): A waits for hmm->rwsem.",
    )
    expect(texts.at(-1)).toBe(
      "A's kfree(device) (step 32) must come before B's mutex_unlock(&device->mutex) (step 33): one allocates or frees device, and the other uses it.",
    )
  })
})

describe('the slice of a run', () => {
  it('has the steps that the violation needs', () => {
    const said = answer({ kind: 'slice', spec: mail })
    expect(said).toMatchObject({ slice: { at: 32, title: 'use after free', isTried: true } })
    const cause = said.kind === 'sliced' ? (said.slice?.cause ?? []) : []
    expect(cause).toContain(32)
    expect(cause).not.toContain(0)
  })

  it('is nothing where nothing goes wrong', () => {
    expect(answer({ kind: 'slice', spec: { ...mail, schedule: 'b' } })).toEqual({
      kind: 'sliced',
      slice: undefined,
    })
  })
})

describe.each(['tidy', 'slice'] as const)('a request for %s', (kind) => {
  const codeFor = (spec: RunSpec): string => {
    const said = answer({ kind, spec })
    return said.kind === 'failed' ? said.error.code : said.kind
  }

  it('says what is wrong with it', () => {
    expect(codeFor({ ...mail, scenario: 'none' })).toBe('unknown-scenario')
    expect(codeFor({ ...mail, schedule: '!' })).toBe('bad-schedule')
    expect(codeFor({ ...mail, schedule: 'z' })).toBe('bad-schedule')
    expect(codeFor({ ...mail, schedule: 'b9000' })).toBe('cannot-run')
    // What comes in a message need not have the type that it claims.
    const untyped = JSON.parse(JSON.stringify({ kind })) as RequestBody
    expect(answer(untyped)).toMatchObject({ kind: 'failed', error: { code: 'bad-request' } })
  })
})
