/** An object in the drawing: its name, how it is, and a row for each field. */

import { Handle, type NodeProps, Position } from '@xyflow/react'
import { memo, useContext } from 'react'
import { laneClass } from '../diagram/lane-class.ts'
import type { BoxNode } from './graph.ts'
import type { FieldRow, ObjectBox } from './rows.ts'
import { ObjectActions } from './actions.ts'

export const ObjectNode = memo(function ObjectNode({ data }: NodeProps<BoxNode>) {
  const { box, isLit } = data
  const { onObject, onField, onKey, current } = useContext(ObjectActions)
  const lane = box.lane === undefined ? '' : ` ${laneClass(box.lane)}`
  return (
    <div className={`object is-${box.status} is-${box.kind}${isLit ? ' is-lit' : ''}${lane}`}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
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
        <span className="object-name">
          {box.kind === 'thread' ? `thread ${box.name}` : box.name}
        </span>{' '}
        <span className="object-note">{box.note === '' ? kindText(box) : box.note}</span>
      </button>
      {box.rows.map((row) => (
        <Row key={row.field} row={row} onField={() => onField(box.object, row.field)} />
      ))}
    </div>
  )
})

function Row({ row, onField }: { readonly row: FieldRow; readonly onField: () => void }) {
  const { label, text, isChanged, isDangling, target } = row
  return (
    <button
      type="button"
      className={`object-row nodrag nopan${isChanged ? ' is-changed' : ''}${isDangling ? ' is-dangling' : ''}`}
      title={`${label} ${text}: select the step that last wrote it`}
      tabIndex={-1}
      onClick={onField}
    >
      <span className="object-label">{label}</span>
      <span className="object-value">{text}</span>
      {target !== undefined && (
        <Handle
          type="source"
          id={String(row.field)}
          position={Position.Right}
          isConnectable={false}
        />
      )}
    </button>
  )
}

function kindText({ kind, type, status }: ObjectBox): string {
  if (kind === 'thread') return type
  if (kind === 'global') return 'global'
  return status
}

export function nameOf({ kind, name, note, status }: ObjectBox): string {
  if (kind === 'thread') return `thread ${name}`
  return `${name}, ${note === '' ? status : note}`
}
