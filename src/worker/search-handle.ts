/**
 * The search worker's logic, apart from being a worker: starts, reports, cancels. Between two slices it
 * gives way, so that a cancel is seen within a slice.
 */

import { type Job, startJob } from './jobs.ts'
import { readJob } from './read-job.ts'
import type { FromSearch } from './search-protocol.ts'
import type { Clock } from './search-task.ts'

/** Milliseconds of work in advance, after which it waits for being wanted. */
const mostInAdvance = 1_500

/** Milliseconds; well under the 100 within which a cancel has to be answered. */
const slice = 30
const between = 120

export interface SearchHost {
  readonly now: Clock
  readonly send: (message: FromSearch) => void
  /** Runs `next` after other messages had their turn. */
  readonly yield: (next: () => void) => void
}

interface Running {
  readonly id: number
  /** Equal for equal jobs. */
  readonly key: string
  readonly job: Job
  /** It is done in advance, and nobody is told. */
  readonly isSilent: boolean
}

export function createSearchHandler(host: SearchHost): (message: unknown) => void {
  let current: Running | undefined
  let reportedAt = 0

  function start(id: number, wanted: unknown, isSilent: boolean): void {
    const key = JSON.stringify(wanted)
    const inAdvance = current?.isSilent === true && current.key === key ? current.job : undefined
    // What was done in advance for something else is over, whatever becomes of what is wanted.
    if (!isSilent) current = undefined
    const job = inAdvance ?? begun(id, wanted, isSilent)
    if (job === undefined) return
    current = { id, key, job, isSilent }
    reportedAt = host.now()
    go(id, reportedAt + mostInAdvance)
  }

  function begun(id: number, wanted: unknown, isSilent: boolean): Job | undefined {
    const read = readJob(wanted)
    const started = read.ok ? startJob(read.value, host.now) : read
    if (started.ok) return started.value
    if (!isSilent) host.send({ kind: 'failed', id, error: started.error })
    return undefined
  }

  function go(id: number, silentUntil: number): void {
    if (current?.id !== id) return
    const { job, isSilent } = current
    const hasEnded = job.advance(slice)
    if (isSilent && hasEnded) job.result()
    // What was done in advance is kept, whether it has ended or not.
    if (isSilent && (hasEnded || host.now() > silentUntil)) return
    if (hasEnded) {
      current = undefined
      host.send({ kind: 'done', id, result: job.result() })
      return
    }
    if (!isSilent && host.now() - reportedAt >= between) {
      reportedAt = host.now()
      host.send({ kind: 'progress', id, progress: job.progress() })
    }
    host.yield(() => guarded(id, () => go(id, silentUntil)))
  }

  function guarded(id: number, body: () => void): void {
    try {
      body()
    } catch (error) {
      const isSilent = current?.isSilent === true
      current = undefined
      if (isSilent) return
      const reason = error instanceof Error ? error.message : String(error)
      const text = `The search stopped on an error of its own: ${reason.slice(0, 300)}.`
      host.send({ kind: 'failed', id, error: { code: 'internal', part: 'search', message: text } })
    }
  }

  return (message) => {
    if (!isToSearch(message)) return
    const { id } = message
    guarded(id, () => {
      switch (message.kind) {
        case 'start':
          start(id, message.job, false)
          return
        case 'warm':
          if (current === undefined || current.isSilent) start(id, message.job, true)
          return
        case 'cancel':
          if (current?.id === id) current.job.cancel()
          return
      }
    })
  }
}

type Told =
  | { readonly kind: 'start' | 'warm'; readonly id: number; readonly job: unknown }
  | { readonly kind: 'cancel'; readonly id: number }

/** One of ours, not somebody else's message; what the job is made of is read field by field. */
function isToSearch(message: unknown): message is Told {
  if (typeof message !== 'object' || message === null) return false
  if (!('id' in message) || typeof message.id !== 'number' || !('kind' in message)) return false
  if (message.kind === 'cancel') return true
  return (message.kind === 'start' || message.kind === 'warm') && 'job' in message
}
