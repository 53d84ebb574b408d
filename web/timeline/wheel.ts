/** The plain wheel scrolls the lanes, with Shift or sideways it pans, with Ctrl or Cmd it zooms at the pointer. */

import type { TimelineController } from './controller.ts'

/** `x` in pixels from the left of the canvas. */
export function turnWheel(controller: TimelineController, event: WheelEvent, x: number): void {
  const { deltaX, deltaY, deltaMode, ctrlKey, metaKey, shiftKey } = event
  event.preventDefault()
  if (ctrlKey || metaKey) {
    const speed = deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 0.01 : 0.05
    // A pinch comes in small numbers, a wheel in large ones.
    const by = Math.max(-60, Math.min(60, deltaY))
    controller.zoomBy(Math.exp(by * speed), Math.max(0, x), true)
    return
  }
  const scale = deltaMode === WheelEvent.DOM_DELTA_LINE ? 18 : 1
  const isSideways = shiftKey || Math.abs(deltaX) > Math.abs(deltaY)
  if (isSideways) controller.panBy((deltaX === 0 ? deltaY : deltaX) * scale)
  else controller.scrollBy(deltaY * scale)
}
