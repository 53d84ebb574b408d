import { expect, it } from 'vitest'
import { createApp } from './app.ts'
import { cancelShown } from './cancel-shown.ts'
import { memoryPreferences } from './preferences.ts'
import { offerStop } from './stop-offered.ts'
import { createToyClient } from './toy-model.ts'

it('what a view searches by itself is stopped, for as long as that is offered', () => {
  const app = createApp(createToyClient(), memoryPreferences())
  expect(cancelShown(app)).toBe(false)
  let stopped = 0
  const takeBack = offerStop(app, () => {
    stopped += 1
  })
  expect(cancelShown(app)).toBe(true)
  expect(stopped).toBe(1)
  takeBack()
  expect(cancelShown(app)).toBe(false)
  expect(stopped).toBe(1)
})
