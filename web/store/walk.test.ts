import { describe, expect, it } from 'vitest'
import { type App, createApp } from './app.ts'
import { runLane } from './choose.ts'
import {
  firstStep,
  jumpTo,
  lastStep,
  sameThread,
  selectStep,
  stepBack,
  stepForward,
} from './navigate.ts'
import { openScenario, setFixes, setMutex } from './open.ts'
import { memoryPreferences } from './preferences.ts'
import { openedOf } from './run.ts'
import { start } from './start.ts'
import { createToyClient, type ToyClient } from './toy-model.ts'
import { redo, undo } from './undo.ts'

interface Opened {
  readonly app: App
  readonly client: ToyClient
}

/** The page with the given link. */
async function open(hash = ''): Promise<Opened> {
  const client = createToyClient()
  const app = createApp(client, memoryPreferences())
  const started = start(app, () => hash)
  await client.settle()
  await started
  return { app, client }
}

/** `a2b @1`: the schedule and the cursor in it. */
function shown({ app }: Opened): string {
  const { run, cursor } = app.store.getState()
  return `${openedOf(run)?.run.schedule ?? run.kind} @${cursor}`
}

function notices({ app }: Opened): readonly string[] {
  return app.store.getState().notices.map(({ text }) => text)
}

describe('walking through the recorded run', () => {
  it('starts before the first step of the default run', async () => {
    expect(shown(await open())).toBe('a4b4 @0')
  })

  it('steps, jumps and stays within the run', async () => {
    const page = await open()
    stepBack(page.app)
    expect(shown(page)).toBe('a4b4 @0')
    stepForward(page.app)
    stepForward(page.app)
    expect(shown(page)).toBe('a4b4 @2')
    lastStep(page.app)
    stepForward(page.app)
    expect(shown(page)).toBe('a4b4 @8')
    firstStep(page.app)
    expect(shown(page)).toBe('a4b4 @0')
    jumpTo(page.app, 99)
    expect(shown(page)).toBe('a4b4 @8')
  })

  it('stepping back and forward asks the worker nothing', async () => {
    const page = await open()
    stepForward(page.app)
    stepBack(page.app)
    expect(page.client.requests).toHaveLength(1)
  })

  it('goes from step to step of one thread, and says when there is no other', async () => {
    const page = await open('#/toy?v=1&run=a3b4a')
    for (const expected of [1, 2, 3, 8, 8]) {
      sameThread(page.app, 1)
      expect(shown(page)).toBe(`a3b4a @${expected}`)
    }
    expect(notices(page)).toEqual(['There is no later step of A in this run.'])
    sameThread(page.app, -1)
    expect(shown(page)).toBe('a3b4a @3')
  })

  it('a selection ends with the next move', async () => {
    const page = await open()
    selectStep(page.app, 5)
    expect(page.app.store.getState().selected).toBe(5)
    stepForward(page.app)
    expect(page.app.store.getState().selected).toBeUndefined()
  })
})

describe('letting a thread run', () => {
  it('is a step forward when it is the recorded one', async () => {
    const page = await open()
    runLane(page.app, 0)
    expect(shown(page)).toBe('a4b4 @1')
    expect(page.client.requests).toHaveLength(1)
  })

  it('drops another one in and keeps the rest', async () => {
    const page = await open('#/toy?v=1&run=a4b4&at=3')
    runLane(page.app, 1)
    await page.client.settle()
    expect(shown(page)).toBe('a3bab3 @4')
    expect(notices(page)).toEqual(['All 4 remaining steps kept.'])
  })

  it('says how much of the rest could be kept', async () => {
    const page = await open()
    runLane(page.app, 1)
    await page.client.settle()
    expect(shown(page)).toBe('b @1')
    expect(notices(page)).toEqual([
      '0 of 7 remaining steps kept; then A cannot run: waits for the lock, held by B',
    ])
  })

  it('says why it cannot, and changes nothing', async () => {
    const page = await open()
    stepForward(page.app)
    runLane(page.app, 1)
    expect(shown(page)).toBe('a4b4 @1')
    expect(notices(page)).toEqual(['B cannot run: waits for the lock, held by A'])
    runLane(page.app, 6)
    expect(notices(page)).toEqual(['There is no thread 7: this run has 2.'])
    expect(page.client.requests).toHaveLength(1)
    stepForward(page.app)
    expect(notices(page)).toEqual([])
  })

  it('takes the recorded alternative of a choice, and others on demand', async () => {
    const page = await open('#/toy?v=1&run=b3b.1&at=3')
    runLane(page.app, 1)
    expect(shown(page)).toBe('b3b.1 @4')
    stepBack(page.app)
    runLane(page.app, 1, 0)
    await page.client.settle()
    expect(shown(page)).toBe('b4 @4')
  })

  it('keeps the order of keys pressed faster than the worker answers', async () => {
    const page = await open('#/toy?v=1&run=0')
    for (const lane of [0, 0, 0, 1, 1]) runLane(page.app, lane)
    stepBack(page.app)
    expect(page.app.store.getState().requests).toBe(1)
    await page.client.settle()
    expect(shown(page)).toBe('a3b2 @4')
    expect(page.app.store.getState().requests).toBe(0)
  })
})

