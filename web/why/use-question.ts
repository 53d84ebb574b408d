import { useEffect, useState } from 'react'
import type { RunView } from '../../src/trace/view.ts'
import type {
  CanHappenProgress,
  CanHappenRequest,
  CanHappenResult,
} from '../../src/worker/search-protocol.ts'
import { specOf } from '../store/run.ts'
import { useApp } from '../store/use-app.ts'

export type QuestionPhase =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly progress: CanHappenProgress | undefined }
  | { readonly kind: 'done'; readonly result: CanHappenResult }
  | { readonly kind: 'failed'; readonly message: string }

export interface Question {
  readonly phase: QuestionPhase
  readonly ask: (run: RunView, wanted: Pick<CanHappenRequest, 'pins' | 'before'>) => void
  readonly cancel: () => void
  /** What was asked for has changed: the answer is no longer one. */
  readonly forget: () => void
}

/** States that one answer may take. */
const mostStates = 2_000_000

/** Asks the search worker; the search ends with the dialog. */
export function useQuestion(): Question {
  const { jobs, search, searchBytes } = useApp()
  const client = jobs.ask ?? search
  const [phase, setPhase] = useState<QuestionPhase>({ kind: 'idle' })
  useEffect(() => () => client.cancel(), [client])
  return {
    phase,
    ask: (run, wanted) => {
      const { scenario, variant } = specOf(run)
      const limits = { maxStates: mostStates, maxBytes: searchBytes }
      const request = { scenario, variant, ...wanted, ...limits }
      setPhase({ kind: 'running', progress: undefined })
      const started = client.start({ kind: 'can-happen', request }, (said) => {
        if (said.kind === 'can-happen') setPhase({ kind: 'running', progress: said.progress })
      })
      void started.then((outcome) => {
        if (outcome.kind === 'failed') setPhase({ kind: 'failed', message: outcome.error.message })
        if (outcome.kind === 'done' && outcome.result.kind === 'can-happen')
          setPhase({ kind: 'done', result: outcome.result.result })
      })
    },
    cancel: () => client.cancel(),
    forget: () => setPhase((now) => (now.kind === 'running' ? now : { kind: 'idle' })),
  }
}
