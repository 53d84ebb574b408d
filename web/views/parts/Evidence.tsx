/** What shows a verdict, as buttons that lead there: a run, or a search that is exhausted. */

import type { Variant } from '../../../src/ir/program.ts'
import type { Shown } from '../../../src/worker/claims.ts'
import { counted } from '../../../src/util/amounts.ts'
import { Icon } from '../../ui/Icon.tsx'
import { programText } from './programs.ts'
import { useShown } from './use-shown.ts'

export interface EvidenceProps {
  readonly scenario: string
  readonly variant: Variant
  readonly shown: Shown
}

export function Evidence({ scenario, variant, shown }: EvidenceProps) {
  const schedule = shown.kind === 'run' ? shown.schedule : undefined
  const { isCurrent, open } = useShown({ scenario, variant, schedule })
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
