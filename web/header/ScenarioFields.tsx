/** How many of each there are, what is asked, and which fixes are combined: what no single list can offer. */

import type { FixDef, QuestionDef, SizeDef } from '../../src/ir/program.ts'
import { excludedBy, missingNeeds } from '../../src/ir/variant.ts'
import type { RunView } from '../../src/trace/view.ts'
import type { ScenarioMeta } from '../../src/worker/protocol.ts'
import { setFix, setQuestion, setSize } from '../store/settings.ts'
import { useApp } from '../store/use-app.ts'
import { Segments } from '../ui/Segments.tsx'

export interface ScenarioFieldsProps {
  readonly meta: ScenarioMeta
  readonly run: RunView
}

export function ScenarioFields({ meta, run }: ScenarioFieldsProps) {
  const { questions = [], sizes = [], fixes } = meta
  return (
    <>
      <Sizes sizes={sizes} run={run} />
      <Questions questions={questions} run={run} />
      <Fixes fixes={fixes} run={run} />
    </>
  )
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
  const counts = Array.from({ length: size.most }, (_, index) => index + 1)
  return (
    <Segments
      legend={size.title}
      value={count}
      options={counts.map((value) => ({ value, label: String(value) }))}
      onChange={(to) => setSize(app, size.id, to)}
    />
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
