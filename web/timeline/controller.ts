/**
 * What is shown of a timeline, and what is marked in it: asks for a frame when something has changed and never
 * otherwise, and tells React what it needs to know. Everything here is in CSS pixels.
 */

import { hitAt, type Hit } from '../../src/timeline/hit.ts'
import { type Layout, layoutLanes } from '../../src/timeline/layout.ts'
import {
  laneOfSlice,
  type LaneNumber,
  type SliceIndex,
  type Time,
  type Timeline,
} from '../../src/timeline/model.ts'
import { limitsOf, revealing, type Span, timeAt, xAt } from '../../src/timeline/span.ts'
import { areAlike } from '../../src/timeline/trail.ts'
import type { Kept, Snapshot } from './kept.ts'
import { Painter, type Surfaces } from './painter.ts'
import { Viewport } from './viewport.ts'

type LaneListener = (by: 1 | -1, from: LaneNumber | undefined) => void

export class TimelineController {
  readonly timeline: Timeline
  readonly viewport: Viewport
  readonly #scroller: HTMLElement
  readonly #painter: Painter
  readonly #listeners = new Set<() => void>()
  readonly #frameListeners = new Set<(span: Span) => void>()
  #folded: ReadonlySet<LaneNumber>
  #layout: Layout
  #range: Span | undefined
  #playhead: Time | undefined
  #current: SliceIndex | undefined
  #hovered: SliceIndex | undefined
  #focusedLane: LaneNumber | undefined
  #laneListener: LaneListener | undefined
  #hasZoomed = false
  #frame = 0
  #isStopped = false
  #snapshot: Snapshot | undefined
  /** Where the pointer is over the lanes. */
  pointer: number | undefined
  /** Puts back what the drag that goes on has changed. */
  cancelGesture: (() => void) | undefined

