/**
 * The jobs of many searches: claims, guarantees and sets of fixes. Each kind has a worker of its own while
 * it runs, and its latest result stays until it is started again.
 */

import type { HeddleError } from '../../src/worker/protocol.ts'
import type { SearchClient } from '../../src/worker/search-client.ts'
import type {
  ClaimsView,
  FixesView,
  GuaranteesView,
  SearchJob,
} from '../../src/worker/search-protocol.ts'
import type { App } from './app.ts'

export interface JobViews {
  readonly claims: ClaimsView
  readonly guarantees: GuaranteesView
  readonly fixes: FixesView
}

export type ViewJobKind = keyof JobViews
export type ViewJob = Extract<SearchJob, { readonly kind: ViewJobKind }>

export type JobPhase<V> =
  | { readonly kind: 'idle' }
  /** `view` is undefined until the first report. */
  | { readonly kind: 'running'; readonly view: V | undefined }
  /** `wasStopped`: what is missing in the view was not searched. */
  | { readonly kind: 'done'; readonly view: V; readonly wasStopped: boolean }
  | { readonly kind: 'failed'; readonly error: HeddleError }

export type Jobs = { readonly [K in ViewJobKind]: JobPhase<JobViews[K]> }

const idle = { kind: 'idle' } as const

export const noJobs: Jobs = { claims: idle, guarantees: idle, fixes: idle }

/** `ask`: for questions with an answer of their own; left out, they share the worker of the search. */
export type JobClients = Readonly<Record<ViewJobKind, SearchClient>> & {
  readonly ask?: SearchClient
}

/** What was found so far stays. False when it does not run. */
export function cancelJob(app: App, kind: ViewJobKind): boolean {
  if (app.store.getState().jobs[kind].kind !== 'running') return false
  app.jobs[kind].cancel()
  return true
}
