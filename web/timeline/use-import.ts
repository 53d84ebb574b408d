/**
 * Opening a trace: a worker reads it while the page stays as it is. Only what was read to its end takes the
 * place of what is shown; a failure or a cancel changes nothing.
 */

import { useCallback, useEffect, useRef, useState } from 'react'
import type { ImportedRun } from '../../src/share/json/parse-run.ts'
import type { Timeline } from '../../src/timeline/model.ts'
import type { FromTimelineWorker, TraceSource } from '../../src/worker/timeline-protocol.ts'
import { usePage } from '../app/page.ts'

export interface Trace {
  readonly name: string
  readonly timeline: Timeline
  readonly events: number
  readonly leftOut: readonly (readonly [string, number])[]
}

export type ImportPhase =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'reading'
      readonly name: string
      readonly part: number
      readonly events: number
    }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string }

export interface Importing {
  readonly phase: ImportPhase
  readonly start: (name: string, source: TraceSource) => void
  readonly cancel: () => void
  readonly fail: (name: string, message: string) => void
}

const idle: ImportPhase = { kind: 'idle' }

export function useImport(
  onTrace: (trace: Trace) => void,
  /** A run that Heddle wrote. */
  onRun: (run: ImportedRun) => void,
): Importing {
  const { hold } = usePage()
  const [phase, setPhase] = useState(idle)
  const stop = useRef<(() => void) | undefined>(undefined)

  const cancel = useCallback(() => {
    stop.current?.()
    stop.current = undefined
    setPhase(idle)
  }, [])
  const fail = useCallback((name: string, message: string) => {
    stop.current?.()
    stop.current = undefined
    setPhase({ kind: 'failed', name, message })
  }, [])

  const start = useCallback(
    (name: string, source: TraceSource) => {
      stop.current?.()
      const release = hold()
      const worker = spawn()
      const end = (): void => {
        worker.terminate()
        release()
      }
      stop.current = end
      setPhase({ kind: 'reading', name, part: 0, events: 0 })
      const receive = (message: FromTimelineWorker): void => {
        switch (message.kind) {
          case 'progress':
            setPhase({ kind: 'reading', name, part: message.part, events: message.events })
            return
          case 'failed':
            fail(name, message.message)
            return
          case 'trace':
            cancel()
            onTrace({ name, ...message })
            return
          case 'run':
            cancel()
            onRun(message.run)
        }
      }
      worker.addEventListener('message', ({ data }: MessageEvent<FromTimelineWorker>) => {
        if (stop.current === end) receive(data)
      })
      worker.addEventListener('error', () => {
        if (stop.current === end)
          fail(name, 'It could not be read: there may not be enough memory for it.')
      })
      worker.postMessage(source)
    },
    [hold, cancel, fail, onTrace, onRun],
  )

  useEffect(() => () => stop.current?.(), [])
  return { phase, start, cancel, fail }
}

function spawn(): Worker {
  return new Worker(new URL('../../src/worker/timeline.worker.ts', import.meta.url), {
    type: 'module',
  })
}
