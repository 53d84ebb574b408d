/**
 * Pointer and wheel. A press is a click until it has moved far enough; what it becomes then depends on where
 * it began and on what is held.
 */

import type { Time } from '../../src/timeline/model.ts'
import { timeAt, whole, xAt } from '../../src/timeline/span.ts'
import type { TimelineController } from './controller.ts'
import { headHeight } from './paint-head.ts'
import { type ZoneId, zoneAt, zonesOf } from './zones.ts'

export interface GestureHost {
  /** A click on the lanes. */
  readonly pick: (x: number, y: number) => void
  readonly hover: (x: number, y: number, event: PointerEvent) => void
  readonly leave: () => void
  /** A click on the ruler, or its handle being dragged. */
  readonly scrub: (time: Time) => void
  readonly playhead: () => Time | undefined
}

interface Press {
  readonly zone: ZoneId
  readonly x: number
  readonly y: number
  readonly time: Time
  readonly isPan: boolean
  readonly threshold: number
  lastX: number
  lastY: number
  isDrag: boolean
}

/** Returns the way to stop listening. */
export function listenToGestures(
  controller: TimelineController,
  head: HTMLCanvasElement,
  lanes: HTMLCanvasElement,
  scroller: HTMLElement,
  host: GestureHost,
): () => void {
  const pointers = new Map<number, { x: number; y: number }>()
  let press: Press | undefined
  let pinch: { distance: number; x: number } | undefined

  const at = (event: MouseEvent, canvas: HTMLCanvasElement): { x: number; y: number } => {
    const box = canvas.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  const zones = () => {
    const playhead = host.playhead()
    const { viewport, width } = controller
    const { span } = viewport
    return zonesOf(width, playhead === undefined ? undefined : xAt(span, playhead, width))
  }
  const overviewTime = (x: number): Time =>
    timeAt(whole(controller.viewport.limits), x, controller.width)

  const down = (event: PointerEvent): void => {
    const canvas = event.currentTarget
    if (!(canvas instanceof HTMLCanvasElement) || event.button > 1) return
    const { x, y } = at(event, canvas)
    if (event.button === 1) event.preventDefault()
    canvas.setPointerCapture(event.pointerId)
    pointers.set(event.pointerId, { x, y })
    if (pointers.size === 2) {
      press = undefined
      pinch = pinchOf(pointers)
      return
    }
    const zone = zoneAt(zones(), canvas === head ? y : y + headHeight, x)
    if (zone === undefined) return
    const isTouch = event.pointerType === 'touch'
    press = {
      zone: zone.id,
      threshold: zone.threshold,
      x,
      y,
      time: controller.timeAt(x),
      isPan:
        zone.id === 'overview'
          ? isInWindow(controller, overviewTime(x))
          : event.shiftKey || event.button === 1 || (isTouch && zone.id === 'lanes'),
      lastX: x,
      lastY: y,
      isDrag: false,
    }
  }

  const move = (event: PointerEvent): void => {
    const canvas = event.currentTarget
    if (!(canvas instanceof HTMLCanvasElement)) return
    const { x, y } = at(event, canvas)
    if (pointers.has(event.pointerId)) pointers.set(event.pointerId, { x, y })
    if (pinch !== undefined && pointers.size === 2) {
      pinchTo(pinchOf(pointers))
      return
    }
    if (canvas === lanes) controller.pointer = x
    if (press === undefined) {
      canvas.style.cursor =
        zoneAt(zones(), canvas === head ? y : y + headHeight, x)?.cursor ?? 'default'
      if (canvas === lanes) host.hover(x, y, event)
      return
    }
    if (!press.isDrag && Math.hypot(x - press.x, y - press.y) < press.threshold) return
    if (!press.isDrag) host.leave()
    press.isDrag = true
    drag(press, x, y, canvas)
    press.lastX = x
    press.lastY = y
  }

  const pinchTo = (next: { distance: number; x: number }): void => {
    if (pinch === undefined) return
    controller.panBy(pinch.x - next.x)
    controller.zoomBy(pinch.distance / Math.max(1, next.distance), next.x, true)
    pinch = next
  }

  const drag = (begun: Press, x: number, y: number, canvas: HTMLCanvasElement): void => {
    switch (begun.zone) {
      case 'overview':
        dragOverview(controller, begun, overviewTime(begun.x), overviewTime(x), x - begun.lastX)
        return
      case 'playhead':
        host.scrub(controller.timeAt(x))
        return
      case 'ruler':
      case 'lanes':
        if (begun.isPan) {
          canvas.style.cursor = 'grabbing'
          controller.panBy(begun.lastX - x)
          if (begun.zone === 'lanes') controller.scrollBy(begun.lastY - y)
          return
        }
        controller.setRange(rangeOf(controller, begun.time, controller.timeAt(x)))
    }
  }

  const up = (event: PointerEvent): void => {
    pointers.delete(event.pointerId)
    pinch = undefined
    const ended = press
    press = undefined
    if (ended === undefined || event.type !== 'pointerup' || ended.isDrag) return
    if (ended.zone === 'overview') {
      const { from, to } = controller.viewport.span
      const middle = overviewTime(ended.x)
      controller.viewport.glideTo({ from: middle - (to - from) / 2, to: middle + (to - from) / 2 })
    } else if (ended.zone === 'lanes') {
      host.pick(ended.x, ended.y)
    } else {
      host.scrub(ended.time)
    }
  }

  const wheel = (event: WheelEvent): void => {
    event.preventDefault()
    const scale = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 18 : 1
    const { x } = at(event, lanes)
    if (event.ctrlKey || event.metaKey) {
      const speed = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 0.01 : 0.05
      // A pinch comes in small numbers, a wheel in large ones.
      const by = Math.max(-60, Math.min(60, event.deltaY))
      controller.zoomBy(Math.exp(by * speed), Math.max(0, x), true)
      return
    }
    const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)
    const sideways = event.deltaX === 0 ? event.deltaY : event.deltaX
    if (isSideways) controller.panBy(sideways * scale)
    else controller.scrollBy(event.deltaY * scale)
  }

  const double = (event: MouseEvent): void => {
    const { y, x } = at(event, head)
    if (zoneAt(zones(), y, x)?.id === 'ruler') controller.viewport.fit()
  }
  const left = (): void => {
    controller.pointer = undefined
    host.leave()
  }

  const controls = new AbortController()
  const { signal } = controls
  for (const canvas of [head, lanes]) {
    canvas.addEventListener('pointerdown', down, { signal })
    canvas.addEventListener('pointermove', move, { signal })
    canvas.addEventListener('pointerup', up, { signal })
    canvas.addEventListener('pointercancel', up, { signal })
    canvas.addEventListener('pointerleave', left, { signal })
  }
  head.addEventListener('wheel', wheel, { signal, passive: false })
  scroller.addEventListener('wheel', wheel, { signal, passive: false })
  head.addEventListener('dblclick', double, { signal })
  return () => controls.abort()
}

