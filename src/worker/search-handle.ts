/**
 * The search worker's logic, apart from being a worker: starts, reports, cancels. Between two slices it
 * gives way, so that a cancel is seen within a slice.
 */

import { type Job, startJob } from './jobs.ts'
import { readJob } from './read-job.ts'
import type { FromSearch } from './search-protocol.ts'
import type { Clock } from './search-task.ts'

/** Milliseconds; well under the 100 within which a cancel has to be answered. */
const slice = 30
const between = 120

export interface SearchHost {
  readonly now: Clock
  readonly send: (message: FromSearch) => void
  /** Runs `next` after other messages had their turn. */
  readonly yield: (next: () => void) => void
}

export function createSearchHandler(host: SearchHost): (message: unknown) => void {
  let current: { readonly id: number; readonly job: Job; readonly isSilent: boolean } | undefined
  let reportedAt = 0

  function start(id: number, wanted: unknown, isSilent: boolean): void {
    const read = readJob(wanted)
    const started = read.ok ? startJob(read.value, host.now) : read
    if (!started.ok) {
      if (!isSilent) host.send({ kind: 'failed', id, error: started.error })
      return
    }
    current = { id, job: started.value, isSilent }
    reportedAt = host.now()
    go(id)
  }

  function go(id: number): void {
    if (current?.id !== id) return
    const { job, isSilent } = current
    if (job.advance(slice)) {
      current = undefined
      const result = job.result()
      if (!isSilent) host.send({ kind: 'done', id, result })
      return
    }
    if (!isSilent && host.now() - reportedAt >= between) {
      reportedAt = host.now()
      host.send({ kind: 'progress', id, progress: job.progress() })
    }
    host.yield(() => guarded(id, () => go(id)))
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
          if (current === undefined) start(id, message.job, true)
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
