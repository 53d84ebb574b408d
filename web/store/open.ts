/**
 * Opening a run: of another scenario, of another variant, or one that was recorded. The newest wish wins
 * over those still being computed, and a refusal changes nothing.
 */

import type { FixDef, MutexModel, Variant } from '../../src/ir/program.ts'
import { variantOf } from '../../src/ir/variant.ts'
import type { Cursor } from '../../src/trace/view.ts'
import type { OpenRequest } from '../../src/worker/client.ts'
import { type App, whilePending } from './app.ts'
import type { RecordedRun } from './catalogue.ts'
import { openedOf, specOf } from './run.ts'
import { keptStart, refuse, show } from './show.ts'

/** Opens a scenario with its default run. The mutex model stays, fixes are those of the scenario. */
export function openScenario(app: App, scenario: string): void {
  const mutex = openedOf(app.store.getState().run)?.run.mutex ?? 'count'
  openFresh(app, { kind: 'run', scenario, variant: { fixes: [], mutex }, schedule: undefined })
}

/** Opens a run that ships with the scenario, under the variant that it was recorded with. */
export function openNamedRun(app: App, run: RecordedRun): void {
  const scenario = openedOf(app.store.getState().run)?.run.scenario
  if (scenario === undefined) return
  openFresh(app, { kind: 'run', scenario, variant: variantOf(run), schedule: run.schedule })
}

export function setFixes(app: App, fixes: readonly FixDef['id'][]): void {
  setVariant(app, (variant) => ({ ...variant, fixes }))
}

export function setMutex(app: App, mutex: MutexModel): void {
  setVariant(app, (variant) => ({ ...variant, mutex }))
}

/** The same schedule under another variant, as far as it can run there. */
export function setVariant(app: App, change: (variant: Variant) => Variant): void {
  app.serial.replace(() => {
    const { run: phase, cursor, wanted } = app.store.getState()
    const opened = openedOf(phase)
    if (opened === undefined) return undefined
    const { scenario, variant, schedule: present } = specOf(opened.run)
    const schedule = wanted ?? present
    const request: OpenRequest = { kind: 'run', scenario, variant: change(variant), schedule }
    return openRequest(app, request, cursor, schedule)
  })
}

function openFresh(app: App, request: OpenRequest): void {
  app.serial.replace(() => openRequest(app, request, 0))
}

async function openRequest(
  app: App,
  request: OpenRequest,
  cursor: Cursor,
  wanted?: string,
): Promise<void> {
  const outcome = await whilePending(app, app.client.open(request))
  if (outcome.kind === 'superseded') return
  if (outcome.kind === 'opened') {
    show(app, outcome.opened, cursor, keptStart(outcome.opened.report))
    app.store.setState({ wanted })
    return
  }
  refuse(app, outcome.error)
}
