import { describe, expect, it } from 'vitest'
import { handle } from './handle.ts'

describe('handle', () => {
  it('answers with the id of the request', () => {
    expect(
      handle({ kind: 'catalogue', id: 7 }, () => ({ kind: 'catalogue', scenarios: [] })),
    ).toEqual({ kind: 'catalogue', scenarios: [], id: 7 })
  })

  it('turns an exception of the model into a failure that names the request', () => {
    const response = handle({ kind: 'catalogue', id: 3 }, () => {
      throw new Error('missing: word 12')
    })
    expect(response).toMatchObject({
      id: 3,
      kind: 'failed',
      error: { code: 'internal', part: 'catalogue' },
    })
  })

  it('leaves messages alone that are no requests', () => {
    for (const message of [undefined, null, 1, 'run', {}, { id: 1 }, { id: 1, kind: 'eval' }]) {
      expect(handle(message, () => ({ kind: 'catalogue', scenarios: [] }))).toBeUndefined()
    }
  })
})
