/** From a table or list to the diagram: the run or the search that shows what is said there. */

import type { Variant } from '../../src/ir/program.ts'
import type { Cursor } from '../../src/trace/view.ts'
import type { OpenRequest } from '../../src/worker/client.ts'
import type { Opened, RunSpec } from '../../src/worker/protocol.ts'
import { defaultView } from '../views/registry.ts'
import { type App, whilePending } from './app.ts'
import { findRaces } from './find-races.ts'
import { jumpTo } from './navigate.ts'
import { isOfPage, lastCursor, openedOf, specKey, specOf } from './run.ts'
import { keptStart, refuse, show } from './show.ts'
import type { State } from './state.ts'
import { openView } from './view.ts'

/** Shows a run in the diagram, at its end where no step is named; undo leads back to the view before. */
export function openShownRun(app: App, spec: RunSpec, at?: Cursor): void {
  app.serial.replace(() => {
    const present = openedOf(app.store.getState().run)
    if (present !== undefined && specKey(specOf(present.run)) === specKey(spec)) {
      openView(app, defaultView)
      jumpTo(app, at ?? lastCursor(present.run))
      return undefined
    }
    const known = app.runs.get(spec)
    if (known === undefined) {
      return request(app, { kind: 'run', ...spec }, at).then(() => undefined)
    }
    arriveAt(app, known, at)
    return undefined
  })
}

/** Shows a program with its recorded run, as far as that can be replayed, and searches it. */
export function openShownSearch(app: App, scenario: string, variant: Variant): void {
  app.serial.replace(async () => {
    const isThere = await request(app, { kind: 'run', scenario, variant, schedule: undefined }, 0)
    if (isThere) findRaces(app)
  })
}

/** Is this run the one on the page? */
export function isOnPage({ run }: State, spec: RunSpec): boolean {
  return isOfPage(run, specKey(spec))
}

async function request(app: App, wanted: OpenRequest, at: Cursor | undefined): Promise<boolean> {
  const outcome = await whilePending(app, app.client.open(wanted))
  if (outcome.kind === 'failed') refuse(app, outcome.error)
  if (outcome.kind !== 'opened') return false
  arriveAt(app, outcome.opened, at)
  return true
}

function arriveAt(app: App, opened: Opened, at: Cursor | undefined): void {
  show(app, opened, at ?? lastCursor(opened.run), keptStart(opened.report), defaultView)
}
