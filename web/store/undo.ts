/** Undo and redo, of navigation as well as of edits. */

import { type App, whilePending } from './app.ts'
import { type History, type Place, redone, undone } from './history.ts'
import { placeOf } from './navigate.ts'
import { arrive, refuse } from './show.ts'

export function undo(app: App): void {
  travel(app, undone)
}

export function redo(app: App): void {
  travel(app, redone)
}

function travel(app: App, direction: typeof undone): void {
  app.serial.add(() => {
    const state = app.store.getState()
    const here = placeOf(state)
    const gone = here === undefined ? undefined : direction(state.history, here)
    if (gone === undefined) return undefined
    const opened = app.runs.get(gone.to.spec)
    if (opened === undefined) return travelFar(app, gone.to, gone.history)
    arrive(app, opened, gone.to, gone.history)
    return undefined
  })
}

/** The run has left the cache: it is made again, which gives the same one. */
async function travelFar(app: App, to: Place, history: History): Promise<void> {
  const outcome = await whilePending(app, app.client.open({ kind: 'run', ...to.spec }))
  if (outcome.kind === 'opened') arrive(app, outcome.opened, to, history)
  if (outcome.kind === 'failed') refuse(app, outcome.error)
}
