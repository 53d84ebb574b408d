import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp } from '../store/app.ts'
import { runLane } from '../store/choose.ts'
import { jumpTo, stepForward } from '../store/navigate.ts'
import { togglePlay } from '../store/play.ts'
import { memoryPreferences } from '../store/preferences.ts'
import { openedOf } from '../store/run.ts'
import { start } from '../store/start.ts'
import { createToyClient } from '../store/toy-model.ts'
import { keepAddress } from './address.ts'

/** A browser with a history, of which only the fragments matter. */
function createBar(first: string) {
  const entries = [first]
  let at = 0
  return {
    entries,
    hash: () => entries[at] ?? '',
    push: (hash: string) => {
      entries.splice(at + 1, entries.length, hash)
      at += 1
    },
    replace: (hash: string) => {
      entries[at] = hash
    },
    back: () => {
      at -= 1
    },
  }
}

async function open(hash: string) {
  const client = createToyClient()
  const app = createApp(client, memoryPreferences())
  const bar = createBar(hash)
  let holds = 0
  const address = keepAddress(app, bar, () => {
    holds += 1
    return () => {
      holds -= 1
    }
  })
  const started = start(app, bar.hash)
  await client.settle()
  await started
  return { app, bar, address, client, held: () => holds }
}

const whole = '#/toy?v=1&model=3&sum=sum008&run=a4b4'
const at = (step: number): string => `#/toy?v=1&model=3&at=${step}&sum=sum008&run=a4b4`

describe('the address', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('names the run as soon as it is shown, without an entry for Back', async () => {
    const { bar } = await open('')
    expect(bar.entries).toEqual([whole])
  })

  it('follows steps, but not more often than every 120 ms', async () => {
    const { app, bar, held } = await open('')
    stepForward(app)
    stepForward(app)
    expect(bar.entries).toEqual([whole])
    expect(held()).toBe(1)
    vi.advanceTimersByTime(60)
    stepForward(app)
    vi.advanceTimersByTime(60)
    expect(bar.entries).toEqual([at(3)])
    expect(held()).toBe(0)
  })

  it('is written at once when it is wanted', async () => {
    const { app, bar, address, held } = await open('')
    stepForward(app)
    address.flush()
    expect(bar.entries).toEqual([at(1)])
    expect(held()).toBe(0)
  })

  it('rests while the run plays', async () => {
    const { app, bar } = await open('')
    togglePlay(app)
    stepForward(app)
    vi.advanceTimersByTime(500)
    expect(bar.entries).toEqual([whole])
    togglePlay(app)
    vi.advanceTimersByTime(120)
    expect(bar.entries).toEqual([at(1)])
  })

  it('gets an entry for Back when another run is chosen', async () => {
    const { app, bar, client } = await open('')
    jumpTo(app, 3)
    runLane(app, 1)
    await client.settle()
    expect(bar.entries).toEqual([whole, '#/toy?v=1&model=3&at=4&sum=sum008&run=a3bab3'])
  })

  it('says what Back shows', async () => {
    const { app, bar, address, client } = await open('')
    jumpTo(app, 3)
    vi.advanceTimersByTime(120)
    runLane(app, 1)
    await client.settle()
    bar.back()
    address.changed()
    await client.settle()
    expect(openedOf(app.store.getState().run)?.run.schedule).toBe('a4b4')
    expect(app.store.getState().cursor).toBe(3)
    expect(bar.entries).toHaveLength(2)
  })

  it('after Back, the next choice gets an entry again', async () => {
    const { app, bar, address, client } = await open('')
    stepForward(app)
    vi.advanceTimersByTime(120)
    bar.push(at(3))
    address.changed()
    await client.settle()
    expect(app.store.getState().cursor).toBe(3)
    runLane(app, 1)
    await client.settle()
    expect(bar.entries).toHaveLength(3)
  })

  it('is left as it is while the user has not decided about a damaged link', async () => {
    const { app, bar, client } = await open('#/toy?v=1&mutex=owned&run=a4b4')
    expect(bar.entries).toEqual(['#/toy?v=1&mutex=owned&run=a4b4'])
    expect(app.store.getState().damagedLink?.problems).toHaveLength(1)
    expect(app.store.getState().run.kind).toBe('none')
    await client.settle()
    expect(client.requests).toEqual([])
  })

  it('takes the question back when the user goes back from a damaged link', async () => {
    const { app, bar, address } = await open('')
    bar.push('#garbage')
    address.changed()
    bar.back()
    address.changed()
    expect(app.store.getState().damagedLink).toBeUndefined()
    expect(bar.entries).toEqual([whole, '#garbage'])
  })

  it('names the run again when a damaged link is turned away', async () => {
    const { app, bar, address } = await open('')
    bar.push('#garbage')
    address.changed()
    expect(app.store.getState().damagedLink).toBeDefined()
    expect(bar.entries).toEqual([whole, '#garbage'])
    app.store.setState({ damagedLink: undefined })
    expect(bar.entries).toEqual([whole, whole])
  })
})
