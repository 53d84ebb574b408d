import { describe, expect, it, vi } from 'vitest'
import { type App, createApp } from './app.ts'
import { understood } from './damaged-link.ts'
import { openDefault, openLink, openState } from './link.ts'
import { linkOf, runLinkOf } from './page-link.ts'
import { memoryPreferences } from './preferences.ts'
import { openedOf } from './run.ts'
import { start } from './start.ts'
import { createToyClient, type ToyClient } from './toy-model.ts'

async function open(hash: string): Promise<{ readonly app: App; readonly client: ToyClient }> {
  const client = createToyClient()
  const app = createApp(client, memoryPreferences())
  const started = start(app, () => hash)
  await client.settle()
  await started
  return { app, client }
}

function notices(app: App): readonly string[] {
  return app.store.getState().notices.map(({ text }) => text)
}

describe('a link', () => {
  it('opens its run at its step', async () => {
    const { app } = await open('#/toy?v=1&mutex=owner&model=3&at=2&sum=sum003&run=a3')
    const { run, cursor } = app.store.getState()
    expect(openedOf(run)?.run).toMatchObject({ schedule: 'a3', mutex: 'owner' })
    expect(cursor).toBe(2)
    expect(notices(app)).toEqual([])
  })

  it('that names only a scenario opens its default run', async () => {
    const { app } = await open('#/bug')
    expect(openedOf(app.store.getState().run)?.run.schedule).toBe('a2b')
  })

  it('whose run ends in another state now says that the model has changed', async () => {
    const { app } = await open('#/toy?v=1&model=3&sum=zzzzzz&run=a3')
    expect(notices(app)).toEqual([
      'This run ends in another state than its sender saw: the model has changed since this link was made, or the end of the link was cut off.',
    ])
  })

  it('of another version of the scenario says so where it matters', async () => {
    const { app } = await open('#/toy?v=1&model=2&sum=zzzzzz&run=a3')
    expect(notices(app)[0]).toMatch(
      'It was made with version 2 of the scenario; this is version 3.',
    )
  })

  it('whose run no longer goes to its end shows what does, and says so', async () => {
    const { app } = await open('#/toy?v=1&model=3&run=ab3')
    expect(openedOf(app.store.getState().run)?.run.schedule).toBe('a')
    expect(notices(app)).toEqual([
      "1 of the link's 4 steps can be replayed; then B cannot run: waits for the lock, held by A",
    ])
  })

  it('with a fix that is not there keeps the rest for the user to decide', async () => {
    const { app, client } = await open('#/toy?v=1&fix=shorter,gone&run=a')
    const { damagedLink } = app.store.getState()
    expect(damagedLink?.problems).toMatchObject([{ part: 'fix=gone' }])
    const { readable } = damagedLink ?? {}
    if (readable === undefined) throw new Error('something should be readable')
    expect(understood(readable)).toEqual(['scenario toy', 'fixes shorter', 'run a'])
    openState(app, readable)
    await client.settle()
    expect(openedOf(app.store.getState().run)?.run).toMatchObject({ fixes: ['shorter'] })
    expect(app.store.getState().damagedLink).toBeUndefined()
  })

  it('to an unknown scenario opens nothing by itself', async () => {
    const { app, client } = await open('#/gone?v=1&run=a')
    const { damagedLink, run } = app.store.getState()
    expect(damagedLink?.readable).toBeUndefined()
    expect(damagedLink?.problems[0]?.text).toMatch('There are: toy, bug.')
    expect(run.kind).toBe('none')
    openDefault(app)
    await client.settle()
    expect(openedOf(app.store.getState().run)?.run.scenario).toBe('toy')
  })
})

describe('a link with pinned runs', () => {
  const pins = '&a-model=3&a-sum=sum003&a-run=a3&b-fix=shorter&b-run=ab2'

  /** Pins are answered apart from the run. */
  async function openWithPins(hash: string): Promise<App> {
    const { app, client } = await open(hash)
    await vi.waitFor(() => expect(app.store.getState().requests).toBe(0))
    await client.settle()
    return app
  }

  it('pins them, and is the link of the page again', async () => {
    const app = await openWithPins(`#/toy?v=1&run=a4${pins}`)
    const { compare, run } = app.store.getState()
    expect(openedOf(run)?.run.schedule).toBe('a4')
    expect(compare.a?.run).toMatchObject({ schedule: 'a3', fixes: [] })
    expect(compare.b?.run).toMatchObject({ schedule: 'a', fixes: ['shorter'] })
    const link = linkOf(app.store.getState()) ?? ''
    const again = await openWithPins(link)
    expect(linkOf(again.store.getState())).toBe(link)
    expect(again.store.getState().compare.b?.run).toEqual(compare.b?.run)
  })

  it('says which of them is no longer as it was', async () => {
    const app = await openWithPins(`#/toy?v=1&run=a4${pins}`)
    expect(notices(app)).toEqual([
      "Pinned run B: 1 of the link's 3 steps can be replayed; then B cannot run: waits for the lock, held by A",
    ])
  })

  it('has to be decided about when a pin names what is not there', async () => {
    const { app } = await open('#/toy?v=1&run=a4&a-fix=gone&a-run=a&b-of=nowhere&b-run=a')
    const { damagedLink } = app.store.getState()
    expect(damagedLink?.problems.map(({ part }) => part)).toEqual(['a-fix=gone', 'b-of=nowhere'])
    if (damagedLink?.readable === undefined) throw new Error('something should be readable')
    expect(understood(damagedLink.readable)).toEqual([
      'scenario toy',
      'run a4',
      'pinned as A: toy, run a',
    ])
  })

  it('leaves what is pinned when it has none', async () => {
    const app = await openWithPins(`#/toy?v=1&run=a4${pins}`)
    void openLink(app, '#/toy?v=1&run=a2')
    expect(app.store.getState().compare.a?.run.schedule).toBe('a3')
  })

  it('remembers and exports the run without them', async () => {
    const app = await openWithPins(`#/toy?v=1&run=a4${pins}`)
    expect(runLinkOf(app.store.getState())).toBe('#/toy?v=1&model=3&sum=sum004&run=a4')
  })
})
