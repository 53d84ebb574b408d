import type { App } from './app.ts'
import { cancelSearch } from './find-races.ts'
import { cancelJob, noJobs, type ViewJobKind } from './jobs.ts'
import { stopOffered } from './stop-offered.ts'

/** Stops what the shown view is searching; false when it does not search. */
export function cancelShown(app: App): boolean {
  const { view } = app.store.getState()
  return isJob(view) ? cancelJob(app, view) : stopOffered(app) || cancelSearch(app)
}

function isJob(view: string): view is ViewJobKind {
  return view in noJobs
}
