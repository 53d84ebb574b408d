import { describe, expect, it } from 'vitest'
import { fixtureRun } from '../trace/fixture-run.ts'
import { changesOf } from './changes.ts'

const before = fixtureRun(`
  A unload       | B exit
  work() {       |
  put(device) ; 2 → 1 |
  kfree(device) ; frees device |
                 | read(device) ; ✗ use-after-free device
`)

const after = fixtureRun(`
  A unload       | B exit
  work() {       |
                 | read(device)
  put(device) ; 1 → 0 |
  kfree(device) ; frees device |
`)

describe('what a move has changed', () => {
  const changes = changesOf(before, after, [2, 0, 1])

  it('are the violations that came and went, whatever the step', () => {
    expect(changes.added).toEqual([])
    expect(changes.gone.map(({ kind, object }) => [kind, object])).toEqual([
      ['use-after-free', 'device'],
    ])
  })

  it('are the steps that did something else or with other values', () => {
    expect(changes.different).toEqual([1])
  })

  it('is nothing for a run that is the same', () => {
    const none = changesOf(before, before, [0, 1, 2])
    expect(none).toMatchObject({ added: [], gone: [], different: [], end: undefined })
    expect(none.isSameState).toBe(true)
  })
})
