/** A set of fixes by their names; what each does is its hint. */

import type { FixDef } from '../../../src/ir/program.ts'

export interface FixNamesProps {
  readonly ids: readonly string[]
  readonly known: readonly FixDef[]
}

export function FixNames({ ids, known }: FixNamesProps) {
  if (ids.length === 0) return <span className="fix-none">no fix, as posted</span>
  return (
    <span className="fix-names">
      {ids.map((id, index) => (
        <span key={id} title={known.find((fix) => fix.id === id)?.title}>
          {index > 0 && <span className="fix-plus"> + </span>}
          <code>{id}</code>
        </span>
      ))}
    </span>
  )
}
