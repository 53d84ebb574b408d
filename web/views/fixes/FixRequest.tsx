/** What to search: scenarios, mutex model, and how many fixes at most. */

import { type ReactNode, useState } from 'react'
import { mutexModels } from '../../../src/ir/program.ts'
import type { FixesRequest } from '../../../src/worker/search-protocol.ts'
import type { ScenarioMeta } from '../../../src/worker/protocol.ts'
import { scenariosOf } from '../../store/catalogue.ts'
import { useFact, useRun } from '../../store/use-app.ts'
import { mutexLabels } from '../../store/variants.ts'
import { Select } from '../../ui/Select.tsx'

/** More than any scenario has fixes. */
const allFixes = 20

const mostOptions = [1, 2, 3, 4, 5, 6, allFixes].map((most) => ({
  value: String(most),
  label: most === allFixes ? 'all' : String(most),
}))

const mutexOptions = mutexModels.map((value) => ({ value, label: mutexLabels[value] }))

interface Choice {
  /** Undefined: the one on the page. */
  readonly scenarios: readonly string[] | undefined
  readonly mutex: FixesRequest['mutex'] | undefined
  readonly mostFixes: number
}

/** Scenario and mutex model are those of the run on the page until something else is chosen. */
export function useFixRequest(): readonly [FixesRequest, (change: Partial<Choice>) => void] {
  const run = useRun()
  const [choice, setChoice] = useState<Choice>({
    scenarios: undefined,
    mutex: undefined,
    mostFixes: 2,
  })
  const request: FixesRequest = {
    scenarios: choice.scenarios ?? (run === undefined ? [] : [run.scenario]),
    mutex: choice.mutex ?? run?.mutex ?? 'count',
    mostFixes: choice.mostFixes,
  }
  return [request, (change) => setChoice({ ...choice, ...change })]
}

export interface FixRequestProps {
  readonly request: FixesRequest
  readonly onChange: (change: Partial<FixesRequest>) => void
  readonly children: ReactNode
}

export function FixRequest({ request, onChange, children }: FixRequestProps) {
  const scenarios = useFact((state) => scenariosOf(state.catalogue))
  return (
    <div className="fix-request">
      <Scenarios
        all={scenarios}
        chosen={request.scenarios}
        onChange={(ids) => onChange({ scenarios: ids })}
      />
      <div className="fix-request-row">
        <Select
          label="Mutex model"
          shortLabel="Mutex"
          value={request.mutex}
          options={mutexOptions}
          onChange={(value) => {
            const mutex = mutexModels.find((model) => model === value)
            if (mutex !== undefined) onChange({ mutex })
          }}
        />
        <Select
          label="Most fixes at once"
          value={String(request.mostFixes)}
          options={mostOptions}
          onChange={(value) => onChange({ mostFixes: Number(value) })}
        />
        {children}
      </div>
    </div>
  )
}

interface ScenariosProps {
  readonly all: readonly ScenarioMeta[]
  readonly chosen: readonly string[]
  readonly onChange: (ids: readonly string[]) => void
}

/** Those without fixes have nothing to try. */
function Scenarios({ all, chosen, onChange }: ScenariosProps) {
  const run = useRun()
  const offered = all.filter(({ id, fixes }) => fixes.length > 0 || chosen.includes(id))
  const ids = offered.map(({ id }) => id)
  const toggle = (id: string): void => {
    onChange(ids.filter((each) => (each === id ? !chosen.includes(id) : chosen.includes(each))))
  }
  return (
    <fieldset className="scenarios">
      <legend>
        Scenarios, judged together
        <button type="button" className="text-link" onClick={() => onChange(ids)}>
          all
        </button>
        <button
          type="button"
          className="text-link"
          disabled={run === undefined}
          onClick={() => onChange(run === undefined ? [] : [run.scenario])}
        >
          only the one of the run
        </button>
      </legend>
      {offered.map(({ id, title }) => (
        <label key={id} className="scenario-choice" title={title}>
          <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} />
          <code>{id}</code>
        </label>
      ))}
    </fieldset>
  )
}
