/** Where the objects of a run lie: once for all cursors, by every pointer that there is at any of them. */

import { Graph, type GraphLabel, layout, type NodeLabel } from '@dagrejs/dagre'
import type { HeapIndex, HeapView } from '../../src/trace/heap-view.ts'
import type { ObjectShape } from './rows.ts'

/** CSS pixels at zoom 1. */
export const boxSize = { width: 212, head: 28, row: 20, foot: 6 } as const

export interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export function heightOf({ fields }: ObjectShape): number {
  return boxSize.head + fields.length * boxSize.row + boxSize.foot
}

/** Width to height of the place that the drawing has, about. */
const aspect = 1.1

/** Top left corners, by object: pointers lead to the right, or downwards where that takes less room. */
export function placesOf(
  heap: HeapView,
  shapes: readonly ObjectShape[],
): ReadonlyMap<HeapIndex, Place> {
  const across = laidOut(heap, shapes, 'LR')
  const down = laidOut(heap, shapes, 'TB')
  return room(across) <= room(down) ? across : down
}

/** The height of the smallest frame of that aspect around all. */
function room(places: ReadonlyMap<HeapIndex, Place>): number {
  const all = [...places.values()]
  const width = Math.max(...all.map((place) => place.x + place.width))
  const height = Math.max(...all.map((place) => place.y + place.height))
  return Math.max(width / aspect, height)
}

function laidOut(
  heap: HeapView,
  shapes: readonly ObjectShape[],
  rankdir: 'LR' | 'TB',
): ReadonlyMap<HeapIndex, Place> {
  const graph = new Graph<GraphLabel, NodeLabel>()
  graph.setGraph({ rankdir, nodesep: 24, ranksep: 48, marginx: 8, marginy: 8 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const shape of shapes)
    graph.setNode(String(shape.object), { width: boxSize.width, height: heightOf(shape) })
  for (const { object, fields } of shapes)
    for (const to of targetsOf(heap, object, fields))
      if (to !== object && graph.hasNode(String(to))) graph.setEdge(String(object), String(to))
  layout(graph)
  return new Map(
    shapes.map((shape) => {
      const { x = 0, y = 0 } = graph.node(String(shape.object))
      const height = heightOf(shape)
      const place = { x: x - boxSize.width / 2, y: y - height / 2, width: boxSize.width, height }
      return [shape.object, place]
    }),
  )
}

function targetsOf(
  { objects }: HeapView,
  object: HeapIndex,
  fields: readonly number[],
): ReadonlySet<HeapIndex> {
  const values = fields.flatMap((field) => objects[object]?.fields[field]?.values ?? [])
  return new Set(values.flatMap(({ value }) => value.target?.object ?? []))
}
