/** From a table or list to the diagram: the run or the search that shows what is said there. */

import type { Variant } from '../../src/ir/program.ts'
import type { Cursor } from '../../src/trace/view.ts'
import type { OpenRequest } from '../../src/worker/client.ts'
import type { Opened, RunSpec } from '../../src/worker/protocol.ts'
import type { FindingView } from '../../src/worker/search-protocol.ts'
import { defaultView, type ViewId } from '../views/registry.ts'
import { type App, whilePending } from './app.ts'
import { findRaces } from './find-races.ts'
import { jumpTo } from './navigate.ts'
import { isOfPage, lastCursor, openedOf, specKey } from './run.ts'
import { subjectOf } from './search.ts'
import { keptStart, refuse, show } from './show.ts'
import type { State } from './state.ts'
import { openView } from './view.ts'

/** Shows a run in the diagram, at its end where no step is named; undo leads back to the view before. */
export function openShownRun(app: App, spec: RunSpec, at?: Cursor): void {
  openRunAt(app, spec, at, defaultView)
}

/** Shows the run of a finding, at its end. */
export function openFinding(app: App, { key, schedule }: FindingView): void {
  const subject = subjectOf(app.store.getState())
  if (subject === undefined) return
  app.store.setState({ openedFinding: key })
  openShownRun(app, { ...subject, schedule })
}

/** Opens a run at a step, or at its end, as one act that undo takes back. `view` undefined: it stays. */
export function openRunAt(app: App, spec: RunSpec, at?: Cursor, view?: ViewId): void {
  app.serial.replace(() => {
    const { run } = app.store.getState()
    const present = openedOf(run)
    if (present !== undefined && isOfPage(run, specKey(spec))) {
      if (view !== undefined) openView(app, view)
      jumpTo(app, at ?? lastCursor(present.run))
      return undefined
    }
    const known = app.runs.get(spec)
    if (known === undefined) {
      return request(app, { kind: 'run', ...spec }, at, view).then(() => undefined)
    }
    arriveAt(app, known, at, view)
    return undefined
  })
}

/** Shows a program with its recorded run, as far as that can be replayed, and searches it. */
export function openShownSearch(app: App, scenario: string, variant: Variant): void {
  app.serial.replace(async () => {
    const recorded = { kind: 'run', scenario, variant, schedule: undefined } as const
    const isThere = await request(app, recorded, 0, defaultView)
    if (isThere) findRaces(app)
  })
}

/** Is this run the one on the page? */
export function isOnPage({ run }: State, spec: RunSpec): boolean {
  return isOfPage(run, specKey(spec))
}

async function request(
  app: App,
  wanted: OpenRequest,
  at: Cursor | undefined,
  view: ViewId | undefined,
): Promise<boolean> {
  const outcome = await whilePending(app, app.client.open(wanted))
  if (outcome.kind === 'failed') refuse(app, outcome.error)
  if (outcome.kind !== 'opened') return false
  arriveAt(app, outcome.opened, at, view)
  return true
}

function arriveAt(
  app: App,
  opened: Opened,
  at: Cursor | undefined,
  view: ViewId | undefined,
): void {
  show(app, opened, at ?? lastCursor(opened.run), keptStart(opened.report), view)
}
