/** What becomes of a file that is being opened. */

import { grouped } from '../../src/timeline/ticks.ts'
import { QuietButton } from '../ui/QuietButton.tsx'
import type { Importing } from './use-import.ts'

export function ImportBar({ importing }: { readonly importing: Importing }) {
  const { phase, cancel } = importing
  switch (phase.kind) {
    case 'idle':
      return undefined
    case 'reading':
      return (
        <output className="timeline-import">
          <span>
            Reading <b>{phase.name}</b>
            {phase.events > 0 && `: ${grouped(String(phase.events))} events`}
          </span>
          <progress value={phase.part} max={1} aria-label={`Reading ${phase.name}`} />
          <button type="button" className="button" onClick={cancel}>
            Cancel
          </button>
        </output>
      )
    case 'failed':
      return (
        <div className="timeline-import is-failed" role="alert">
          <span>
            <b>{phase.name}</b> could not be opened, and nothing has changed. {phase.message}
          </span>
          <QuietButton name="Dismiss" icon="close" onClick={cancel} />
        </div>
      )
  }
}
