/** Searching what is on the page. */

import type { Minimised } from '../../src/explore/verdict.ts'
import type { SearchOutcome } from '../../src/worker/search-client.ts'
import type { SearchJob } from '../../src/worker/search-protocol.ts'
import type { App } from './app.ts'
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
