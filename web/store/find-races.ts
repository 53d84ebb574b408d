/** Searching what is on the page, and opening what was found. */

import type { Minimised } from '../../src/explore/verdict.ts'
import type { RunSpec } from '../../src/worker/protocol.ts'
import type { SearchOutcome } from '../../src/worker/search-client.ts'
import type { FindingView, SearchJob } from '../../src/worker/search-protocol.ts'
import { type App, whilePending } from './app.ts'
import { jumpTo } from './navigate.ts'
import { lastCursor, openedOf } from './run.ts'
import {
  idle,
  isSearched,
  phaseOf,
  type SearchPhase,
  searchKey,
  type SearchSubject,
  subjectOf,
  withPhase,
} from './search.ts'
import { refuse, show } from './show.ts'

/** Searches all interleavings of the scenario and variant on the page, and shows the findings. */
export function findRaces(app: App): void {
  if (subjectOf(app.store.getState()) === undefined) return
  setFindings(app, true)
  void search(app)
}

async function search(app: App): Promise<void> {
  const state = app.store.getState()
  const subject = subjectOf(state)
  const before = phaseOf(state)
  if (subject === undefined || before.kind === 'running') return
  const { minimised } = state
  const key = searchKey(subject, minimised)
  const enter = (phase: SearchPhase): void => {
    app.store.setState(({ searches }) => ({ searches: withPhase(searches, key, phase) }))
  }
  enter({ kind: 'running', progress: undefined })
  const outcome = await app.search.start(searchJob(app, subject, minimised), (said) => {
    if (said.kind === 'races') enter({ kind: 'running', progress: said.progress })
  })
  enter(phaseAfter(outcome, before))
}

/** The same job for the same subject, so that what was begun in advance is gone on with. */
export function searchJob(app: App, subject: SearchSubject, minimised: Minimised): SearchJob {
  const limits = { maxStates: undefined, maxBytes: app.searchBytes, maxSeconds: undefined }
  return { kind: 'races', request: { ...subject, ...limits, minimised } }
}

/** A search that gave way to another one leaves what was known before. */
function phaseAfter(outcome: SearchOutcome, before: SearchPhase): SearchPhase {
  switch (outcome.kind) {
    case 'done':
      // Another kind of job is never asked of this worker.
      return outcome.result.kind === 'races'
        ? { kind: 'done', result: outcome.result.result }
        : before
    case 'failed':
      return { kind: 'failed', error: outcome.error }
    case 'superseded':
      return before
  }
}

/** False when nothing is being searched for what is on the page. */
export function cancelSearch(app: App): boolean {
  if (phaseOf(app.store.getState()).kind !== 'running') return false
  app.search.cancel()
  return true
}

/** What the runs of the findings have least of; searches again for it where there was a search. */
export function setMinimised(app: App, minimised: Minimised): void {
  app.store.setState({ minimised })
  const state = app.store.getState()
  const subject = subjectOf(state)
  if (subject === undefined || !isSearched(state.searches, subject)) return
  if (phaseOf(state) === idle) void search(app)
}

export function setFindings(app: App, findingsOpen: boolean): void {
  app.preferences.set('findings-open', findingsOpen ? 'yes' : 'no')
  app.store.setState({ findingsOpen })
}

export function toggleFindings(app: App): void {
  setFindings(app, !app.store.getState().findingsOpen)
}

/** Shows the run of a finding, at its end; a deliberate act that undo takes back. */
export function openFinding(app: App, { key, schedule }: FindingView): void {
  app.store.setState({ openedFinding: key })
  app.serial.replace(() => {
    const state = app.store.getState()
    const subject = subjectOf(state)
    if (subject === undefined) return undefined
    const present = openedOf(state.run)
    if (present?.run.schedule === schedule) {
      jumpTo(app, lastCursor(present.run))
      return undefined
    }
    const spec = { ...subject, schedule }
    const known = app.runs.get(spec)
    if (known === undefined) return request(app, spec)
    show(app, known, lastCursor(known.run), undefined)
    return undefined
  })
}

async function request(app: App, spec: RunSpec): Promise<void> {
  const outcome = await whilePending(app, app.client.open({ kind: 'run', ...spec }))
  if (outcome.kind === 'failed') refuse(app, outcome.error)
  if (outcome.kind !== 'opened') return
  const { opened } = outcome
  show(app, opened, lastCursor(opened.run), undefined)
}
