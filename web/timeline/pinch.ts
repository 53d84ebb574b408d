/** Two fingers: what is between them stays between them. */

import type { TimelineController } from './controller.ts'

/** In pixels from the top left of a canvas. */
export interface Place {
  readonly x: number
  readonly y: number
}

export interface Pinch {
  readonly distance: number
  readonly x: number
}

export function pinchOf(fingers: ReadonlyMap<number, Place>): Pinch {
  const [a = { x: 0, y: 0 }, b = { x: 0, y: 0 }] = fingers.values()
  return { distance: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2 }
}

export function followPinch(controller: TimelineController, from: Pinch, to: Pinch): void {
  controller.pinchBy(from.distance / Math.max(1, to.distance), from.x, to.x)
}
