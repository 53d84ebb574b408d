/** What repairs everything, as plain statements, and how far they reach. */

import type { FixSet } from '../../../src/worker/fix-sets.ts'
import type { FixesRequest, FixesView } from '../../../src/worker/search-protocol.ts'
import { counted } from '../../../src/util/amounts.ts'
import { Evidence } from '../parts/Evidence.tsx'
import { Mark } from '../parts/Mark.tsx'
import { FixNames } from './FixNames.tsx'
import { caveatsOf } from './matrix.ts'
import { useOwnFixes } from './use-own-fixes.ts'

export interface RepairsProps {
  readonly view: FixesView
  readonly asked: FixesRequest
  /** Nothing more will be searched. */
  readonly isOver: boolean
}

export function Repairs({ view, asked, isOver }: RepairsProps) {
  const { minimal, sets, possible, fixes } = view
  const where = counted(asked.scenarios.length, 'scenario')
  const caveats = isOver ? caveatsOf(sets, possible, fixes.length, asked) : []
  return (
    <section className="repairs" aria-label="What repairs everything">
      <h3>
        {minimal.length === 0
          ? `No set repairs everything in ${where}${isOver ? '' : ' so far'}`
          : `Smallest sets that repair everything in ${where}${isOver ? '' : ', so far'}`}
      </h3>
      <ul className="repairs-list">
        {minimal.map((ids) => (
          <Statement
            key={ids.join()}
            view={view}
            asked={asked}
            set={sets.find((set) => set.fixes.join() === ids.join())}
          />
        ))}
      </ul>
      {caveats.map((caveat) => (
        <p key={caveat} className="repairs-caveat">
          {caveat}
        </p>
      ))}
    </section>
  )
}

interface StatementProps {
  readonly view: FixesView
  readonly asked: FixesRequest
  readonly set: FixSet | undefined
}

function Statement({ view, asked, set }: StatementProps) {
  const ownFixes = useOwnFixes()
  if (set === undefined) return undefined
  return (
    <li>
      <Mark tone="right" />
      <FixNames ids={set.fixes} known={view.fixes} />
      {set.cells.map(({ scenario, states }) => (
        <span key={scenario} className="repairs-shown">
          {set.cells.length > 1 && <code>{scenario}</code>}
          <Evidence
            scenario={scenario}
            variant={{ fixes: ownFixes(scenario, set.fixes), mutex: asked.mutex }}
            shown={{ kind: 'exhausted', states }}
          />
        </span>
      ))}
    </li>
  )
}
