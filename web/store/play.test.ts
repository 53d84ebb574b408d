import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type App, createApp } from './app.ts'
import { lastStep, stepBack } from './navigate.ts'
import { setSpeed, startPlayer, togglePlay } from './play.ts'
import { memoryPreferences } from './preferences.ts'
import { start } from './start.ts'
import { createToyClient } from './toy-model.ts'
import { undo } from './undo.ts'

async function open(): Promise<App> {
  const client = createToyClient()
  const app = createApp(client, memoryPreferences())
  startPlayer(app)
  const started = start(app, () => '')
  await client.settle()
  await started
  return app
}

function shown(app: App): string {
  const { cursor, playback } = app.store.getState()
  return `${cursor}${playback.playing ? ' playing' : ''}`
}

describe('playing', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('takes a step at a time and stops at the end', async () => {
    const app = await open()
    togglePlay(app)
    expect(shown(app)).toBe('0 playing')
    vi.advanceTimersByTime(500)
    expect(shown(app)).toBe('1 playing')
    vi.advanceTimersByTime(3500)
    expect(shown(app)).toBe('8')
  })

  it('pauses, and goes on from where the user is then', async () => {
    const app = await open()
    togglePlay(app)
    vi.advanceTimersByTime(1500)
    togglePlay(app)
    vi.advanceTimersByTime(5000)
    expect(shown(app)).toBe('3')
    stepBack(app)
    togglePlay(app)
    vi.advanceTimersByTime(500)
    expect(shown(app)).toBe('3 playing')
  })

  it('starts over at the end', async () => {
    const app = await open()
    lastStep(app)
    togglePlay(app)
    expect(shown(app)).toBe('0 playing')
  })

  it('changes speed at once, and remembers it', async () => {
    const app = await open()
    togglePlay(app)
    setSpeed(app, 16)
    vi.advanceTimersByTime(125)
    expect(shown(app)).toBe('2 playing')
    expect(app.preferences.get('speed')).toBe('16')
  })

  it('is one entry for undo', async () => {
    const app = await open()
    togglePlay(app)
    vi.advanceTimersByTime(2000)
    togglePlay(app)
    undo(app)
    expect(shown(app)).toBe('0')
  })
})
