import { expect, it } from 'vitest'
import { createApp } from './app.ts'
import { setDefaultFolds, setDensity, setMotion, setTheme } from './display.ts'
import { setFindings } from './find-races.ts'
import { places } from './places.ts'
import { setSpeed } from './play.ts'
import { memoryPreferences } from './preferences.ts'
import { createToyClient } from './toy-model.ts'

it('what the table says is remembered is, by the next page too', () => {
  const preferences = memoryPreferences()
  const app = createApp(createToyClient(), preferences)
  setTheme(app, 'dark')
  setDensity(app, 'compact')
  setMotion(app, 'reduced')
  setDefaultFolds(app, 'open')
  setFindings(app, true)
  setSpeed(app, 4)

  for (const place of Object.values(places)) {
    if (place.in === 'preferences') expect(preferences.get(place.key)).toBeDefined()
  }
  const next = createApp(createToyClient(), preferences).store.getState()
  const before = app.store.getState()
  for (const field of ['theme', 'density', 'motion', 'defaultFolds', 'folds'] as const) {
    expect(next[field]).toEqual(before[field])
  }
  expect(next.findingsOpen).toBe(true)
  expect(next.playback.speed).toBe(4)
})
