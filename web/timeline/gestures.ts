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

export interface GestureSurfaces {
  readonly head: HTMLCanvasElement
  readonly lanes: HTMLCanvasElement
  readonly scroller: HTMLElement
}

/** Returns the way to stop listening. */
export function listenToGestures(
  controller: TimelineController,
  surfaces: GestureSurfaces,
  host: GestureHost,
): () => void {
  const gestures = new Gestures(controller, surfaces, host)
  return () => gestures.stop()
}

class Gestures {
  readonly #controller: TimelineController
  readonly #surfaces: GestureSurfaces
  readonly #host: GestureHost
  readonly #stopped = new AbortController()
  /** What is down, by id. */
  readonly #pointers = new Map<number, Place>()
  #press: Press | undefined
  #pinch: Pinch | undefined

  constructor(controller: TimelineController, surfaces: GestureSurfaces, host: GestureHost) {
    this.#controller = controller
    this.#surfaces = surfaces
    this.#host = host
    const { head, lanes, scroller } = surfaces
    const { signal } = this.#stopped
    for (const canvas of [head, lanes]) {
      canvas.addEventListener('pointerdown', (event) => this.#down(event, canvas), { signal })
      canvas.addEventListener('pointermove', (event) => this.#move(event, canvas), { signal })
      canvas.addEventListener('pointerup', (event) => this.#up(event), { signal })
      canvas.addEventListener('pointercancel', (event) => this.#up(event), { signal })
      canvas.addEventListener('pointerleave', () => this.#leave(), { signal })
    }
    const wheel = (event: WheelEvent): void => turnWheel(controller, event, placeIn(lanes, event).x)
    head.addEventListener('wheel', wheel, { signal, passive: false })
    scroller.addEventListener('wheel', wheel, { signal, passive: false })
    head.addEventListener('dblclick', (event) => this.#double(event), { signal })
  }

  stop(): void {
    this.#stopped.abort()
  }

  #down(event: PointerEvent, canvas: HTMLCanvasElement): void {
    if (event.button > 1) return
    if (event.button === 1) event.preventDefault()
    canvas.setPointerCapture(event.pointerId)
    this.#pointers.set(event.pointerId, placeIn(canvas, event))
    this.#press = undefined
    this.#controller.cancelGesture = undefined
    if (this.#pointers.size === 2) this.#pinch = pinchOf(this.#pointers)
    else this.#press = this.#begin(event, canvas)
  }

  #begin(event: PointerEvent, canvas: HTMLCanvasElement): Press | undefined {
    const isTouch = event.pointerType === 'touch'
    const { x, y } = placeIn(canvas, event)
    const zone = this.#zoneOf(event, canvas, isTouch)
    if (zone === undefined) return undefined
    return {
      zone,
      x,
      y,
      time: this.#controller.timeAt(x),
      isPan: event.shiftKey || event.button === 1 || (isTouch && zone.id === 'lanes'),
      overview: overviewDragOf(this.#controller, zone, x),
      lastX: x,
      lastY: y,
      isDrag: false,
    }
  }

  #move(event: PointerEvent, canvas: HTMLCanvasElement): void {
    const place = placeIn(canvas, event)
    if (this.#pointers.has(event.pointerId)) this.#pointers.set(event.pointerId, place)
    if (this.#pinch !== undefined && this.#pointers.size === 2) {
      const next = pinchOf(this.#pointers)
      followPinch(this.#controller, this.#pinch, next)
      this.#pinch = next
      return
    }
    const isOverLanes = canvas === this.#surfaces.lanes
    if (isOverLanes) this.#controller.pointer = place.x
    if (this.#press !== undefined) {
      if (this.#press.isDrag || isFar(this.#press, place)) this.#drag(this.#press, place, canvas)
      return
    }
    // What is left of a pinch, or of a drag that was taken back, points at nothing.
    if (this.#pointers.size > 0) return
    canvas.style.cursor = this.#zoneOf(event, canvas)?.cursor ?? 'default'
    if (isOverLanes) this.#host.hover(place.x, place.y, event)
  }

  #drag(press: Press, { x, y }: Place, canvas: HTMLCanvasElement): void {
    const controller = this.#controller
    if (!press.isDrag) {
      this.#host.leave()
      press.isDrag = true
      controller.cancelGesture = this.#wayBack(press)
    }
    if (press.overview !== undefined) press.overview.to(x)
    else if (press.zone.id === 'playhead') this.#host.scrub(controller.timeAt(x))
    else if (press.isPan) {
      canvas.style.cursor = 'grabbing'
      controller.panBy(press.lastX - x)
      if (press.zone.id === 'lanes') controller.scrollBy(press.lastY - y)
    } else controller.setRange(rangeOf(controller, press.time, controller.timeAt(x)))
    press.lastX = x
    press.lastY = y
  }

  #up(event: PointerEvent): void {
    this.#pointers.delete(event.pointerId)
    this.#pinch = undefined
    const ended = this.#press
    this.#press = undefined
    this.#controller.cancelGesture = undefined
    if (ended === undefined || event.type !== 'pointerup') return
    if (ended.overview !== undefined) ended.overview.end(ended.isDrag)
    else if (ended.isDrag) return
    else if (ended.zone.id === 'lanes') this.#host.pick(ended.x, ended.y)
    else this.#host.scrub(ended.time)
  }

  #leave(): void {
    this.#controller.pointer = undefined
    this.#host.leave()
  }

  #double(event: MouseEvent): void {
    if (this.#zoneOf(event, this.#surfaces.head)?.id === 'ruler') this.#controller.viewport.fit()
  }

  #zoneOf(event: MouseEvent, canvas: HTMLCanvasElement, isTouch = false): Zone | undefined {
    const { x, y } = placeIn(canvas, event)
    const time = this.#host.playhead()
    const { viewport, width } = this.#controller
    const playhead = time === undefined ? undefined : xAt(viewport.span, time, width)
    const zones = zonesOf({ width, playhead, window: windowOf(this.#controller), isTouch })
    return zoneAt(zones, canvas === this.#surfaces.head ? y : y + headHeight, x)
  }

  /** Remembers how it is now, and returns the way back to that. */
  #wayBack({ zone }: Press): () => void {
    const controller = this.#controller
    const { viewport, range } = controller
    const { span } = viewport
    const { top } = controller.snapshot()
    const playhead = this.#host.playhead()
    return () => {
      this.#press = undefined
      viewport.show(span)
      controller.setRange(range)
      controller.scrollBy(top - controller.snapshot().top)
      if (zone.id === 'playhead' && playhead !== undefined) this.#host.scrub(playhead)
    }
  }
}

/** Far enough from where it began to be a drag. */
function isFar({ x, y, zone }: Press, to: Place): boolean {
  return Math.hypot(to.x - x, to.y - y) >= zone.threshold
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
