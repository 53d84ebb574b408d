/** In place of what shows a run: it is not there yet, or why there is none. Nothing where there is one. */

import type { ReactNode } from 'react'
import type { HeddleError } from '../../src/worker/protocol.ts'
import { openDefault } from '../store/link.ts'
import { useApp, useFact } from '../store/use-app.ts'
import { Waiting } from '../ui/Waiting.tsx'

/** `children`: what else can be done, after "Choose a scenario above". */
export function NoRun({ children }: { readonly children?: ReactNode }) {
  const phase = useFact((state) => state.run)
  switch (phase.kind) {
    case 'loading':
      return <Waiting>Building the model …</Waiting>
    case 'none':
      return <p className="blank">No run is open. Choose a scenario above{children}.</p>
    case 'failed':
      return <Failure error={phase.error} />
    case 'ready':
      return undefined
  }
}

function Failure({ error }: { readonly error: HeddleError }) {
  const app = useApp()
  const hasCatalogue = useFact((state) => state.catalogue.kind === 'ready')
  const { code, message, part } = error
  return (
    <div className="failure" role="alert">
      <h2>{hasCatalogue ? 'This run could not be opened' : 'The model could not be started'}</h2>
      <p>{message}</p>
      {/* Of what is not the user's doing, the part is a word that nobody else knows. */}
      {part !== '' && code !== 'internal' && <code>{part}</code>}
      {hasCatalogue && (
        <button type="button" className="button" onClick={() => openDefault(app)}>
          Open the default case
        </button>
      )}
    </div>
  )
}
