import { describe, expect, it } from 'vitest'
import type { Client } from '../../src/worker/client.ts'
import type { Opened } from '../../src/worker/protocol.ts'
import { answer } from '../../src/worker/answer.ts'
import { type App, createApp } from './app.ts'
import { makeTidy, toggleCause } from './explain-later.ts'
import { causeOf, switchReason } from './explained.ts'
import { openedOf } from './run.ts'
import { show } from './show.ts'
import { undo } from './undo.ts'

/** Answers at once, as the worker does. */
const client: Client = {
  catalogue: () => Promise.resolve({ kind: 'superseded' }),
  open: () => Promise.resolve({ kind: 'superseded' }),
  openPinned: () => Promise.resolve({ kind: 'superseded' }),
  tidy: (spec) => {
    const said = answer({ kind: 'tidy', spec })
    return Promise.resolve(said.kind === 'tidied' ? said : { kind: 'superseded' })
  },
  slice: (spec) => {
    const said = answer({ kind: 'slice', spec })
    return Promise.resolve(said.kind === 'sliced' ? said : { kind: 'superseded' })
  },
  objects: () => Promise.resolve({ kind: 'superseded' }),
  moves: () => Promise.resolve({ kind: 'superseded' }),
  move: () => Promise.resolve({ kind: 'superseded' }),
  underFixes: () => Promise.resolve({ kind: 'superseded' }),
  order: () => Promise.resolve({ kind: 'superseded' }),
  close: () => {},
}

function openedWith(schedule: string | undefined): Opened {
  const variant = { fixes: [], mutex: 'count' } as const
  const said = answer({ kind: 'run', scenario: 'hmm/device-unregister', variant, schedule })
  if (said.kind !== 'opened') throw new Error(said.kind)
  return said.opened
}

function pageWith(schedule: string | undefined): App {
  const app = createApp(client, { get: () => undefined, set: () => {} })
  show(app, openedWith(schedule), 2, undefined)
  return app
}

async function settled(app: App): Promise<void> {
  do await new Promise((resolve) => setTimeout(resolve))
  while (app.store.getState().requests > 0)
}

const runOf = (app: App) => openedOf(app.store.getState().run)?.run
const noticesOf = (app: App) => app.store.getState().notices.map(({ text }) => text)

describe('Tidy', () => {
  it('replaces the run, says how many switches are left and why, and can be undone', async () => {
    const app = pageWith('bababa')
    makeTidy(app)
    await settled(app)
    const run = runOf(app)
    if (run === undefined) throw new Error('no run')
    expect(run.schedule).toBe('b3a3')
    expect(noticesOf(app)).toEqual(['1 switch instead of 5; same interleaving class.'])
    expect(switchReason(app.store.getState().explained, run, 3)).toContain(
      'B takes no further step',
    )
    expect(switchReason(app.store.getState().explained, run, 2)).toBeUndefined()

    undo(app)
    const before = runOf(app)
    expect(before?.schedule).toBe('bababa')
    expect(before && switchReason(app.store.getState().explained, before, 3)).toBeUndefined()
    expect(noticesOf(app)).toEqual([])
  })

  it('leaves a tidy run and the history alone', async () => {
    const app = pageWith('b3a3')
    const { history } = app.store.getState()
    makeTidy(app)
    await settled(app)
    expect(app.store.getState().history).toBe(history)
    expect(noticesOf(app)).toEqual([
      'This run is tidy: 1 switch, and no run of the same interleaving class has fewer.',
    ])
  })
})

describe('dimming what does not matter', () => {
  it('is on for the run that was asked about, and off again', async () => {
    const app = pageWith(undefined)
    toggleCause(app)
    await settled(app)
    expect(causeOf(app.store.getState())?.has(32)).toBe(true)
    expect(causeOf(app.store.getState())?.has(0)).toBe(false)
    expect(noticesOf(app).join()).toMatch(
      /^\d+ of 33 steps are part of the cause of the use after free at step 33; the others are dimmed\.$/,
    )

    toggleCause(app)
    await settled(app)
    expect(causeOf(app.store.getState())).toBeUndefined()
    expect(noticesOf(app)).toEqual([])
  })

  it('says so when nothing goes wrong', async () => {
    const app = pageWith('b')
    toggleCause(app)
    await settled(app)
    expect(causeOf(app.store.getState())).toBeUndefined()
    expect(noticesOf(app)).toEqual([
      'Nothing goes wrong in this run, so there is no cause to show.',
    ])
  })
})
