import { isOnPage, openShownRun, openShownSearch } from '../../store/open-shown.ts'
import type { RunSpec } from '../../../src/worker/protocol.ts'
import { useApp, useFact } from '../../store/use-app.ts'

export interface ShownBy extends Omit<RunSpec, 'schedule'> {
  /** Undefined where no run shows it, but the search of the program. */
  readonly schedule: string | undefined
}

/** What a statement is shown by: the way there, and whether the run is on the page already. */
export function useShown({ scenario, variant, schedule }: ShownBy): {
  readonly isCurrent: boolean
  readonly open: () => void
} {
  const app = useApp()
  const isCurrent = useFact(
    (state) => schedule !== undefined && isOnPage(state, { scenario, variant, schedule }),
  )
  const open = (): void => {
    if (schedule === undefined) openShownSearch(app, scenario, variant)
    else openShownRun(app, { scenario, variant, schedule })
  }
  return { isCurrent, open }
}
