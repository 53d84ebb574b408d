import { describe, expect, it, vi } from 'vitest'
import { ok } from '../util/result.ts'
import { handle } from './handle.ts'
import type { Explain } from './respond.ts'

const nothing = { kind: 'catalogue', scenarios: [] } as const
const explain: Explain = {
  tidyRun: () => ok(nothing),
  explainRun: () => ok(nothing),
  objectsOfRun: () => ok(nothing),
  replayUnderFixes: () => ok(nothing),
  orderRun: () => ok(nothing),
  findMoves: () => ok(nothing),
  moveSteps: () => ok(nothing),
}
const spec = { scenario: 'toy', variant: { fixes: [], mutex: 'count' }, schedule: '' }

describe('handle', () => {
  it('answers with the id of the request', async () => {
    const load = vi.fn(() => Promise.resolve(explain))
    const message = { kind: 'catalogue', id: 7 }
    expect(await handle(message, () => nothing, load)).toEqual({ ...nothing, id: 7 })
    expect(load).not.toHaveBeenCalled()
  })

  it('loads what explains runs when that is asked for', async () => {
    const load = vi.fn(() => Promise.resolve(explain))
    await handle({ kind: 'tidy', id: 1, spec }, () => nothing, load)
    expect(load).toHaveBeenCalledOnce()
  })

  it('turns an exception of the model, or of loading, into a failure that names the request', async () => {
    const failing = (): never => {
      throw new Error('missing: word 12')
    }
    const error = { code: 'internal', part: 'catalogue' }
    expect(
      await handle({ kind: 'catalogue', id: 3 }, failing, () => Promise.resolve(explain)),
    ).toMatchObject({ id: 3, kind: 'failed', error })
    expect(
      await handle(
        { kind: 'slice', id: 4, spec },
        () => nothing,
        () => Promise.reject(new Error('offline')),
      ),
    ).toMatchObject({ id: 4, kind: 'failed', error: { code: 'internal', part: 'slice' } })
  })

  it('leaves messages alone that are no requests', async () => {
    for (const message of [undefined, null, 1, 'run', {}, { id: 1 }, { id: 1, kind: 'eval' }]) {
      expect(
        await handle(
          message,
          () => nothing,
          () => Promise.resolve(explain),
        ),
      ).toBeUndefined()
    }
  })
})
