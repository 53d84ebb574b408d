/** Scenario, recorded run, variant and mutex model. */

import { mutexModels } from '../../src/ir/program.ts'
import type { RunView } from '../../src/trace/view.ts'
import type { ScenarioMeta } from '../../src/worker/protocol.ts'
import { scenarioMeta, scenariosOf, shownRun } from '../store/catalogue.ts'
import { openNamedRun, openScenario, setFixes, setMutex } from '../store/open.ts'
import { useApp, useFact, useRun } from '../store/use-app.ts'
import { fixesOf, mutexLabels, variantOptions, variantValue } from '../store/variants.ts'
import { Select, type SelectOption } from '../ui/Select.tsx'
import { ScenarioSettings } from './ScenarioSettings.tsx'

export function Pickers() {
  const catalogue = useFact((state) => state.catalogue)
  const run = useRun()
  const meta = run === undefined ? undefined : scenarioMeta(catalogue, run.scenario)
  return (
    <div className="pickers">
      <ScenarioPicker scenarios={scenariosOf(catalogue)} value={run?.scenario ?? ''} />
      {meta !== undefined && run !== undefined && <RunPicker meta={meta} run={run} />}
      <VariantPicker meta={meta} run={run} />
      <MutexPicker run={run} />
      {meta !== undefined && run !== undefined && <ScenarioSettings meta={meta} run={run} />}
    </div>
  )
}

interface ScenarioPickerProps {
  readonly scenarios: readonly ScenarioMeta[]
  readonly value: string
}

function ScenarioPicker({ scenarios, value }: ScenarioPickerProps) {
  const app = useApp()
  const options = scenarios.map(({ id, title }) => ({ value: id, label: title, ...groupOf(id) }))
  return (
    <Select
      label="Scenario"
      value={value}
      options={value === '' ? [...options, nothing] : options}
      disabled={options.length === 0}
      onChange={(id) => openScenario(app, id)}
    />
  )
}

const groupNames: Readonly<Record<string, string>> = {
  hmm: 'Heterogeneous memory management',
  classics: 'Classics',
  bench: 'For measurements',
}

/** By the folder of the scenario's id; what has none stands by itself. */
function groupOf(id: string): Pick<SelectOption, 'group'> {
  const group = groupNames[id.split('/')[0] ?? '']
  return group === undefined ? {} : { group }
}

const nothing: SelectOption = { value: '', label: '–' }
const edited = 'edited'

interface PickerProps {
  readonly meta: ScenarioMeta
  readonly run: RunView
}

/** Only of use where there are several runs: back to a single one leads a button. */
function RunPicker({ meta, run }: PickerProps) {
  const app = useApp()
  if (meta.runs.length < 2) return undefined
  const current = shownRun(meta, run)
  const named = meta.runs.map(({ id, title }) => ({ value: id, label: title }))
  const options = current === undefined ? [...named, { value: edited, label: 'edited' }] : named
  return (
    <Select
      label="Run"
      value={current?.id ?? edited}
      options={options}
      onChange={(id) => {
        const chosen = meta.runs.find((candidate) => candidate.id === id)
        if (chosen !== undefined) openNamedRun(app, chosen)
      }}
    />
  )
}

interface OptionalPickerProps {
  readonly meta: ScenarioMeta | undefined
  readonly run: RunView | undefined
}

function VariantPicker({ meta, run }: OptionalPickerProps) {
  const app = useApp()
  const fixes = meta?.fixes ?? []
  const current = run?.fixes ?? []
  return (
    <Select
      label="Variant"
      value={variantValue(fixes, current)}
      options={variantOptions(fixes, current)}
      disabled={run === undefined}
      onChange={(value) => setFixes(app, fixesOf(value))}
    />
  )
}

const mutexOptions = mutexModels.map((value) => ({ value, label: mutexLabels[value] }))

function MutexPicker({ run }: { readonly run: RunView | undefined }) {
  const app = useApp()
  return (
    <Select
      label="Mutex model"
      shortLabel="Mutex"
      value={run?.mutex ?? 'count'}
      options={mutexOptions}
      disabled={run === undefined}
      onChange={(value) => {
        const model = mutexModels.find((candidate) => candidate === value)
        if (model !== undefined) setMutex(app, model)
      }}
    />
  )
}
