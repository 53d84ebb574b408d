/**
 * The jobs of many searches: claims, guarantees and sets of fixes. Each kind has a worker of its own while
 * it runs, and its latest result stays until it is started again.
 */

import type { HeddleError } from '../../src/worker/protocol.ts'
import type { SearchClient, SearchOutcome } from '../../src/worker/search-client.ts'
import type {
  ClaimsView,
  FixesView,
  GuaranteesView,
  JobProgress,
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

/** Starts it anew, whatever it came to before. */
export async function startJob(app: App, job: ViewJob): Promise<void> {
  const client = app.jobs[job.kind]
  const before = app.store.getState().jobs
  enter(app, running(job.kind))
  const outcome = await client.start(job, (said) => {
    const change = progressed(said)
    if (change !== undefined) enter(app, change)
  })
  const ended = ending(job.kind, outcome, before)
  if (ended === undefined) return
  enter(app, ended)
  // What it took in memory is given back.
  client.close()
}

/** What was found so far stays. False when it does not run. */
export function cancelJob(app: App, kind: ViewJobKind): boolean {
  if (app.store.getState().jobs[kind].kind !== 'running') return false
  app.jobs[kind].cancel()
  return true
}

function enter(app: App, change: Partial<Jobs>): void {
  app.store.setState(({ jobs }) => ({ jobs: { ...jobs, ...change } }))
}

function running(kind: ViewJobKind): Partial<Jobs> {
  return { [kind]: { kind: 'running', view: undefined } }
}

/** Undefined for a job that has no view of its own. */
function progressed(said: JobProgress): Partial<Jobs> | undefined {
  switch (said.kind) {
    case 'claims':
      return { claims: { kind: 'running', view: said.view } }
    case 'guarantees':
      return { guarantees: { kind: 'running', view: said.view } }
    case 'fixes':
      return { fixes: { kind: 'running', view: said.view } }
    case 'races':
    case 'can-happen':
    case 'closest':
      return undefined
  }
}

/** Undefined when a newer job of the kind has taken over. */
function ending(
  kind: ViewJobKind,
  outcome: SearchOutcome,
  before: Jobs,
): Partial<Jobs> | undefined {
  switch (outcome.kind) {
    case 'superseded':
      return undefined
    case 'failed':
      return { [kind]: { kind: 'failed', error: outcome.error } }
    case 'done':
      return ended(outcome) ?? { [kind]: before[kind] }
  }
}

function ended({ result }: SearchOutcome & { readonly kind: 'done' }): Partial<Jobs> | undefined {
  if (result.kind === 'races' || result.kind === 'can-happen' || result.kind === 'closest')
    return undefined
  const { wasStopped } = result
  switch (result.kind) {
    case 'claims':
      return { claims: { kind: 'done', view: result.view, wasStopped } }
    case 'guarantees':
      return { guarantees: { kind: 'done', view: result.view, wasStopped } }
    case 'fixes':
      return { fixes: { kind: 'done', view: result.view, wasStopped } }
  }
}
