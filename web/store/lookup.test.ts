import { describe, expect, it } from 'vitest'
import { createApp } from './app.ts'
import { endLookup, hitsOf, startLookup } from './lookup.ts'
import { currentHit, goToHit, hitFrom, setLookup } from './lookup-walk.ts'
import { memoryPreferences } from './preferences.ts'
import { start } from './start.ts'
import { createToyClient } from './toy-model.ts'

async function open() {
  const client = createToyClient()
  const app = createApp(client, memoryPreferences())
  const started = start(app, () => '')
  await client.settle()
  await started
  return app
}

describe('looking up', () => {
  it('finds steps by thread and statement, whatever the case and the order of the words', async () => {
    const app = await open()
    startLookup(app)
    setLookup(app, 'LOCK b')
    const { run } = app.store.getState()
    const steps = run.kind === 'ready' ? run.opened.run.steps : []
    const expected = steps.flatMap(({ text, lane }, index) =>
      lane === 1 && text.includes('lock') ? [index] : [],
    )
    expect(expected.length).toBeGreaterThan(0)
    expect(hitsOf(app.store.getState())).toEqual(expected)
  })

  it('finds nothing for nothing, and nothing once it has ended', async () => {
    const app = await open()
    startLookup(app)
    setLookup(app, '  ')
    expect(hitsOf(app.store.getState())).toEqual([])
    setLookup(app, 'lock')
    expect(hitsOf(app.store.getState())).not.toEqual([])
    expect(endLookup(app)).toBe(true)
    expect(hitsOf(app.store.getState())).toEqual([])
    expect(endLookup(app)).toBe(false)
  })

  it('goes from hit to hit and round, each time to where the step has just run', async () => {
    const app = await open()
    startLookup(app)
    setLookup(app, 'unlock')
    const hits = hitsOf(app.store.getState())
    const visited = hits.map(() => {
      goToHit(app, 1)
      return app.store.getState().cursor - 1
    })
    expect(visited).toEqual(hits)
    goToHit(app, 1)
    expect(app.store.getState().cursor - 1).toBe(hits[0])
    goToHit(app, -1)
    expect(app.store.getState().cursor - 1).toBe(hits.at(-1))
  })
})

it('the next hit is never the one that was just reached', () => {
  const hits = [2, 5, 9]
  expect(hitFrom(hits, 3, 1)).toBe(5)
  expect(hitFrom(hits, 3, -1)).toBe(9)
  expect(hitFrom(hits, 6, -1)).toBe(2)
  expect(currentHit(hits, 6)).toBe(1)
  expect(currentHit(hits, 7)).toBe(-1)
  expect(hitFrom([], 3, 1)).toBeUndefined()
})
