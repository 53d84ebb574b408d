/** What a job came to, as far as it has come, or why it could not go on. */

import type { ReactNode } from 'react'
import type { JobPhase } from '../../store/jobs.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { SearchFailure } from '../../ui/SearchFailure.tsx'

export interface JobContentProps<View> {
  readonly phase: JobPhase<View>
  /** Before it was first started. */
  readonly idle?: ReactNode
  /** `isOver`: nothing more will be decided. */
  readonly children: (view: View, isOver: boolean) => ReactNode
}

export function JobContent<View>({ phase, idle, children }: JobContentProps<View>) {
  switch (phase.kind) {
    case 'idle':
      return idle
    case 'failed':
      return <SearchFailure error={phase.error} />
    case 'running':
    case 'done':
      return phase.view === undefined ? (
        <Waiting>Starting the search: what it decides is shown as it comes …</Waiting>
      ) : (
        children(phase.view, phase.kind === 'done')
      )
  }
}
