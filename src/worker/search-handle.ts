/**
 * The search worker's logic, apart from being a worker: starts, reports, cancels. Between two slices it
 * gives way, so that a cancel is seen within a slice.
 */

import type { FromSearch, ToSearch } from './search-protocol.ts'
import { type Clock, SearchTask } from './search-task.ts'

/** Milliseconds; well under the 100 within which a cancel has to be answered. */
const slice = 30
const between = 120

export interface SearchHost {
  readonly now: Clock
  readonly send: (message: FromSearch) => void
  /** Runs `next` after other messages had their turn. */
  readonly yield: (next: () => void) => void
}

export function createSearchHandler(host: SearchHost): (message: ToSearch) => void {
  let current: { readonly id: number; readonly task: SearchTask } | undefined
  let reportedAt = 0

  function start(message: ToSearch & { readonly kind: 'start' }): void {
    const started = SearchTask.start(message.request, host.now)
    if (!started.ok) {
      host.send({ kind: 'failed', id: message.id, error: started.error })
      return
    }
    current = { id: message.id, task: started.value }
    reportedAt = host.now()
    go(message.id)
  }

  function go(id: number): void {
    if (current?.id !== id) return
    const { task } = current
    if (task.advance(slice)) {
      current = undefined
      host.send({ kind: 'done', id, result: task.result() })
      return
    }
    if (host.now() - reportedAt >= between) {
      reportedAt = host.now()
      host.send({ kind: 'progress', id, progress: task.progress })
    }
    host.yield(() => guarded(id, () => go(id)))
  }

  function guarded(id: number, body: () => void): void {
    try {
      body()
    } catch (error) {
      current = undefined
      const reason = error instanceof Error ? error.message : String(error)
      const text = `The search stopped on an error of its own: ${reason.slice(0, 300)}.`
      host.send({ kind: 'failed', id, error: { code: 'internal', part: 'search', message: text } })
    }
  }

  return (message) => {
    guarded(message.id, () => {
      switch (message.kind) {
        case 'start':
          start(message)
          return
        case 'cancel':
          if (current?.id === message.id) current.task.stop('cancelled')
          return
      }
    })
  }
}
