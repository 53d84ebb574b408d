/** The footer's way to the search: start it, see that it runs, stop it. */

import { useRef } from 'react'
import { grouped, secondsText } from '../../src/util/amounts.ts'
import { cancelSearch } from '../store/find-races.ts'
import { phaseOf } from '../store/search.ts'
import { useApp, useFact, useRun } from '../store/use-app.ts'
import { CommandButton } from '../ui/CommandButton.tsx'

export function FindRaces() {
  const app = useApp()
  const run = useRun()
  const phase = useFact(phaseOf)
  const group = useRef<HTMLDivElement>(null)
  const cancel = (): void => {
    // This button goes when the search has ended; the other one stays.
    group.current?.querySelector<HTMLElement>('.find-start')?.focus()
    cancelSearch(app)
  }
  const running = phase.kind === 'running'
  const progress = running ? phase.progress : undefined
  return (
    <div className="find" ref={group}>
      {running && (
        <>
          {progress !== undefined && (
            <span className="find-progress" aria-hidden="true">
              {grouped(progress.stats.states)} states · {secondsText(progress.seconds)}
            </span>
          )}
          <button type="button" className="button" title="Stop the search (Esc)" onClick={cancel}>
            Cancel
            <kbd className="drawn" data-text="Esc" />
          </button>
        </>
      )}
      <CommandButton
        command="find-races"
        name="Find races"
        className="find-start"
        disabled={run === undefined || running}
      >
        Find races
        <kbd className="drawn" data-text="R" />
      </CommandButton>
    </div>
  )
}
