/** How many of each there are, what is asked, and which fixes are combined: what no single list can offer. */

import { type ToggleEvent, useId, useRef } from 'react'
import type { FixDef, QuestionDef, SizeDef } from '../../src/ir/program.ts'
import { excludedBy, missingNeeds } from '../../src/ir/variant.ts'
import type { RunView } from '../../src/trace/view.ts'
import type { ScenarioMeta } from '../../src/worker/protocol.ts'
import { setFix, setQuestion, setSize } from '../store/open.ts'
import { useApp } from '../store/use-app.ts'
import { Icon } from '../ui/Icon.tsx'
import './scenario-settings.css'

interface Props {
  readonly meta: ScenarioMeta
  readonly run: RunView
}

/** Nothing where a scenario has neither sizes nor questions: its fixes have a list of their own. */
export function ScenarioSettings({ meta, run }: Props) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const { questions = [], sizes = [], fixes } = meta
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
        className="settings"
        onBeforeToggle={(event) => placeBelow(event, button.current)}
      >
        <Sizes sizes={sizes} run={run} />
        <Questions questions={questions} run={run} />
        <Fixes fixes={fixes} run={run} />
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

function Sizes({ sizes, run }: { readonly sizes: readonly SizeDef[]; readonly run: RunView }) {
  if (sizes.length === 0) return undefined
  return (
    <section className="settings-sizes">
      <h3>How many</h3>
      {sizes.map((size) => (
        <Size key={size.id} size={size} count={run.sizes?.[size.id] ?? 1} />
      ))}
      <p className="settings-note">
        States multiply: a search of larger sizes may stop at a limit.
      </p>
    </section>
  )
}

function Size({ size, count }: { readonly size: SizeDef; readonly count: number }) {
  const app = useApp()
  const name = useId()
  const counts = Array.from({ length: size.most }, (_, index) => index + 1)
  return (
    <fieldset className="segments">
      <legend>{size.title}</legend>
      {counts.map((each) => (
        <label key={each}>
          <input
            type="radio"
            name={name}
            checked={each === count}
            onChange={() => setSize(app, size.id, each)}
          />
          <span>{each}</span>
        </label>
      ))}
    </fieldset>
  )
}

interface QuestionsProps {
  readonly questions: readonly QuestionDef[]
  readonly run: RunView
}

function Questions({ questions, run }: QuestionsProps) {
  const app = useApp()
  if (questions.length === 0) return undefined
  return (
    <section>
      <h3>Ask whether</h3>
      {questions.map(({ id, title }) => (
        <label key={id} className="settings-choice">
          <input
            type="checkbox"
            checked={run.questions?.includes(id) === true}
            onChange={(event) => setQuestion(app, id, event.target.checked)}
          />
          <span>{title}</span>
        </label>
      ))}
    </section>
  )
}

function Fixes({ fixes, run }: { readonly fixes: readonly FixDef[]; readonly run: RunView }) {
  const app = useApp()
  if (fixes.length < 2) return undefined
  const chosen = fixes.filter(({ id }) => run.fixes.includes(id))
  return (
    <section>
      <h3>Combine fixes</h3>
      {fixes.map((fix) => {
        const isOn = chosen.includes(fix)
        const obstacle = isOn ? whyKept(fix, chosen) : whyNot(fix, chosen)
        return (
          <label key={fix.id} className="settings-choice">
            <input
              type="checkbox"
              checked={isOn}
              disabled={obstacle !== undefined}
              onChange={(event) => setFix(app, fix.id, event.target.checked)}
            />
            <span>
              {fix.title}
              {obstacle !== undefined && <em>{obstacle}</em>}
            </span>
          </label>
        )
      })}
    </section>
  )
}

function whyNot(fix: FixDef, chosen: readonly FixDef[]): string | undefined {
  const other = excludedBy(fix, chosen)
  if (other !== undefined) return `not together with ${other.id}`
  const needs = missingNeeds(fix, chosen)
  return needs === undefined ? undefined : `only together with ${needs.join(' or ')}`
}

/** A fix stays on while another one makes no difference without it. */
function whyKept(fix: FixDef, chosen: readonly FixDef[]): string | undefined {
  const others = chosen.filter((other) => other !== fix)
  const dependent = others.find((other) => missingNeeds(other, others) !== undefined)
  return dependent === undefined ? undefined : `needed by ${dependent.id}`
}
