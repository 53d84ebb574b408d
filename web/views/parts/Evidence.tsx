/** What shows a verdict, as buttons that lead there: a run, or a search that is exhausted. */

import type { Variant } from '../../../src/ir/program.ts'
import type { Shown } from '../../../src/worker/claims.ts'
import { counted } from '../../../src/worker/search-words.ts'
import { isOnPage, openShownRun, openShownSearch } from '../../store/open-shown.ts'
import { useApp, useFact } from '../../store/use-app.ts'
import { Icon } from '../../ui/Icon.tsx'
import { programText } from './programs.ts'

export interface EvidenceProps {
  readonly scenario: string
  readonly variant: Variant
  readonly shown: Shown
}

export function Evidence({ scenario, variant, shown }: EvidenceProps) {
  const app = useApp()
  const isCurrent = useFact(
    (state) =>
      shown.kind === 'run' && isOnPage(state, { scenario, variant, schedule: shown.schedule }),
  )
  const open = (): void => {
    if (shown.kind === 'run') openShownRun(app, { scenario, variant, schedule: shown.schedule })
    else openShownSearch(app, scenario, variant)
  }
  const [does, what] = wordsOf(shown)
  const hint =
    shown.kind === 'run' ? 'Opens this run at its end' : 'Opens this program and searches it again'
  return (
    <button
      type="button"
      className={`evidence evidence-${shown.kind}`}
      aria-current={isCurrent ? 'true' : undefined}
      title={`${hint}: ${programText(scenario, variant)}`}
      onClick={open}
    >
      <Icon name={shown.kind === 'run' ? 'forward' : 'all'} />
      <span>{does}</span> <span className="evidence-what">{what}</span>
    </button>
  )
}

function wordsOf(shown: Shown): readonly [does: string, what: string] {
  switch (shown.kind) {
    case 'run':
      return ['Open the run', `(${counted(shown.steps, 'step')})`]
    case 'exhausted':
      return ['Exhausted:', `all ${counted(shown.states, 'state')}`]
    case 'undecided':
      return ['Not decided:', `stopped after ${counted(shown.states, 'state')}`]
  }
}
