import { describe, expect, it } from 'vitest'
import { answer } from '../../src/worker/answer.ts'
import type { Client } from '../../src/worker/client.ts'
import type { RequestBody } from '../../src/worker/protocol.ts'
import { type App, createApp } from './app.ts'
import { moveSelected, moveTo } from './move-steps.ts'
import { changedOf } from './reorder.ts'
import { openedOf } from './run.ts'
import { show } from './show.ts'
import { redo, undo } from './undo.ts'

const superseded = () => Promise.resolve({ kind: 'superseded' as const })

/** Answers at once, as the worker does; counts what it is asked. */
function clientFor(asked: RequestBody[]): Client {
  return {
    catalogue: superseded,
    open: superseded,
    openPinned: superseded,
    tidy: superseded,
    slice: superseded,
    objects: superseded,
    underFixes: superseded,
    order: superseded,
    moves: (request) => {
      asked.push(request)
      const said = answer(request)
      return said.kind === 'moves' || said.kind === 'failed' ? Promise.resolve(said) : superseded()
    },
    move: (request) => {
      asked.push(request)
      const said = answer(request)
      return said.kind === 'moved' || said.kind === 'failed' ? Promise.resolve(said) : superseded()
    },
    close: () => {},
  }
}

function pageAt(cursor: number, asked: RequestBody[] = []): App {
  const app = createApp(clientFor(asked), { get: () => undefined, set: () => {} })
  const variant = { fixes: [], mutex: 'count' } as const
  const said = answer({
    kind: 'run',
    scenario: 'hmm/device-unregister',
    variant,
    schedule: undefined,
  })
  if (said.kind !== 'opened') throw new Error(said.kind)
  show(app, said.opened, cursor, undefined)
  return app
}

async function settled(app: App): Promise<void> {
  do await new Promise((resolve) => setTimeout(resolve))
  while (app.store.getState().requests > 0)
}

const scheduleOf = (app: App) => openedOf(app.store.getState().run)?.run.schedule
const noticesOf = (app: App) => app.store.getState().notices.map(({ text }) => text)

describe('moving the selected step', () => {
  it('goes to the next place where it can stand, and says what has changed', async () => {
    const app = pageAt(32)
    moveSelected(app, 1)
    await settled(app)
    expect(noticesOf(app)).toEqual([
      'A’s kfree(device) is now step 33 of 33. Another interleaving class. Gone: use after free (device).',
    ])
    expect(app.store.getState().cursor).toBe(33)
    expect(changedOf(app.store.getState())?.get(32)).toEqual(['moved'])
  })

  it('moves a whole segment as one', async () => {
    const app = pageAt(32)
    moveSelected(app, 1, 'segment')
    await settled(app)
    expect(noticesOf(app)[0]).toMatch(
      /^A’s mutex_optimistic_spin.* is now steps 30 to 33 of 33|^A’s 4 steps/,
    )
    expect(scheduleOf(app)?.endsWith('a4')).toBe(true)
  })

  it('is taken back and repeated without asking again', async () => {
    const asked: RequestBody[] = []
    const app = pageAt(32, asked)
    const before = scheduleOf(app)
    moveSelected(app, 1)
    await settled(app)
    const after = scheduleOf(app)
    expect(after).not.toBe(before)
    undo(app)
    expect(scheduleOf(app)).toBe(before)
    redo(app)
    expect(scheduleOf(app)).toBe(after)
    expect(asked.map(({ kind }) => kind)).toEqual(['moves', 'move'])
  })

  it('says why there is no such place, and changes nothing', async () => {
    const app = pageAt(14)
    const before = scheduleOf(app)
    moveSelected(app, -1)
    await settled(app)
    expect(noticesOf(app)).toEqual([
      'A’s rwsem_optimistic_spin(sem) cannot stand earlier: A would wait for hmm->rwsem, which B holds until step 13.',
    ])
    expect(scheduleOf(app)).toBe(before)
  })

  it('asks for a step to be selected when none is', async () => {
    const app = pageAt(0)
    moveSelected(app, 1)
    await settled(app)
    expect(noticesOf(app)[0]).toMatch(/^No step is selected/)
  })
})

describe('dropping a step', () => {
  it('where it cannot stand tells the reason, and where it stands does nothing', async () => {
    const app = pageAt(14)
    const before = scheduleOf(app)
    moveTo(app, { from: 13, to: 14 }, 14)
    await settled(app)
    expect(noticesOf(app)).toEqual([])
    moveTo(app, { from: 13, to: 14 }, 11)
    await settled(app)
    expect(noticesOf(app)[0]).toMatch(/cannot stand there: A would wait for hmm->rwsem/)
    expect(scheduleOf(app)).toBe(before)
  })
})
