import type { Failed, Superseded } from '../../src/worker/channel.ts'
import type { RunSpec } from '../../src/worker/protocol.ts'
import { type App, whilePending } from './app.ts'
import { type OfRun, phaseOnPage } from './of-run.ts'
import { openedOf, specKey, specOf } from './run.ts'

type Said<T> = { readonly kind: 'said'; readonly view: T } | Failed | Superseded

/** Asks about the run on the page, unless that is known or on its way. */
export async function askOfRun<T>(
  app: App,
  now: OfRun<T>,
  ask: (spec: RunSpec) => Promise<Said<T>>,
  enter: (phase: OfRun<T>) => void,
): Promise<void> {
  const { run } = app.store.getState()
  const opened = openedOf(run)
  if (opened === undefined || phaseOnPage(run, now).kind !== 'idle') return
  const spec = specOf(opened.run)
  const key = specKey(spec)
  enter({ kind: 'running', key })
  const outcome = await whilePending(app, ask(spec))
  switch (outcome.kind) {
    case 'superseded':
      return
    case 'failed':
      enter({ kind: 'failed', key, error: outcome.error })
      return
    case 'said':
      enter({ kind: 'done', key, view: outcome.view })
      return
  }
}
