/** The same in words: every object with its fields, for reading and for screen readers. */

import { memo, useMemo } from 'react'
import type { FieldIndex, HeapIndex } from '../../src/trace/heap-view.ts'
import type { RunView } from '../../src/trace/view.ts'
import { useTrailing } from '../app/use-trailing.ts'
import { letterOf } from '../store/run.ts'
import { ownScrolling } from '../ui/keyboard.ts'
import { nameOf } from './ObjectNode.tsx'
import type { FieldRow, ObjectBox } from './rows.ts'

interface Context {
  readonly run: RunView
  readonly onObject: (object: HeapIndex) => void
  readonly onField: (object: HeapIndex, field: FieldIndex) => void
}

export interface ObjectListProps extends Context {
  readonly boxes: readonly ObjectBox[]
  readonly lit: HeapIndex | undefined
}

/** Says what the drawing shows, which need not wait for it. */
export function ObjectList({ boxes, lit, run, onObject, onField }: ObjectListProps) {
  const props = useMemo(
    () => ({ boxes, lit, run, onObject, onField }),
    [boxes, lit, run, onObject, onField],
  )
  return <Table {...useTrailing(props)} />
}

const Table = memo(function Table({ boxes, lit, ...context }: ObjectListProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls by keys
    <section className="object-list" aria-label="List of objects" tabIndex={0} {...ownScrolling}>
      <table>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Value</th>
            <th scope="col">Set by</th>
          </tr>
        </thead>
        {boxes.map((box) => (
          <Rows key={box.object} box={box} isLit={box.object === lit} {...context} />
        ))}
      </table>
    </section>
  )
})

interface RowsProps extends Context {
  readonly box: ObjectBox
  readonly isLit: boolean
}

/** Memoised: a step changes few objects. */
const Rows = memo(function Rows({ box, isLit, ...context }: RowsProps) {
  return (
    <tbody className={`is-${box.status}`}>
      <tr>
        {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- its button has a text */}
        <td colSpan={3} className="object-list-head">
          <button
            type="button"
            className="object-list-name"
            aria-pressed={isLit}
            onClick={() => context.onObject(box.object)}
          >
            <span className="object-name">{nameOf(box)}</span>
            <span className="object-type">{box.type}</span>
          </button>
        </td>
      </tr>
      {box.status !== 'absent' &&
        box.rows.map((row) => (
          <ListRow key={row.field} object={box.object} name={box.name} row={row} {...context} />
        ))}
    </tbody>
  )
})

interface ListRowProps extends Context {
  readonly object: HeapIndex
  readonly name: string
  readonly row: FieldRow
}

const ListRow = memo(function ListRow({ run, object, name, row, onField }: ListRowProps) {
  const step = row.setBy
  return (
    <tr className={row.isChanged ? 'is-changed' : undefined}>
      <th scope="row">{row.label}</th>
      <td>
        {row.text}
        {row.isDangling && <span className="object-dangling"> dangling</span>}
        {row.isChanged && <span className="visually-hidden"> changed by this step</span>}
      </td>
      <td>
        {step === undefined ? (
          <span className="object-setup">set-up</span>
        ) : (
          <button
            type="button"
            className="object-step"
            aria-label={`${step + 1} ${letterOf(run, run.steps[step]?.lane ?? -1)} wrote ${name} ${row.label} last: select that step`}
            onClick={() => onField(object, row.field)}
          >
            {step + 1} {letterOf(run, run.steps[step]?.lane ?? -1)}
          </button>
        )}
      </td>
    </tr>
  )
})