describe('changing scenario and variant', () => {
  it('keeps the schedule as far as it can run, and says so', async () => {
    const page = await open()
    lastStep(page.app)
    setFixes(page.app, ['shorter'])
    await page.client.settle()
    expect(shown(page)).toBe('a @1')
    expect(notices(page)).toEqual(['1 of 8 steps kept; then A cannot run: it has returned'])
  })

  it('gives back what another variant could not run', async () => {
    const page = await open()
    setFixes(page.app, ['shorter'])
    await page.client.settle()
    setMutex(page.app, 'ideal')
    await page.client.settle()
    expect(shown(page)).toBe('a @0')
    setFixes(page.app, [])
    await page.client.settle()
    expect(shown(page)).toBe('a4b4 @0')
  })

  it('gives it back also after steps were taken and undone in between', async () => {
    const page = await open()
    setFixes(page.app, ['shorter'])
    await page.client.settle()
    stepForward(page.app)
    firstStep(page.app)
    undo(page.app)
    setFixes(page.app, [])
    await page.client.settle()
    expect(shown(page)).toBe('a4b4 @1')
  })

  it('leaves what was lost on the page when an edit loses nothing more', async () => {
    const page = await open('#/bug')
    setFixes(page.app, ['shorter'])
    await page.client.settle()
    const lost = '1 of 3 steps kept; then A cannot run: it has returned'
    expect(notices(page)).toEqual([lost])
    lastStep(page.app)
    runLane(page.app, 1)
    await page.client.settle()
    expect(shown(page)).toBe('ab @2')
    expect(notices(page)).toEqual([lost])
  })

  it('opens another scenario at the beginning of its default run', async () => {
    const page = await open()
    lastStep(page.app)
    openScenario(page.app, 'bug')
    await page.client.settle()
    expect(shown(page)).toBe('a2b @0')
  })

  it('changes nothing when the model refuses', async () => {
    const page = await open()
    openScenario(page.app, 'nowhere')
    await page.client.settle()
    expect(shown(page)).toBe('a4b4 @0')
    expect(notices(page)).toEqual(['There is no scenario nowhere.'])
  })

  it('the last of several wishes wins', async () => {
    const page = await open()
    openScenario(page.app, 'bug')
    setMutex(page.app, 'ideal')
    await page.client.settle()
    expect(openedOf(page.app.store.getState().run)?.run).toMatchObject({
      scenario: 'toy',
      mutex: 'ideal',
    })
  })
})

describe('undo and redo', () => {
  it('go through edits and restore schedule and cursor', async () => {
    const page = await open()
    runLane(page.app, 1)
    await page.client.settle()
    undo(page.app)
    expect(shown(page)).toBe('a4b4 @0')
    expect(notices(page)).toEqual([])
    redo(page.app)
    expect(shown(page)).toBe('b @1')
  })

  it('go through jumps, and take steps in one direction as one', async () => {
    const page = await open()
    stepForward(page.app)
    stepForward(page.app)
    jumpTo(page.app, 7)
    stepBack(page.app)
    for (const expected of [7, 2, 0, 0]) {
      undo(page.app)
      expect(shown(page)).toBe(`a4b4 @${expected}`)
    }
    for (const expected of [2, 7, 6, 6]) {
      redo(page.app)
      expect(shown(page)).toBe(`a4b4 @${expected}`)
    }
  })

  it('bring back another scenario', async () => {
    const page = await open('#/toy?v=1&run=a2')
    setFixes(page.app, ['shorter'])
    await page.client.settle()
    undo(page.app)
    expect(shown(page)).toBe('a2 @0')
  })

  it('make a run again that is no longer at hand', async () => {
    const page = await open('#/toy?v=1&run=0')
    for (let index = 0; index < 30; index += 1) {
      setMutex(page.app, index % 2 === 0 ? 'ideal' : 'count')
      await page.client.settle()
      openScenario(page.app, 'bug')
      await page.client.settle()
    }
    const asked = page.client.requests.length
    for (let index = 0; index < 60; index += 1) {
      undo(page.app)
      await page.client.settle()
    }
    expect(shown(page)).toBe(' @0')
    expect(page.client.requests.length - asked).toBeLessThan(60)
  })
})
