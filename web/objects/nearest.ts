/** Which box lies next in a direction. */

import type { HeapIndex } from '../../src/trace/heap-view.ts'
import type { Place } from './layout.ts'

export type Direction = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight'

export function isDirection(key: string): key is Direction {
  return key === 'ArrowUp' || key === 'ArrowDown' || key === 'ArrowLeft' || key === 'ArrowRight'
}

/** Undefined when nothing lies there. What lies straight ahead comes before what is nearer aside. */
export function nearest(
  places: ReadonlyMap<HeapIndex, Place>,
  from: HeapIndex,
  direction: Direction,
): HeapIndex | undefined {
  const start = places.get(from)
  if (start === undefined) return undefined
  let best: { readonly object: HeapIndex; readonly cost: number } | undefined
  for (const [object, place] of places) {
    const { ahead, aside } = distance(start, place, direction)
    if (object === from || ahead <= 0) continue
    const cost = ahead + 2 * aside
    if (best === undefined || cost < best.cost) best = { object, cost }
  }
  return best?.object
}

function distance(from: Place, to: Place, direction: Direction) {
  const x = to.x + to.width / 2 - (from.x + from.width / 2)
  const y = to.y + to.height / 2 - (from.y + from.height / 2)
  switch (direction) {
    case 'ArrowUp':
      return { ahead: -y, aside: Math.abs(x) }
    case 'ArrowDown':
      return { ahead: y, aside: Math.abs(x) }
    case 'ArrowLeft':
      return { ahead: -x, aside: Math.abs(y) }
    case 'ArrowRight':
      return { ahead: x, aside: Math.abs(y) }
  }
}
