/**
 * What a drawn object shows: a row per field. Which rows there are is the same at every cursor, so that
 * nothing moves while one steps.
 */

import {
  isChangedBy,
  isDangling,
  lastWrite,
  type ObjectStatus,
  statusAt,
  valueAt,
  waitersAt,
} from '../../src/trace/heap-at.ts'
import type {
  FieldIndex,
  HeapField,
  HeapIndex,
  HeapObject,
  HeapTarget,
  HeapView,
} from '../../src/trace/heap-view.ts'
import type { Cursor, LaneView, StepIndex } from '../../src/trace/view.ts'

export interface ObjectShape {
  readonly object: HeapIndex
  /** Of the fields that have a row. */
  readonly fields: readonly FieldIndex[]
}

/** `every`: also the insides of locks, back pointers, and what nothing happens to. */
export function shapesOf(heap: HeapView, every: boolean): readonly ObjectShape[] {
  const pointedTo = new Set(
    heap.objects.flatMap(({ fields }) =>
      fields.flatMap(({ values }) => values.flatMap(({ value }) => value.target?.object ?? [])),
    ),
  )
  return heap.objects.flatMap((each, object) => {
    if (!every && isAside(each, pointedTo.has(object))) return []
    const fields = each.fields.flatMap((field, index) => (every || !isDetail(field) ? [index] : []))
    return [{ object, fields }]
  })
}

/** A table of functions, or what only set-up and the start of threads had to do with. */
function isAside({ touched, kind, fields }: HeapObject, isPointedTo: boolean): boolean {
  if (kind !== 'global') return false
  return (
    fields.every((field) => field.kind === 'function') || (touched.length === 0 && !isPointedTo)
  )
}

function isDetail({ kind, insideLock, path, values }: HeapField): boolean {
  const isQuietElement = path.endsWith(']') && values.length === 1
  return kind === 'back' || insideLock !== undefined || isQuietElement
}

export interface FieldRow {
  readonly field: FieldIndex
  readonly label: string
  readonly text: string
  readonly target: HeapTarget | undefined
  readonly isDangling: boolean
  readonly isChanged: boolean
  /** The last step that wrote it; undefined: it is as set-up left it. */
  readonly setBy: StepIndex | undefined
}

export interface ObjectBox {
  readonly object: HeapIndex
  readonly name: string
  readonly type: string
  readonly kind: HeapObject['kind']
  readonly lane: number | undefined
  readonly status: ObjectStatus
  /** `freed by A at step 32`, `not allocated yet`; empty while it is live. */
  readonly note: string
  readonly rows: readonly FieldRow[]
}

/** Boxes from cursor to cursor: what does not change from one to the next is the same object in both. */
export function boxesOf(
  heap: HeapView,
  shapes: readonly ObjectShape[],
  lanes: readonly LaneView[],
): (cursor: Cursor) => readonly ObjectBox[] {
  let last: readonly ObjectBox[] = []
  return (cursor) => {
    last = shapes.map((shape, index) => boxAt(heap, shape, lanes, cursor, last[index]))
    return last
  }
}

/** The same box as `before` when nothing in it has changed: what is drawn of it then stays as it is. */
export function boxAt(
  heap: HeapView,
  { object, fields }: ObjectShape,
  lanes: readonly LaneView[],
  cursor: Cursor,
  before?: ObjectBox,
): ObjectBox {
  const found = heap.objects[object]
  if (found === undefined) throw new Error(`there is no object ${object}`)
  const status = statusAt(found, cursor)
  const rows = fields.flatMap((field, index) => {
    const known = found.fields[field]
    if (known === undefined) return []
    const row = rowAt(heap, found, known, field, lanes, cursor)
    const old = before?.rows[index]
    return old !== undefined && isSameRow(old, row) ? [old] : [row]
  })
  const isSame =
    before !== undefined &&
    before.status === status &&
    before.rows.every((row, index) => row === rows[index])
  if (isSame) return before
  const { name, type, kind, lane } = found
  return { object, name, type, kind, lane, status, note: noteOf(found, status, lanes), rows }
}

function rowAt(
  heap: HeapView,
  { kind }: HeapObject,
  known: HeapField,
  field: FieldIndex,
  lanes: readonly LaneView[],
  cursor: Cursor,
): FieldRow {
  const value = valueAt(known, cursor)
  const waiting = waitersAt(known, cursor).map((lane) => lanes[lane]?.letter ?? '?')
  const waits = waiting.length === 0 ? '' : ` · ${waiting.join(', ')} waits`
  return {
    field,
    label: labelOf(known, kind),
    text: `${value.text}${waits}`,
    target: value.target,
    isDangling: isDangling(heap, value, cursor),
    isChanged: isChangedBy(known, cursor),
    setBy: lastWrite(known, cursor),
  }
}

function isSameRow(one: FieldRow, other: FieldRow): boolean {
  return (
    one.text === other.text &&
    one.isDangling === other.isDangling &&
    one.isChanged === other.isChanged &&
    one.setBy === other.setBy &&
    one.target?.object === other.target?.object &&
    one.target?.field === other.target?.field
  )
}

/** Counters and list heads go by the name of what they are in. */
export function labelOf({ path }: HeapField, kind: HeapObject['kind']): string {
  if (kind === 'thread') return path
  const short = path.replace(/\.(counter|refcount|next|first)$/, '')
  return short === '' ? '=' : short
}

function noteOf(
  { freedAt, freedBy }: HeapObject,
  status: ObjectStatus,
  lanes: readonly LaneView[],
): string {
  switch (status) {
    case 'live':
      return ''
    case 'absent':
      return 'not allocated yet'
    case 'freed': {
      if (freedAt === undefined || freedAt === 0) return 'freed'
      const by = freedBy === undefined ? '' : ` by ${lanes[freedBy]?.letter ?? '?'}`
      return `freed${by} at ${freedAt}`
    }
  }
}
