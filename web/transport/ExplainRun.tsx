/** What makes a run easier to read: fewer switches, and only what matters. */

import { causeOf } from '../store/explained.ts'
import { useFact, useRun } from '../store/use-app.ts'
import { CommandButton } from '../ui/CommandButton.tsx'

export function ExplainRun() {
  const run = useRun()
  const isDimmed = useFact((state) => causeOf(state) !== undefined)
  const disabled = run === undefined || run.steps.length === 0
  return (
    <div className="explain">
      <CommandButton command="tidy" name="Tidy" disabled={disabled}>
        Tidy
        <kbd className="drawn" data-text="T" />
      </CommandButton>
      <CommandButton command="cause" name="Cause" pressed={isDimmed} disabled={disabled}>
        Cause
        <kbd className="drawn" data-text="C" />
      </CommandButton>
    </div>
  )
}