function pinchOf(pointers: ReadonlyMap<number, { x: number; y: number }>): {
  distance: number
  x: number
} {
  const [a = { x: 0, y: 0 }, b = { x: 0, y: 0 }] = pointers.values()
  return { distance: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2 }
}

/** The window is a part that can be moved, not the whole. */
function isInWindow({ viewport }: TimelineController, time: Time): boolean {
  const { span, limits } = viewport
  const { from, to } = span
  return to - from < limits.length && time >= from && time <= to
}

/** From inside the window moves it, from outside draws another one. */
function dragOverview(
  controller: TimelineController,
  { isPan }: Press,
  begun: Time,
  now: Time,
  by: number,
): void {
  if (!isPan) {
    controller.viewport.show({ from: Math.min(begun, now), to: Math.max(begun, now) })
    return
  }
  const { viewport, width } = controller
  const { span, limits } = viewport
  const step = (by / Math.max(1, width)) * limits.length
  controller.viewport.show({ from: span.from + step, to: span.to + step })
}

/** In a run, whole steps. */
export function rangeOf(controller: TimelineController, a: Time, b: Time) {
  const { length } = controller.viewport.limits
  const inside = (time: Time): Time => Math.max(0, Math.min(length, time))
  const from = inside(Math.min(a, b))
  const to = inside(Math.max(a, b))
  if (controller.timeline.unit === 'us') return { from, to: Math.max(to, from + 1e-3) }
  return { from: Math.floor(from), to: Math.max(Math.floor(from) + 1, Math.ceil(to)) }
}
