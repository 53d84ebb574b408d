/** Starting the jobs of many searches, and what becomes of what their workers say. */

import type { SearchOutcome } from '../../src/worker/search-client.ts'
import type { JobProgress } from '../../src/worker/search-protocol.ts'
import type { App } from './app.ts'
import type { Jobs, ViewJob, ViewJobKind } from './jobs.ts'

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
