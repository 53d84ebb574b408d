/** One job of a states worker: started, stopped, and what it came to, for as long as the view is there. */

import { useCallback, useRef, useState } from 'react'
import type { FromStates, StatesJob, ToStates } from '../../src/worker/states-protocol.ts'

export type Answered = Extract<FromStates, { readonly kind: StatesJob['kind'] }>

/** `key` says of which program. */
export type StatesPhase<T> =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly key: string; readonly found: number }
  | { readonly kind: 'done'; readonly key: string; readonly view: T }
  | { readonly kind: 'failed'; readonly key: string; readonly message: string }

export interface JobHandle<T> {
  readonly phase: StatesPhase<T>
  readonly start: (key: string, job: StatesJob) => void
  /** What was found by then is shown. */
  readonly stop: () => void
}

const idle = { kind: 'idle' } as const

/** `pick` takes the view out of the answer that is meant. */
export function useStatesJob<T>(pick: (said: Answered) => T | undefined): JobHandle<T> {
  const [phase, setPhase] = useState<StatesPhase<T>>(idle)
  const worker = useRef<Worker>(undefined)
  const start = useCallback(
    (key: string, job: StatesJob) => {
      worker.current?.terminate()
      setPhase({ kind: 'running', key, found: 0 })
      const started = spawn((said) => {
        if (worker.current !== started) return
        setPhase(phaseOf(key, said, pick))
        if (said.kind !== 'progress') started?.terminate()
      })
      worker.current = started
      if (started === undefined) {
        setPhase({ kind: 'failed', key, message: 'This browser did not start a worker for it.' })
        return
      }
      post(started, job)
    },
    [pick],
  )
  const stop = useCallback(() => {
    if (worker.current !== undefined) post(worker.current, { kind: 'stop' })
  }, [])
  return { phase, start, stop }
}

function phaseOf<T>(
  key: string,
  said: FromStates,
  pick: (said: Answered) => T | undefined,
): StatesPhase<T> {
  switch (said.kind) {
    case 'progress':
      return { kind: 'running', key, found: said.found }
    case 'failed':
      return { kind: 'failed', key, message: said.message }
    case 'graph':
    case 'classes': {
      const view = pick(said)
      return view === undefined ? idle : { kind: 'done', key, view }
    }
  }
}

function post(worker: Worker, message: ToStates): void {
  worker.postMessage(message)
}

function spawn(said: (message: FromStates) => void): Worker | undefined {
  try {
    const worker = new Worker(new URL('../../src/worker/states.worker.ts', import.meta.url), {
      type: 'module',
    })
    worker.addEventListener('message', (event: MessageEvent<FromStates>) => said(event.data))
    worker.addEventListener('error', () =>
      said({ kind: 'failed', message: 'The worker stopped. Start it again.' }),
    )
    return worker
  } catch {
    return undefined
  }
}
