/** An object in the drawing: its name, how it is, and a row for each field. */

import type { Node, NodeProps } from '@xyflow/react'
import { memo, useContext } from 'react'
import type { HeapIndex } from '../../src/trace/heap-view.ts'
import { laneClass } from '../diagram/lane-class.ts'
import { ObjectActions } from './actions.ts'
import { fitted, room } from './room.ts'
import type { FieldRow, ObjectBox } from './rows.ts'
import { ShownObjects } from './shown.ts'

export type BoxNode = Node<{ readonly object: HeapIndex }, 'object'>

export function ObjectNode({ data: { object } }: NodeProps<BoxNode>) {
  const { boxes, lit } = useContext(ShownObjects)
  const box = boxes.get(object)
  return box !== undefined && <Box box={box} isLit={object === lit} />
}

interface BoxProps {
  readonly box: ObjectBox
  readonly isLit: boolean
}

/** Memoised: a step changes few of them. */
const Box = memo(function Box({ box, isLit }: BoxProps) {
  const { onObject, onKey, current } = useContext(ObjectActions)
  const lane = box.lane === undefined ? '' : ` ${laneClass(box.lane)}`
  const name = box.kind === 'thread' ? `thread ${box.name}` : box.name
  const note = box.note === '' ? kindText(box) : box.note
  const isLong = name.length + note.length > room
  return (
    <div className={`object is-${box.status} is-${box.kind}${isLit ? ' is-lit' : ''}${lane}`}>
      <button
        type="button"
        className="object-head nodrag nopan"
        data-object={box.object}
        aria-pressed={isLit}
        title={`${box.type}: show the steps that touch it`}
        tabIndex={box.object === current ? 0 : -1}
        onClick={() => onObject(box.object)}
        onKeyDown={(event) => onKey(event, box.object)}
      >
        <span className="object-name">{name}</span>{' '}
        <span className={isLong ? 'object-note is-long' : 'object-note'}>{note}</span>
      </button>
      {box.rows.map((row) => (
        <Row key={row.field} object={box.object} row={row} />
      ))}
    </div>
  )
})

interface RowProps {
  readonly object: HeapIndex
  readonly row: FieldRow
}

const Row = memo(function Row({ object, row }: RowProps) {
  const { onField } = useContext(ObjectActions)
  const { field, label, text, isChanged, isDangling } = row
  const short = fitted(row)
  return (
    <button
      type="button"
      className={`object-row nodrag nopan${isChanged ? ' is-changed' : ''}${isDangling ? ' is-dangling' : ''}`}
      title={`${label} ${text}: select the step that last wrote it`}
      tabIndex={-1}
      onClick={() => onField(object, field)}
    >
      <span className="object-label">{short.label}</span>
      <span className="object-value">{short.text}</span>
    </button>
  )
})

function kindText({ kind, type, status }: ObjectBox): string {
  if (kind === 'thread') return type
  if (kind === 'global') return 'global'
  return status
}

export function nameOf({ kind, name, note, status }: ObjectBox): string {
  if (kind === 'thread') return `thread ${name}`
  return `${name}, ${note === '' ? status : note}`
}
