/** Which sets the matrix lists. */

import type { FixDef } from '../../../src/ir/program.ts'
import type { FixSet } from '../../../src/worker/fix-sets.ts'
import { counted, grouped } from '../../../src/util/amounts.ts'
import { Select } from '../../ui/Select.tsx'
import { Mark } from '../parts/Mark.tsx'
import type { RowFilter } from './matrix.ts'

export interface MatrixFilterProps {
  readonly fixes: readonly FixDef[]
  readonly sets: readonly FixSet[]
  /** How many of them the filter leaves. */
  readonly found: number
  readonly filter: RowFilter
  readonly onChange: (filter: RowFilter) => void
}

const any = ''

export function MatrixFilter({ fixes, sets, found, filter, onChange }: MatrixFilterProps) {
  const sizes = [...new Set(sets.map((set) => set.fixes.length))]
  const repairing = sets.filter((set) => set.repairs).length
  return (
    <div className="matrix-filter">
      <Select
        label="Size"
        value={filter.size === undefined ? any : String(filter.size)}
        options={[
          { value: any, label: 'any' },
          ...sizes.map((size) => ({ value: String(size), label: counted(size, 'fix', 'fixes') })),
        ]}
        onChange={(value) =>
          onChange({ ...filter, size: value === any ? undefined : Number(value) })
        }
      />
      <Select
        label="With"
        value={filter.fix ?? any}
        options={[
          { value: any, label: 'any fix' },
          ...fixes.map(({ id }) => ({ value: id, label: id })),
        ]}
        onChange={(value) => onChange({ ...filter, fix: value === any ? undefined : value })}
      />
      <label className="matrix-only">
        <input
          type="checkbox"
          checked={filter.onlyRepairing}
          onChange={(event) => onChange({ ...filter, onlyRepairing: event.target.checked })}
        />
        only sets that repair everything ({grouped(repairing)})
      </label>
      <span className="matrix-legend">
        <Mark tone="wrong" /> happens · <Mark tone="right" /> never does
      </span>
      <span className="matrix-found">
        {found === sets.length
          ? counted(sets.length, 'set')
          : `${grouped(found)} of ${counted(sets.length, 'set')}`}
      </span>
    </div>
  )
}
