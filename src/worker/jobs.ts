/** What the search worker can be told to do: each job goes on in slices, and tells how far it is. */

import { scenarios } from '../models/catalogue.ts'
import { hmmClaims } from '../models/claims/hmm.ts'
import { ok, type Result } from '../util/result.ts'
import { CanHappenTask } from './can-happen-task.ts'
import { ClaimsTask } from './claims.ts'
import { ClosestTask } from './closest-task.ts'
import { FixSetTask } from './fix-sets.ts'
import { GuaranteesTask } from './guarantees.ts'
import type { HeddleError } from './protocol.ts'
import type { FixesRequest, JobProgress, JobResult, JobView, SearchJob } from './search-protocol.ts'
import { type Clock, SearchTask } from './search-task.ts'

export interface Job {
  /** Goes on for about that many milliseconds; true when there is nothing more to do. */
  readonly advance: (milliseconds: number) => boolean
  /** Ends it early. */
  readonly cancel: () => void
  readonly progress: () => JobProgress
  readonly result: () => JobResult
}

/** Of each single search of a set of fixes: far more than any of them needs. */
const mostStates = 4_000_000

export function startJob(job: SearchJob, now: Clock): Result<Job, HeddleError> {
  switch (job.kind) {
    case 'races':
      return searchJob(
        SearchTask.start(job.request, now),
        (task) => ({ kind: 'races', progress: task.progress }),
        (task) => ({ kind: 'races', result: task.result() }),
      )
    case 'claims': {
      const task = new ClaimsTask(hmmClaims, now)
      return ok(
        jobOf(task, () => ({
          kind: 'claims',
          view: { ...task.tally, claims: task.result() },
        })),
      )
    }
    case 'guarantees': {
      const task = new GuaranteesTask(scenarios, now)
      return ok(jobOf(task, () => ({ kind: 'guarantees', view: task.view })))
    }
    case 'fixes':
      return ok(fixesJob(job.request, now))
    case 'can-happen':
      return searchJob(
        CanHappenTask.start(job.request, now),
        (task) => ({ kind: 'can-happen', progress: task.progress }),
        (task) => ({ kind: 'can-happen', result: task.result() }),
      )
    case 'closest':
      return searchJob(
        ClosestTask.start(job.request, now),
        (task) => ({ kind: 'closest', progress: task.progress }),
        (task) => ({ kind: 'closest', result: task.result() }),
      )
  }
}

interface OneSearch {
  readonly advance: (milliseconds: number) => boolean
  readonly stop: (limit: 'cancelled') => void
}

/** A job of one search, if it could be started. */
function searchJob<Task extends OneSearch>(
  started: Result<Task, HeddleError>,
  progress: (task: Task) => JobProgress,
  result: (task: Task) => JobResult,
): Result<Job, HeddleError> {
  if (!started.ok) return started
  const task = started.value
  return ok({
    advance: (milliseconds) => task.advance(milliseconds),
    cancel: () => task.stop('cancelled'),
    progress: () => progress(task),
    result: () => result(task),
  })
}

function fixesJob({ scenarios: ids, mutex, mostFixes }: FixesRequest, now: Clock): Job {
  const defs = scenarios.filter(({ id }) => ids.includes(id))
  const task = new FixSetTask({ scenarios: defs, mutex, mostFixes, maxStates: mostStates }, now)
  return jobOf(task, () => ({ kind: 'fixes', view: { ...task.tally, ...task.result() } }))
}

/** A job of many searches: stopped early, its view holds what is known by then. */
function jobOf(
  task: { readonly advance: (milliseconds: number) => boolean },
  view: () => JobView,
): Job {
  let wasStopped = false
  return {
    advance: (milliseconds) => wasStopped || task.advance(milliseconds),
    cancel: () => {
      wasStopped = true
    },
    progress: view,
    result: () => ({ ...view(), wasStopped }),
  }
}
