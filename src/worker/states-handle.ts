/** The states worker's logic, apart from being a worker. */

import { classTask } from './class-list.ts'
import { graphTask, type StatesTask } from './graph-task.ts'
import type { HeddleError } from './protocol.ts'
import type { Result } from '../util/result.ts'
import { readStates } from './read-states.ts'
import type { FromStates, StatesJob } from './states-protocol.ts'

export interface StatesHost {
  readonly send: (message: FromStates) => void
  /** Runs `next` after other messages had their turn. */
  readonly yield: (next: () => void) => void
  /** Milliseconds. */
  readonly now: () => number
}

/** Milliseconds between two looks at what else there is to do, and between two reports. */
const slice = 30
const between = 150

export function createStatesHandler(host: StatesHost): (message: unknown) => void {
  let isStopped = false
  let reportedAt = host.now()

  function go(task: StatesTask): void {
    const until = host.now() + slice
    while (!isStopped && host.now() < until) {
      if (task.advance()) {
        host.send(task.result())
        return
      }
    }
    if (isStopped) {
      host.send(task.result())
      return
    }
    if (host.now() - reportedAt >= between) {
      reportedAt = host.now()
      host.send({ kind: 'progress', found: task.found() })
    }
    host.yield(() => guarded(() => go(task)))
  }

  function guarded(body: () => void): void {
    try {
      body()
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      host.send({ kind: 'failed', message: `It stopped on an error of its own: ${reason}.` })
    }
  }

  function begin(started: Result<StatesTask, HeddleError>): void {
    if (started.ok) go(started.value)
    else host.send({ kind: 'failed', message: started.error.message })
  }

  return (message) => {
    guarded(() => {
      const told = readStates(message)
      if (!told.ok) begin(told)
      else if (told.value.kind === 'stop') isStopped = true
      else begin(taskFor(told.value))
    })
  }
}

function taskFor(job: StatesJob): Result<StatesTask, HeddleError> {
  return job.kind === 'graph' ? graphTask(job) : classTask(job)
}
