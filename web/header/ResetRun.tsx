/** The way back from one's own experiments to the run that ships with the scenario. */

import { scenarioMeta, shownRun } from '../store/catalogue.ts'
import { openNamedRun } from '../store/open.ts'
import { useApp, useFact, useRun } from '../store/use-app.ts'
import { Icon } from '../ui/Icon.tsx'

export function ResetRun() {
  const app = useApp()
  const run = useRun()
  const catalogue = useFact((state) => state.catalogue)
  const meta = run === undefined ? undefined : scenarioMeta(catalogue, run.scenario)
  const [first] = meta?.runs ?? []
  if (run === undefined || meta === undefined || first === undefined) return undefined
  const isThere = shownRun(meta, run) !== undefined
  return (
    <button
      type="button"
      className="button button-icon"
      aria-label="Back to the recorded run"
      aria-disabled={isThere}
      title={isThere ? `This is the recorded run: ${first.title}` : `Back to: ${first.title}`}
      onClick={() => {
        if (!isThere) openNamedRun(app, first)
      }}
    >
      <Icon name="reset" />
    </button>
  )
}