  constructor(timeline: Timeline, surfaces: Surfaces, kept: Kept | undefined) {
    this.timeline = timeline
    const { scroller } = surfaces
    this.#scroller = scroller
    const view = scroller.ownerDocument.defaultView ?? window
    const known = kept?.timeline === timeline ? kept : undefined
    this.viewport = new Viewport(
      limitsOf(timeline),
      known,
      () => view.matchMedia('(prefers-reduced-motion: reduce)').matches,
      () => this.#draw(),
    )
    this.#folded = known?.folded ?? new Set()
    this.#range = known?.range
    this.#layout = layoutLanes(timeline, this.#folded)
    this.#painter = new Painter(surfaces, view, () => this.#changed())
    scroller.addEventListener('scroll', this.#changed, { passive: true })
    scroller.scrollTop = known?.top ?? 0
    this.#draw()
  }

  stop(): Kept {
    this.#isStopped = true
    cancelAnimationFrame(this.#frame)
    this.#painter.stop()
    this.#scroller.removeEventListener('scroll', this.#changed)
    const { timeline } = this
    const { scrollTop: top } = this.#scroller
    const { shown: span, trail } = this.viewport
    return { timeline, span, trail, folded: this.#folded, top, range: this.#range }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly snapshot = (): Snapshot => {
    this.#snapshot ??= {
      layout: this.#layout,
      range: this.#range,
      waysBack: this.viewport.waysBack,
      top: this.#scroller.scrollTop,
      height: this.#painter.height,
      hasZoomed: this.#hasZoomed,
    }
    return this.#snapshot
  }

  /** Called with what is shown after each frame. */
  onFrame(listener: (span: Span) => void): () => void {
    this.#frameListeners.add(listener)
    listener(this.viewport.shown)
    return () => this.#frameListeners.delete(listener)
  }

  get width(): number {
    return this.#painter.width
  }

  get range(): Span | undefined {
    return this.#range
  }

  timeAt(x: number): Time {
    return timeAt(this.viewport.shown, x, this.width)
  }

  /** `y` counts from the top of the canvas. */
  hit(x: number, y: number): Hit | undefined {
    const { scrollTop } = this.#scroller
    const { shown } = this.viewport
    return hitAt(this.timeline, this.#layout, shown, this.width, x, y + scrollTop)
  }

  /** Told when a key moves the focus between lanes; `from` is where that begins, when no lane has it. */
  listenToLanes(listener: LaneListener): () => void {
    this.#laneListener = listener
    return () => {
      if (this.#laneListener === listener) this.#laneListener = undefined
    }
  }

  moveLane(by: 1 | -1): void {
    const isFocused = this.#focusedLane !== undefined
    const lane = this.#current === undefined ? 0 : laneOfSlice(this.timeline, this.#current)
    // From elsewhere, the first press goes to the lane of what is chosen.
    this.#laneListener?.(by, isFocused ? undefined : lane - by)
  }

  setPlace(playhead: Time | undefined, current: SliceIndex | undefined): void {
    if (playhead === this.#playhead && current === this.#current) return
    this.#playhead = playhead
    this.#current = current
    this.#draw()
  }

  setHovered(slice: SliceIndex | undefined): void {
    if (slice === this.#hovered) return
    this.#hovered = slice
    this.#draw()
  }

  setFocusedLane(lane: LaneNumber | undefined): void {
    this.#focusedLane = lane
    this.#draw()
  }

  setRange(range: Span | undefined): void {
    this.#range = range
    this.#changed()
  }

  /** `anchor` in pixels from the left; undefined: at the pointer, else at the playhead, else in the middle. */
  zoomBy(factor: number, anchor?: number, isAtOnce = false): void {
    this.viewport.zoomBy(factor, (anchor ?? this.#zoomAnchor()) / this.width, isAtOnce)
    this.#noteZoom()
  }

  /** What was at one place, in pixels, is then at the other. */
  pinchBy(factor: number, from: number, to: number): void {
    this.viewport.pinchBy(factor, from / this.width, to / this.width)
    this.#noteZoom()
  }

  #noteZoom(): void {
    if (this.#hasZoomed) return
    this.#hasZoomed = true
    this.#changed()
  }

  #zoomAnchor(): number {
    if (this.pointer !== undefined) return this.pointer
    const { shown } = this.viewport
    const at = this.#playhead
    if (at === undefined || at < shown.from || at > shown.to) return this.width / 2
    return xAt(shown, at, this.width)
  }

  /** `by` in pixels. */
  panBy(by: number): void {
    this.viewport.panBy(by / this.width)
  }

  zoomToRange(): void {
    if (this.#range === undefined) return
    const { from, to } = this.#range
    const room = (to - from) * 0.03
    this.viewport.jumpTo({ from: from - room, to: to + room })
  }

  /** Into view; when it is there already, fills the view with it. */
  zoomToSlice(slice: SliceIndex): void {
    const { starts, ends } = this.timeline.slices
    const from = starts[slice] ?? 0
    const to = ends[slice] ?? 0
    const { viewport } = this
    const isSeen = revealing(viewport.span, from, viewport.limits) === viewport.span
    this.reveal(slice)
    if (!isSeen) return
    const room = Math.max((to - from) * 0.15, viewport.limits.least)
    viewport.jumpTo({ from: from - room, to: to + room })
  }

  /** Moves as little as is needed to see a slice. */
  reveal(slice: SliceIndex): void {
    const { viewport } = this
    const start = this.timeline.slices.starts[slice] ?? 0
    const shown = revealing(viewport.span, start, viewport.limits)
    if (shown !== viewport.span) viewport.glideTo(shown)
    this.revealLane(laneOfSlice(this.timeline, slice), slice)
  }

  revealLane(lane: LaneNumber, slice?: SliceIndex): void {
    const place = this.#layout.lanes[lane]
    const view = this.#painter.height
    if (place === undefined) return
    const rowIndex = slice === undefined ? -1 : (this.timeline.slices.rows[slice] ?? -1)
    const row = place.rows.find((each) => each.row === rowIndex)
    const top = row === undefined ? place.top : row.top - 6
    const height = row === undefined ? Math.min(place.height, view) : row.height + 12
    const scroller = this.#scroller
    if (top < scroller.scrollTop) scroller.scrollTop = top
    else if (top + height > scroller.scrollTop + view) scroller.scrollTop = top + height - view
  }

  scrollBy(pixels: number): void {
    this.#scroller.scrollTop += pixels
  }

  fold(lane: LaneNumber, isFolded: boolean): void {
    if (this.#folded.has(lane) === isFolded) return
    const folded = new Set(this.#folded)
    if (isFolded) folded.add(lane)
    else folded.delete(lane)
    this.#folded = folded
    this.#layout = layoutLanes(this.timeline, folded)
    this.#changed()
  }

  readonly #changed = (): void => {
    this.#snapshot = undefined
    for (const listener of this.#listeners) listener()
    this.#draw()
  }

  #draw(): void {
    if (this.#isStopped || this.#frame !== 0) return
    this.#frame = requestAnimationFrame((now) => this.#paint(now))
  }

  #paint(now: number): void {
    this.#frame = 0
    const { viewport } = this
    viewport.advance(now)
    if (!areAlike(this.snapshot().waysBack, viewport.waysBack)) this.#changed()
    this.#painter.paint({
      timeline: this.timeline,
      layout: this.#layout,
      span: viewport.shown,
      playhead: this.#playhead,
      current: this.#current,
      hovered: this.#hovered,
      range: this.#range,
      focusedLane: this.#focusedLane,
    })
    for (const listener of this.#frameListeners) listener(viewport.shown)
    if (viewport.isMoving) this.#draw()
  }
}
