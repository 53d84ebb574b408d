/**
 * The canvas side of the timeline: keeps what is shown of it, draws when something changed and never
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
import {
  between,
  clampSpan,
  type Limits,
  limitsOf,
  panned,
  revealing,
  type Span,
  timeAt,
  whole,
  zoomed,
} from '../../src/timeline/span.ts'
import { createMarks } from '../../src/timeline/sweep.ts'
import { headHeight, paintHead, paintOverview } from './paint-head.ts'
import { paintLanes } from './paint-lanes.ts'
import type { Brush } from './paint-row.ts'
import { type Palette, readPalette, watchTheme } from './palette.ts'
import { createPatterns } from './patterns.ts'
import type { Scene } from './scene.ts'

/** What outlives a visit to the view. */
export interface Kept {
  readonly timeline: Timeline
  readonly span: Span
  readonly folded: ReadonlySet<LaneNumber>
  readonly top: number
  readonly range: Span | undefined
}

export interface Surfaces {
  readonly head: HTMLCanvasElement
  readonly lanes: HTMLCanvasElement
  readonly scroller: HTMLElement
}

/** What React draws from; replaced when it changes. */
export interface Snapshot {
  readonly layout: Layout
  readonly folded: ReadonlySet<LaneNumber>
  readonly range: Span | undefined
  readonly top: number
  readonly height: number
  readonly hasZoomed: boolean
}

type LaneListener = (by: 1 | -1, from: LaneNumber | undefined) => void

/** Milliseconds. */
const glide = 130

export class TimelineController {
  readonly limits: Limits
  readonly timeline: Timeline
  readonly #surfaces: Surfaces
  readonly #window: Window
  readonly #listeners = new Set<() => void>()
  readonly #frameListeners = new Set<(span: Span) => void>()
  readonly #stops: (() => void)[] = []
  #span: Span
  #goal: { from: Span; to: Span; begun: number } | undefined
  #drift: { direction: 1 | -1; at: number } | undefined
  #folded: ReadonlySet<LaneNumber>
  #layout: Layout
  #range: Span | undefined
  #width = 0
  #height = 0
  #ratio = 1
  #palette: Palette
  #patterns
  #brush: Brush | undefined
  #overview: OffscreenCanvas | undefined
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

  constructor(timeline: Timeline, surfaces: Surfaces, kept: Kept | undefined) {
    this.timeline = timeline
    this.limits = limitsOf(timeline)
    this.#surfaces = surfaces
    this.#window = surfaces.scroller.ownerDocument.defaultView ?? window
    const known = kept?.timeline === timeline ? kept : undefined
    this.#span = known?.span ?? whole(this.limits)
    this.#folded = known?.folded ?? new Set()
    this.#range = known?.range
    this.#layout = layoutLanes(timeline, this.#folded)
    this.#palette = readPalette(surfaces.scroller)
    this.#patterns = createPatterns(this.#palette, 1)
    this.#listen()
    this.#measure()
    surfaces.scroller.scrollTop = known?.top ?? 0
  }

