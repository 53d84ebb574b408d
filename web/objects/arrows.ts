/** The arrows between the boxes: from the row of a pointer to the head of what it leads to. */

import { getBezierPath, Position } from '@xyflow/react'
import type { HeapIndex } from '../../src/trace/heap-view.ts'
import { boxSize, type Place } from './layout.ts'
import type { ObjectBox } from './rows.ts'

/** A pointer in freed memory is no more than a trace of what was there. */
export type Tone = 'live' | 'local' | 'dangling' | 'gone'

export interface Arrow {
  readonly key: string
  readonly from: HeapIndex
  readonly to: HeapIndex
  readonly tone: Tone
  readonly isDangling: boolean
  readonly path: string
  /** The middle of the way. */
  readonly x: number
  readonly y: number
}

export function arrowsOf(
  boxes: readonly ObjectBox[],
  places: ReadonlyMap<HeapIndex, Place>,
): readonly Arrow[] {
  return boxes.flatMap((box) => {
    const start = places.get(box.object)
    if (start === undefined || box.status === 'absent') return []
    return box.rows.flatMap(({ field, target, isDangling }, index) => {
      const to = target?.object
      const end = to === undefined ? undefined : places.get(to)
      if (to === undefined || end === undefined || to === box.object) return []
      const [path, x, y] = wayBetween(start, index, end)
      const key = `${box.object}.${field}`
      return [{ key, from: box.object, to, tone: toneOf(box, isDangling), isDangling, path, x, y }]
    })
  })
}

/** Known without a look at what is drawn: boxes and their rows have the sizes that they were placed by. */
function wayBetween(start: Place, row: number, end: Place) {
  return getBezierPath({
    sourceX: start.x + start.width,
    sourceY: start.y + boxSize.head + (row + 0.5) * boxSize.row,
    sourcePosition: Position.Right,
    targetX: end.x,
    targetY: end.y + boxSize.head / 2,
    targetPosition: Position.Left,
  })
}

function toneOf({ status, kind }: ObjectBox, isDangling: boolean): Tone {
  if (status === 'freed') return 'gone'
  if (isDangling) return 'dangling'
  return kind === 'thread' ? 'local' : 'live'
}
