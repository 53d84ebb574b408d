/**
 * The page's side of the conversation with the search worker. The worker is started by the first job
 * and kept. The newest job wins: the older one resolves as `superseded`. Promises never reject.
 *
 * A worker that crashes fails its search and is replaced by the next one; it is not asked again by
 * itself, since the same search would most likely crash it again.
 */

import type { WorkerLike } from './channel.ts'
import type { HeddleError } from './protocol.ts'
import type { FromSearch, JobProgress, JobResult, SearchJob, ToSearch } from './search-protocol.ts'

export type SearchOutcome =
  | { readonly kind: 'done'; readonly result: JobResult }
  | { readonly kind: 'failed'; readonly error: HeddleError }
  | { readonly kind: 'superseded' }

export interface SearchClient {
  readonly start: (
    job: SearchJob,
    onProgress: (progress: JobProgress) => void,
  ) => Promise<SearchOutcome>
  /** Does the beginning of a job in advance while nothing runs; what becomes of it is nobody's business. */
  readonly warm: (job: SearchJob) => void
  /** The search that runs ends with what it has found so far, at the latest after `patience`. */
  readonly cancel: () => void
  /** Stops the worker; a search that runs resolves as superseded. */
  readonly close: () => void
}

export interface SearchClientOptions {
  readonly spawn: () => WorkerLike
  /** Milliseconds that a cancelled search has to answer before its worker is stopped. */
  readonly patience?: number
}

const defaultPatience = 2_000

interface Running {
  readonly id: number
  /** What its failure is told of. */
  readonly part: string
  readonly onProgress: (progress: JobProgress) => void
  readonly resolve: (outcome: SearchOutcome) => void
  timer: ReturnType<typeof setTimeout> | undefined
}

export function createSearchClient(options: SearchClientOptions): SearchClient {
  const patience = options.patience ?? defaultPatience
  let worker: WorkerLike | undefined
  let running: Running | undefined
  let lastId = 0

  function spawn(): WorkerLike {
    const started = options.spawn()
    const alive = (): boolean => worker === started
    started.addEventListener('message', (event) => {
      if (alive() && 'data' in event && isFromSearch(event.data)) receive(event.data)
    })
    started.addEventListener('error', (event) => {
      if (alive()) crashed(reasonOf(event))
    })
    started.addEventListener('messageerror', () => {
      if (alive()) crashed('its answer could not be read')
    })
    return started
  }

  function receive(message: FromSearch): void {
    if (message.id !== running?.id) return
    switch (message.kind) {
      case 'progress':
        running.onProgress(message.progress)
        return
      case 'done':
        settle({ kind: 'done', result: message.result })
        return
      case 'failed':
        settle({ kind: 'failed', error: message.error })
        return
    }
  }

  function settle(outcome: SearchOutcome): void {
    const ended = running
    running = undefined
    clearTimeout(ended?.timer)
    ended?.resolve(outcome)
  }

  function crashed(reason: string): void {
    worker?.terminate()
    worker = undefined
    if (running === undefined) return
    const message = `The search worker stopped (${reason}); nothing else is lost. Start the search again.`
    settle({ kind: 'failed', error: { code: 'internal', part: running.part, message } })
  }

  function post(message: ToSearch): void {
    try {
      worker ??= spawn()
      worker.postMessage(message)
    } catch (error) {
      crashed(error instanceof Error ? error.message : String(error))
    }
  }

  return {
    start: (job, onProgress) => {
      settle({ kind: 'superseded' })
      return new Promise((resolve) => {
        lastId += 1
        const part = job.kind === 'races' ? job.request.scenario : job.kind
        running = { id: lastId, part, onProgress, resolve, timer: undefined }
        post({ kind: 'start', id: lastId, job })
      })
    },
    warm: (job) => {
      if (running !== undefined) return
      lastId += 1
      post({ kind: 'warm', id: lastId, job })
    },
    cancel: () => {
      if (running === undefined || running.timer !== undefined) return
      running.timer = setTimeout(() => crashed('it did not answer when told to stop'), patience)
      post({ kind: 'cancel', id: running.id })
    },
    close: () => {
      worker?.terminate()
      worker = undefined
      settle({ kind: 'superseded' })
    },
  }
}

function reasonOf(event: Event): string {
  const said = 'message' in event && typeof event.message === 'string' ? event.message : ''
  return said === '' ? 'it crashed' : said.slice(0, 300)
}

function isFromSearch(data: unknown): data is FromSearch {
  return (
    typeof data === 'object' &&
    data !== null &&
    'id' in data &&
    typeof data.id === 'number' &&
    'kind' in data &&
    (data.kind === 'progress' || data.kind === 'done' || data.kind === 'failed')
  )
}
