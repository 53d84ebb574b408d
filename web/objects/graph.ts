/** Boxes and arrows as the drawing library wants them; what stays the same stays the same object. */

import { type Edge, type Node, Position } from '@xyflow/react'
import type { HeapIndex } from '../../src/trace/heap-view.ts'
import type { Place } from './layout.ts'
import type { FieldRow, ObjectBox } from './rows.ts'

export type BoxNode = Node<{ readonly box: ObjectBox; readonly isLit: boolean }, 'object'>

export interface Drawn {
  readonly nodes: BoxNode[]
  readonly edges: Edge[]
}

export type Draw = (
  boxes: readonly ObjectBox[],
  places: ReadonlyMap<HeapIndex, Place>,
  lit: HeapIndex | undefined,
) => Drawn

/** Draws anew only what is not as it was in the drawing before. */
export function createDraw(): Draw {
  let last: Drawn = { nodes: [], edges: [] }
  return (boxes, places, lit) => {
    last = drawn(boxes, places, lit, last)
    return last
  }
}

function drawn(
  boxes: readonly ObjectBox[],
  places: ReadonlyMap<HeapIndex, Place>,
  lit: HeapIndex | undefined,
  before: Drawn,
): Drawn {
  const nodes = boxes.map((box, index) => {
    const old = before.nodes[index]
    const isLit = box.object === lit
    const place = places.get(box.object)
    const isSame = old?.data.box === box && old.data.isLit === isLit && old.position.x === place?.x
    return isSame ? old : nodeOf(box, place, isLit)
  })
  const known = new Map(before.edges.map((edge) => [edge.id, edge]))
  const shown = new Set(boxes.map(({ object }) => object))
  const edges = boxes.flatMap((box) =>
    box.status === 'absent' ? [] : box.rows.flatMap((row) => edgeOf(box, row, shown, known)),
  )
  return { nodes, edges }
}

function nodeOf(box: ObjectBox, place: Place | undefined, isLit: boolean): BoxNode {
  const { x = 0, y = 0, width, height } = place ?? {}
  return {
    id: String(box.object),
    type: 'object',
    position: { x, y },
    ...(width !== undefined && height !== undefined && { width, height }),
    data: { box, isLit },
    sourcePosition: Position.Right,
    targetPosition: Position.Left,
  }
}

function edgeOf(
  box: ObjectBox,
  { field, target, isDangling }: FieldRow,
  shown: ReadonlySet<HeapIndex>,
  known: ReadonlyMap<string, Edge>,
): readonly Edge[] {
  if (target === undefined || target.object === box.object || !shown.has(target.object)) return []
  const tone = toneOf(box, isDangling)
  const id = `${box.object}.${field} ${target.object} ${tone}`
  const old = known.get(id)
  if (old !== undefined) return [old]
  return [
    {
      id,
      source: String(box.object),
      sourceHandle: String(field),
      target: String(target.object),
      className: `object-edge is-${tone}`,
      markerEnd: `object-arrow-${tone}`,
      focusable: false,
      ...(isDangling && { label: 'dangling', zIndex: 1 }),
    },
  ]
}

/** A pointer in freed memory is no more than a trace of what was there. */
function toneOf({ status, kind }: ObjectBox, isDangling: boolean): string {
  if (status === 'freed') return 'gone'
  if (isDangling) return 'dangling'
  return kind === 'thread' ? 'local' : 'live'
}
