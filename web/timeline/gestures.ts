/**
 * Pointer and wheel. A press is a click until it has moved far enough; what it becomes then depends on where
 * it began and on what is held. Escape puts back what a drag has changed.
 */

import type { Time } from '../../src/timeline/model.ts'
import { xAt } from '../../src/timeline/span.ts'
import type { TimelineController } from './controller.ts'
import { beginInOverview, type OverviewDrag, windowOf } from './overview.ts'
import { headHeight } from './paint-head.ts'
import { followPinch, type Pinch, pinchOf, type Place } from './pinch.ts'
import { rangeOf } from './range.ts'
import { turnWheel } from './wheel.ts'
import { type Zone, zoneAt, zonesOf } from './zones.ts'

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
  readonly zone: Zone
  readonly x: number
  readonly y: number
  readonly time: Time
  readonly isPan: boolean
  /** In the overview only. */
  readonly overview: OverviewDrag | undefined
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
  const pointers = new Map<number, Place>()
  let press: Press | undefined
  let pinch: Pinch | undefined

  const zoneOf = (event: MouseEvent, canvas: HTMLCanvasElement, isTouch = false) => {
    const { x, y } = placeIn(canvas, event)
    const time = host.playhead()
    const { viewport, width } = controller
    const playhead = time === undefined ? undefined : xAt(viewport.span, time, width)
    const zones = zonesOf({ width, playhead, window: windowOf(controller), isTouch })
    return zoneAt(zones, canvas === head ? y : y + headHeight, x)
  }

  const down = (event: PointerEvent): void => {
    const canvas = event.currentTarget
    if (!(canvas instanceof HTMLCanvasElement) || event.button > 1) return
    if (event.button === 1) event.preventDefault()
    canvas.setPointerCapture(event.pointerId)
    pointers.set(event.pointerId, placeIn(canvas, event))
    press = undefined
    controller.cancelGesture = undefined
    if (pointers.size === 2) pinch = pinchOf(pointers)
    else press = begin(event, canvas)
  }

  const begin = (event: PointerEvent, canvas: HTMLCanvasElement): Press | undefined => {
    const isTouch = event.pointerType === 'touch'
    const { x, y } = placeIn(canvas, event)
    const zone = zoneOf(event, canvas, isTouch)
    if (zone === undefined) return undefined
    return {
      zone,
      x,
      y,
      time: controller.timeAt(x),
      isPan: event.shiftKey || event.button === 1 || (isTouch && zone.id === 'lanes'),
      overview: overviewDragOf(controller, zone, x),
      lastX: x,
      lastY: y,
      isDrag: false,
    }
  }

  const move = (event: PointerEvent): void => {
    const canvas = event.currentTarget
    if (!(canvas instanceof HTMLCanvasElement)) return
    const { x, y } = placeIn(canvas, event)
    if (pointers.has(event.pointerId)) pointers.set(event.pointerId, { x, y })
    if (pinch !== undefined && pointers.size === 2) {
      const next = pinchOf(pointers)
      followPinch(controller, pinch, next)
      pinch = next
      return
    }
    if (canvas === lanes) controller.pointer = x
    if (press !== undefined) {
      if (press.isDrag || Math.hypot(x - press.x, y - press.y) >= press.zone.threshold)
        drag(press, x, y, canvas)
      return
    }
    // What is left of a pinch, or of a drag that was taken back, points at nothing.
    if (pointers.size > 0) return
    canvas.style.cursor = zoneOf(event, canvas)?.cursor ?? 'default'
    if (canvas === lanes) host.hover(x, y, event)
  }

  const drag = (begun: Press, x: number, y: number, canvas: HTMLCanvasElement): void => {
    if (!begun.isDrag) {
      host.leave()
      begun.isDrag = true
      controller.cancelGesture = takeBack(controller, begun, host, () => {
        press = undefined
      })
    }
    if (begun.overview !== undefined) begun.overview.to(x)
    else if (begun.zone.id === 'playhead') host.scrub(controller.timeAt(x))
    else if (begun.isPan) {
      canvas.style.cursor = 'grabbing'
      controller.panBy(begun.lastX - x)
      if (begun.zone.id === 'lanes') controller.scrollBy(begun.lastY - y)
    } else controller.setRange(rangeOf(controller, begun.time, controller.timeAt(x)))
    begun.lastX = x
    begun.lastY = y
  }

  const up = (event: PointerEvent): void => {
    pointers.delete(event.pointerId)
    pinch = undefined
    const ended = press
    press = undefined
    controller.cancelGesture = undefined
    if (ended === undefined || event.type !== 'pointerup') return
    if (ended.overview !== undefined) ended.overview.end(ended.isDrag)
    else if (ended.isDrag) return
    else if (ended.zone.id === 'lanes') host.pick(ended.x, ended.y)
    else host.scrub(ended.time)
  }

  const wheel = (event: WheelEvent): void => turnWheel(controller, event, placeIn(lanes, event).x)

  const double = (event: MouseEvent): void => {
    if (zoneOf(event, head)?.id === 'ruler') controller.viewport.fit()
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

function placeIn(canvas: HTMLCanvasElement, event: MouseEvent): Place {
  const box = canvas.getBoundingClientRect()
  return { x: event.clientX - box.left, y: event.clientY - box.top }
}

function overviewDragOf(
  controller: TimelineController,
  { id }: Zone,
  x: number,
): OverviewDrag | undefined {
  switch (id) {
    case 'overview':
    case 'overview-from':
    case 'overview-to':
      return beginInOverview(controller, id, x)
    case 'playhead':
    case 'ruler':
    case 'lanes':
      return undefined
  }
}

/** Remembers how it is now, and returns the way back to that. */
function takeBack(
  controller: TimelineController,
  { zone }: Press,
  host: GestureHost,
  then: () => void,
): () => void {
  const { viewport, range } = controller
  const { span } = viewport
  const { top } = controller.snapshot()
  const playhead = host.playhead()
  return () => {
    then()
    viewport.show(span)
    controller.setRange(range)
    controller.scrollBy(top - controller.snapshot().top)
    if (zone.id === 'playhead' && playhead !== undefined) host.scrub(playhead)
  }
}
