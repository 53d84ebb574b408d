/** Pinning runs to compare them, and finding one that is worth comparing with. */

import type { Opened, RunSpec } from '../../src/worker/protocol.ts'
import { type App, whilePending } from './app.ts'
import { type ClosestPhase, type Compare, type Side, sideA } from './compare-state.ts'
import { letterOf, openedOf, specKey, specOf } from './run.ts'
import { refuse } from './show.ts'
import { tell } from './tell.ts'
import type { SearchClient } from '../../src/worker/search-client.ts'

/** Pins the run on the page. */
export function pinRun(app: App, side: Side): void {
  app.serial.add(() => {
    const opened = openedOf(app.store.getState().run)
    if (opened === undefined) return undefined
    pin(app, side, opened)
    const last = opened.run.steps.at(-1)
    const who = last === undefined ? 'nobody' : letterOf(opened.run, last.lane)
    const text = `This run is pinned as ${side.toUpperCase()}: ${opened.run.steps.length} steps, the last one by ${who}. The view Compare shows A and B side by side.`
    tell(app, { topic: 'blocked', tone: 'info', text })
    return undefined
  })
}

export function pin(app: App, side: Side, opened: Opened | undefined): void {
  set(app, { [side]: opened })
}

export function pinBoth(app: App, a: Opened | undefined, b: Opened | undefined): void {
  set(app, { a, b })
}

export function swapSides(app: App): void {
  const state = app.store.getState()
  set(app, { a: state.compare.b, b: sideA(state) })
}

/** Replays a schedule, as far as it can run, and pins what comes of it as B. A is pinned, too. */
export async function compareWithRun(app: App, spec: RunSpec): Promise<void> {
  const a = sideA(app.store.getState())
  const outcome = await whilePending(app, app.client.open({ kind: 'run', ...spec }))
  if (outcome.kind === 'failed') refuse(app, outcome.error)
  if (outcome.kind === 'opened') set(app, { a, b: outcome.opened })
}

/** States that the search for the closest passing run may look at. */
const mostStates = 1_000_000

/** Looks for the passing run that has most in common with A, and pins it as B. */
export async function findClosest(app: App): Promise<void> {
  const a = sideA(app.store.getState())
  if (a === undefined) return
  const spec = specOf(a.run)
  setClosest(app, { kind: 'running', progress: undefined })
  const request = { spec, maxStates: mostStates, maxBytes: app.searchBytes }
  const outcome = await clientOf(app).start({ kind: 'closest', request }, (said) => {
    if (said.kind === 'closest') setClosest(app, { kind: 'running', progress: said.progress })
  })
  if (outcome.kind === 'superseded') return
  if (outcome.kind === 'failed') {
    setClosest(app, { kind: 'failed', message: outcome.error.message })
    return
  }
  if (outcome.result.kind !== 'closest') return
  const { result } = outcome.result
  if (result.kind === 'found') await compareWithRun(app, { ...spec, schedule: result.schedule })
  setClosest(app, { kind: 'done', key: specKey(spec), result })
}

export function cancelClosest(app: App): void {
  clientOf(app).cancel()
}

function clientOf({ jobs, search }: App): SearchClient {
  return jobs.ask ?? search
}

function setClosest(app: App, closest: ClosestPhase): void {
  set(app, { closest })
}

function set(app: App, change: Partial<Compare>): void {
  app.store.setState(({ compare }) => ({ compare: { ...compare, ...change } }))
}
