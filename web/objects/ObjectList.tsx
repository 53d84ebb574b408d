/** The same in words: every object with its fields, for reading and for screen readers. */

import { lastWrite } from '../../src/trace/heap-at.ts'
import type { FieldIndex, HeapIndex, HeapView } from '../../src/trace/heap-view.ts'
import type { Cursor, RunView } from '../../src/trace/view.ts'
import { letterOf } from '../store/run.ts'
import { ownScrolling } from '../ui/keyboard.ts'
import { nameOf } from './ObjectNode.tsx'
import type { FieldRow, ObjectBox } from './rows.ts'

export interface ObjectListProps {
  readonly run: RunView
  readonly cursor: Cursor
  readonly heap: HeapView
  readonly boxes: readonly ObjectBox[]
  readonly lit: HeapIndex | undefined
  readonly onObject: (object: HeapIndex) => void
  readonly onField: (object: HeapIndex, field: FieldIndex) => void
}

export function ObjectList(props: ObjectListProps) {
  const { boxes, lit, onObject } = props
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
          <tbody key={box.object} className={`is-${box.status}`}>
            <tr>
              {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- its button has a text */}
              <td colSpan={3} className="object-list-head">
                <button
                  type="button"
                  className="object-list-name"
                  aria-pressed={box.object === lit}
                  onClick={() => onObject(box.object)}
                >
                  <span className="object-name">{nameOf(box)}</span>
                  <span className="object-type">{box.type}</span>
                </button>
              </td>
            </tr>
            {box.status !== 'absent' &&
              box.rows.map((row) => <ListRow key={row.field} {...props} box={box} row={row} />)}
          </tbody>
        ))}
      </table>
    </section>
  )
}

function ListRow(props: ObjectListProps & { readonly box: ObjectBox; readonly row: FieldRow }) {
  const { run, cursor, heap, box, row, onField } = props
  const field = heap.objects[box.object]?.fields[row.field]
  const step = field === undefined ? undefined : lastWrite(field, cursor)
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
            aria-label={`${step + 1} ${letterOf(run, run.steps[step]?.lane ?? -1)} wrote ${box.name} ${row.label} last: select that step`}
            onClick={() => onField(box.object, row.field)}
          >
            {step + 1} {letterOf(run, run.steps[step]?.lane ?? -1)}
          </button>
        )}
      </td>
    </tr>
  )
}