  #listen(): void {
    const { scroller } = this.#surfaces
    const scrolled = (): void => this.#changed()
    scroller.addEventListener('scroll', scrolled, { passive: true })
    const observer = new ResizeObserver(() => this.#measure())
    observer.observe(scroller)
    this.#stops.push(
      () => scroller.removeEventListener('scroll', scrolled),
      () => observer.disconnect(),
      watchTheme(this.#window, () => this.#repaint()),
      watchRatio(this.#window, () => this.#measure()),
    )
  }

  stop(): Kept {
    this.#isStopped = true
    cancelAnimationFrame(this.#frame)
    for (const stop of this.#stops) stop()
    const { timeline } = this
    const { scrollTop: top } = this.#surfaces.scroller
    return { timeline, span: this.#span, folded: this.#folded, top, range: this.#range }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly snapshot = (): Snapshot => {
    this.#snapshot ??= {
      layout: this.#layout,
      folded: this.#folded,
      range: this.#range,
      top: this.#surfaces.scroller.scrollTop,
      height: this.#height,
      hasZoomed: this.#hasZoomed,
    }
    return this.#snapshot
  }

  /** Called with what is shown after each frame that shows something else. */
  onFrame(listener: (span: Span) => void): () => void {
    this.#frameListeners.add(listener)
    listener(this.#span)
    return () => this.#frameListeners.delete(listener)
  }

  get span(): Span {
    return this.#goal?.to ?? this.#span
  }

  get width(): number {
    return this.#width
  }

  get layout(): Layout {
    return this.#layout
  }

  get range(): Span | undefined {
    return this.#range
  }

  timeAt(x: number): Time {
    return timeAt(this.#span, x, this.#width)
  }

  /** `y` counts from the top of the canvas. */
  hit(x: number, y: number): Hit | undefined {
    const { scrollTop } = this.#surfaces.scroller
    return hitAt(this.timeline, this.#layout, this.#span, this.#width, x, y + scrollTop)
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

  /** At once: for what follows the hand. */
  show(span: Span): void {
    this.#goal = undefined
    this.#span = clampSpan(span, this.limits)
    this.#draw()
  }

  /** Gliding, unless the user wants less motion. */
  glideTo(span: Span): void {
    const to = clampSpan(span, this.limits)
    if (this.#window.matchMedia('(prefers-reduced-motion: reduce)').matches) this.show(to)
    else this.#goal = { from: this.#span, to, begun: performance.now() }
    this.#draw()
  }

  /** `anchor` in pixels from the left; undefined: at the pointer, else at the playhead, else in the middle. */
  zoomBy(factor: number, anchor?: number, isAtOnce = false): void {
    const share = (anchor ?? this.#zoomAnchor()) / Math.max(1, this.#width)
    const to = zoomed(this.span, factor, share, this.limits)
    if (isAtOnce) this.show(to)
    else this.glideTo(to)
    if (this.#hasZoomed) return
    this.#hasZoomed = true
    this.#changed()
  }

  #zoomAnchor(): number {
    if (this.pointer !== undefined) return this.pointer
    const { from, to } = this.#span
    const at = this.#playhead
    if (at === undefined || at < from || at > to) return this.#width / 2
    return ((at - from) / (to - from)) * this.#width
  }

  /** `by` in pixels. */
  panBy(by: number): void {
    const { from, to } = this.span
    this.show(panned(this.span, (by / Math.max(1, this.#width)) * (to - from), this.limits))
  }

  /** Until `stopDrift`. */
  startDrift(direction: 1 | -1): void {
    if (this.#drift?.direction === direction) return
    this.panBy(direction * this.#width * 0.06)
    if (this.#window.matchMedia('(prefers-reduced-motion: reduce)').matches) return
    this.#drift = { direction, at: performance.now() }
    this.#draw()
  }

  stopDrift(): void {
    this.#drift = undefined
  }

  fit(): void {
    this.glideTo(whole(this.limits))
  }

  zoomToRange(): void {
    if (this.#range === undefined) return
    const { from, to } = this.#range
    const room = (to - from) * 0.03
    this.glideTo({ from: from - room, to: to + room })
  }

  /** Into view; when it is there already, fills the view with it. */
  zoomToSlice(slice: SliceIndex): void {
    const { starts, ends } = this.timeline.slices
    const from = starts[slice] ?? 0
    const to = ends[slice] ?? 0
    const { span } = this
    const isSeen = revealing(span, from, this.limits) === span
    this.reveal(slice)
    if (!isSeen) return
    const room = Math.max((to - from) * 0.15, this.limits.least)
    this.glideTo({ from: from - room, to: to + room })
  }

  /** Moves as little as is needed to see a slice. */
  reveal(slice: SliceIndex): void {
    const start = this.timeline.slices.starts[slice] ?? 0
    const shown = revealing(this.span, start, this.limits)
    if (shown !== this.span) this.glideTo(shown)
    this.revealLane(laneOfSlice(this.timeline, slice), slice)
  }

  revealLane(lane: LaneNumber, slice?: SliceIndex): void {
    const place = this.#layout.lanes[lane]
    if (place === undefined) return
    const rowIndex = slice === undefined ? -1 : (this.timeline.slices.rows[slice] ?? -1)
    const row = place.rows.find((each) => each.row === rowIndex)
    const top = row === undefined ? place.top : row.top - 6
    const height = row === undefined ? Math.min(place.height, this.#height) : row.height + 12
    const { scroller } = this.#surfaces
    if (top < scroller.scrollTop) scroller.scrollTop = top
    else if (top + height > scroller.scrollTop + this.#height)
      scroller.scrollTop = top + height - this.#height
  }

  scrollBy(pixels: number): void {
    this.#surfaces.scroller.scrollTop += pixels
  }

  fold(lane: LaneNumber, isFolded: boolean): void {
    if (this.#folded.has(lane) === isFolded) return
    const folded = new Set(this.#folded)
    if (isFolded) folded.add(lane)
    else folded.delete(lane)
    this.foldAll(folded)
  }

  foldAll(folded: ReadonlySet<LaneNumber>): void {
    this.#folded = folded
    this.#layout = layoutLanes(this.timeline, folded)
    this.#changed()
  }

  #measure(): void {
    const { scroller, lanes, head } = this.#surfaces
    const gutter = lanes.offsetLeft
    const width = Math.max(1, scroller.clientWidth - gutter)
    const height = Math.max(1, scroller.clientHeight)
    const ratio = this.#window.devicePixelRatio
    if (width === this.#width && height === this.#height && ratio === this.#ratio) return
    this.#width = width
    this.#height = height
    this.#ratio = ratio
    size(lanes, width, height, ratio)
    size(head, width, headHeight, ratio)
    this.#repaint()
  }

  /** Colours or sizes have changed. */
  #repaint(): void {
    this.#palette = readPalette(this.#surfaces.scroller)
    this.#patterns = createPatterns(this.#palette, this.#ratio)
    this.#brush = undefined
    this.#overview = undefined
    this.#changed()
  }

  #changed(): void {
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
    this.#move(now)
    const { lanes, head } = this.#surfaces
    const context = lanes.getContext('2d', { alpha: false })
    const headContext = head.getContext('2d', { alpha: false })
    if (context === null || headContext === null) return
    const scene = this.#scene()
    context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0)
    headContext.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0)
    if (this.#brush === undefined) {
      context.font = `11px ${this.#palette.code}`
      const letter = context.measureText('0'.repeat(50)).width / 50
      this.#brush = { context, marks: createMarks(this.#width), letter }
    }
    this.#overview ??= paintOverview(scene)
    paintLanes(this.#brush, scene)
    paintHead(headContext, scene, this.#overview)
    for (const listener of this.#frameListeners) listener(this.#span)
    if (this.#goal !== undefined || this.#drift !== undefined) this.#draw()
  }

  #move(now: number): void {
    if (this.#drift !== undefined) {
      const passed = Math.min(50, Math.max(0, now - this.#drift.at))
      this.#drift.at = now
      const by = ((this.#span.to - this.#span.from) * passed * this.#drift.direction) / 900
      this.#span = panned(this.#span, by, this.limits)
    }
    if (this.#goal === undefined) return
    const { from, to, begun } = this.#goal
    const part = Math.max(0, (now - begun) / glide)
    this.#span = between(from, to, part >= 1 ? 1 : 1 - (1 - part) ** 3)
    if (part >= 1) this.#goal = undefined
  }

  #scene(): Scene {
    return {
      timeline: this.timeline,
      layout: this.#layout,
      span: this.#span,
      width: this.#width,
      height: this.#height,
      top: this.#surfaces.scroller.scrollTop,
      ratio: this.#ratio,
      palette: this.#palette,
      patterns: this.#patterns,
      playhead: this.#playhead,
      current: this.#current,
      hovered: this.#hovered,
      range: this.#range,
      focusedLane: this.#focusedLane,
    }
  }
}

function size(canvas: HTMLCanvasElement, width: number, height: number, ratio: number): void {
  canvas.width = Math.round(width * ratio)
  canvas.height = Math.round(height * ratio)
  canvas.style.width = `${width}px`
  canvas.style.height = `${height}px`
}

/** The ratio changes when the window goes to another screen, or the page is zoomed. */
function watchRatio(window: Window, changed: () => void): () => void {
  let query: MediaQueryList | undefined
  const watch = (): void => {
    query?.removeEventListener('change', watch)
    query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
    query.addEventListener('change', watch)
    changed()
  }
  watch()
  return () => query?.removeEventListener('change', watch)
}
