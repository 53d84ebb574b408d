import { afterEach, describe, expect, it } from 'vitest'
import { createApp } from '../store/app.ts'
import { memoryPreferences } from '../store/preferences.ts'
import { createToyClient } from '../store/toy-model.ts'
import { publishIdle } from './idle.ts'

const cleanUp: (() => void)[] = []
afterEach(() => {
  for (const clean of cleanUp.splice(0)) clean()
})

function open() {
  const app = createApp(createToyClient(), memoryPreferences())
  const root = document.createElement('main')
  document.body.append(root)
  const idle = publishIdle(app, root)
  cleanUp.push(idle.stop, () => root.remove())
  const isAtRest = (): boolean => root.dataset['idle'] === 'true'
  // Nothing to come any more: neither a list of scenarios nor a run.
  const arrive = (): void =>
    app.store.setState({ catalogue: { kind: 'ready', scenarios: [] }, run: { kind: 'none' } })
  return { root, idle, isAtRest, arrive }
}

describe('the page', () => {
  it('is at rest for the first time when there is something to show', async () => {
    const { idle, isAtRest, arrive } = open()
    let hasRested = false
    void idle.rested.then(() => {
      hasRested = true
    })
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect([hasRested, isAtRest()]).toEqual([false, false])
    arrive()
    await expect.poll(() => hasRested).toBe(true)
    expect(isAtRest()).toBe(true)
  })

  it('is busy until an animation has ended', async () => {
    const { root, isAtRest, arrive } = open()
    const animation = root.animate({ opacity: [0, 1] }, 60_000)
    arrive()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(isAtRest()).toBe(false)
    animation.finish()
    await expect.poll(isAtRest).toBe(true)
  })

  it('is busy until the animation is cancelled, and while it is held', async () => {
    const { root, idle, isAtRest, arrive } = open()
    const animation = root.animate({ opacity: [0, 1] }, 60_000)
    const release = idle.hold()
    arrive()
    animation.cancel()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(isAtRest()).toBe(false)
    release()
    await expect.poll(isAtRest).toBe(true)
  })

  it('does not wait for what never ends', async () => {
    const { root, isAtRest, arrive } = open()
    root.animate({ opacity: [0, 1] }, { duration: 100, iterations: Number.POSITIVE_INFINITY })
    arrive()
    await expect.poll(isAtRest).toBe(true)
  })
})
