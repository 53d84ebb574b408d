/** Opens what no single list can offer of a scenario: its sizes, questions and combinations of fixes. */

import { type ToggleEvent, useId, useRef, useState } from 'react'
import { later } from '../app/later.tsx'
import { Icon } from '../ui/Icon.tsx'
import type { ScenarioFieldsProps } from './ScenarioFields.tsx'
import './scenario-settings.css'

const ScenarioFields = later('The settings of the scenario', async () => {
  return (await import('./ScenarioFields.tsx')).ScenarioFields
})

/** Nothing where a scenario has neither sizes nor questions: its fixes have a list of their own. */
export function ScenarioSettings({ meta, run }: ScenarioFieldsProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const [wanted, setWanted] = useState(false)
  const { questions = [], sizes = [] } = meta
  if (questions.length + sizes.length === 0) return undefined
  const changed = (run.questions?.length ?? 0) + Object.keys(run.sizes ?? {}).length
  return (
    <>
      <button
        ref={button}
        type="button"
        className="button settings-button"
        popoverTarget={id}
        title="Sizes, questions and combinations of fixes"
      >
        Scenario settings
        {changed > 0 && (
          <span className="chip" title={`${changed} changed`}>
            {changed}
          </span>
        )}
        <Icon name="chevron" />
      </button>
      <dialog
        id={id}
        popover="auto"
        aria-label="Scenario settings"
        className="popover settings"
        onBeforeToggle={(event) => {
          setWanted(true)
          placeBelow(event, button.current)
        }}
      >
        {wanted && <ScenarioFields meta={meta} run={run} />}
      </dialog>
    </>
  )
}

/** Below the button, and within the window. */
function placeBelow(event: ToggleEvent<HTMLElement>, button: HTMLButtonElement | null): void {
  if (button === null || event.newState !== 'open') return
  const { left, bottom } = button.getBoundingClientRect()
  const { style } = event.currentTarget
  style.setProperty('--settings-left', `${left}px`)
  style.setProperty('--settings-top', `${bottom + 6}px`)
}
