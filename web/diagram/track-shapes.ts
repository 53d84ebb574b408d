/** Tracks as rectangles, lines and marks in CSS pixels below the header; only what is in view. */

import { scaleLinear } from 'd3-scale'
import { curveStepBefore, line } from 'd3-shape'
import type {
  HoldView,
  LaneIndex,
  LifetimeTrack,
  LockTrack,
  RefcountTrack,
  RunView,
  StepIndex,
} from '../../src/trace/view.ts'
import { bodyTop, type CssPixels, type Geometry, stepBottom, stepTop } from './geometry.ts'
import { rowOfStep } from '../../src/trace/rows-find.ts'
import {
  countWords,
  freedWords,
  holdWords,
  insideWords,
  liveWords,
  touchWords,
  waitWords,
} from './words.ts'

/** The part of the diagram that is drawn. */
export interface Shown {
  readonly top: CssPixels
  readonly bottom: CssPixels
}

export interface Bar {
  readonly kind: 'write' | 'read' | 'inside' | 'wait' | 'live' | 'freed'
  readonly lane: LaneIndex
  readonly top: CssPixels
  readonly bottom: CssPixels
  /** Among bars that overlap in time: position and how many there are side by side. */
  readonly slot: number
  readonly slots: number
  readonly words: string
}

export interface Mark {
  readonly y: CssPixels
  readonly words: string
}

export interface CountLabel {
  readonly x: CssPixels
  readonly y: CssPixels
  readonly text: string
}

export interface CountSegment {
  readonly x: CssPixels
  readonly top: CssPixels
  readonly bottom: CssPixels
  readonly words: string
}

export interface CountDot {
  readonly x: CssPixels
  readonly y: CssPixels
  readonly lane: LaneIndex
}

const labelEvery: CssPixels = 560

function inView({ top, bottom }: { top: CssPixels; bottom: CssPixels }, shown: Shown): boolean {
  return bottom >= shown.top && top <= shown.bottom
}

/** From the top of step `from` to the bottom of the step before `to`, or to the end of the run. */
function extent(
  geometry: Geometry,
  from: StepIndex,
  to: StepIndex | undefined,
): { readonly top: CssPixels; readonly bottom: CssPixels } {
  const bottom = to === undefined ? geometry.height : stepBottom(geometry, to - 1)
  return { top: stepTop(geometry, from), bottom }
}

export function lockBars(
  run: RunView,
  geometry: Geometry,
  track: LockTrack,
  shown: Shown,
): readonly Bar[] {
  const slots = slotsOf(track.holds)
  const holds = track.holds.map(
    (hold, index): Bar => ({
      ...extent(geometry, hold.from, hold.to),
      kind: hold.mode,
      lane: hold.lane,
      slot: slots[index]?.slot ?? 0,
      slots: slots[index]?.slots ?? 1,
      words: holdWords(run, track.label, hold),
    }),
  )
  const inside = track.holds.flatMap((hold): readonly Bar[] => {
    if (!hold.inside || hold.to === undefined) return []
    const words = insideWords(run, track.label, hold)
    const { lane, to, insideTo } = hold
    const top = stepBottom(geometry, to - 1)
    const { bottom } = extent(geometry, to, insideTo)
    return [{ kind: 'inside', lane, top, bottom, slot: 0, slots: 1, words }]
  })
  const waits = track.waits.map(
    (wait): Bar => ({
      ...extent(geometry, wait.from, wait.to),
      kind: 'wait',
      lane: wait.lane,
      slot: 0,
      slots: 1,
      words: waitWords(run, track.label, wait),
    }),
  )
  return [...holds, ...inside, ...waits].filter((bar) => bar.bottom > bar.top && inView(bar, shown))
}

/** Readers may hold a lock together: gives each the first place that is free, and all the same width. */
export function slotsOf(
  holds: readonly HoldView[],
): readonly { readonly slot: number; readonly slots: number }[] {
  const ends: number[] = []
  const slots = holds.map(({ from, to }) => {
    const free = ends.findIndex((end) => end <= from)
    const slot = free < 0 ? ends.length : free
    ends[slot] = to ?? Number.POSITIVE_INFINITY
    return slot
  })
  return slots.map((slot, index) => ({
    slot,
    slots: 1 + Math.max(...overlapping(holds, index).map((other) => slots[other] ?? 0)),
  }))
}

function overlapping(holds: readonly HoldView[], index: number): readonly number[] {
  const own = holds[index]
  return holds.flatMap((other, position) => {
    const endsBefore = (own?.to ?? Number.POSITIVE_INFINITY) <= other.from
    const beginsAfter = (other.to ?? Number.POSITIVE_INFINITY) <= (own?.from ?? 0)
    return endsBefore || beginsAfter ? [] : [position]
  })
}

export interface CountShapes {
  readonly path: string
  readonly segments: readonly CountSegment[]
  readonly dots: readonly CountDot[]
  readonly labels: readonly CountLabel[]
}

/** A step line downwards; the value changes at the top of the step that sets it. */
export function countShapes(
  run: RunView,
  geometry: Geometry,
  track: RefcountTrack,
  width: CssPixels,
  shown: Shown,
): CountShapes {
  const x = scaleLinear([0, Math.max(1, track.max)], [7, width - 17])
  const segments = track.points.map((point, index) => {
    const next = track.points[index + 1]
    const top = point.at === 0 ? 0 : stepTop(geometry, point.at - 1)
    const bottom = next === undefined ? geometry.height : stepTop(geometry, next.at - 1)
    const words = countWords(run, track.label, point, next?.at)
    return { x: x(point.value), top, bottom, words, value: point.value, lane: point.lane }
  })
  const visible = segments.filter((segment) => inView(segment, shown))
  const corners = visible.map(({ x: left, top }): [number, number] => [left, top])
  const last = visible.at(-1)
  if (last !== undefined) corners.push([last.x, last.bottom])
  return {
    path: line().curve(curveStepBefore)(corners) ?? '',
    segments: visible,
    dots: visible.flatMap(({ x: left, top, lane }) =>
      lane === undefined ? [] : [{ x: left, y: top, lane }],
    ),
    labels: visible.flatMap(({ x: left, top, bottom, value }) =>
      repeats(geometry, top, bottom).map((y) => ({ x: left + 5, y, text: `${value}` })),
    ),
  }
}

/** Heights for a label of a stretch: at its first row, and again so that one is in view. */
export function repeats(
  { heights }: Geometry,
  top: CssPixels,
  bottom: CssPixels,
): readonly CssPixels[] {
  const first = top + heights.body / 2
  const count = Math.max(1, Math.ceil((bottom - heights.body - first) / labelEvery))
  return Array.from({ length: count }, (_, index) => first + index * labelEvery)
}

export interface LifeShapes {
  readonly bars: readonly Bar[]
  readonly touches: readonly Mark[]
}

export function lifeShapes(
  run: RunView,
  geometry: Geometry,
  track: LifetimeTrack,
  shown: Shown,
): LifeShapes {
  const { from, freedAt } = track
  if (from === undefined) return { bars: [], touches: [] }
  const rest = { lane: track.freedBy ?? 0, slot: 0, slots: 1 }
  const end = freedAt === undefined ? undefined : freedAt + 1
  const live: Bar = {
    ...rest,
    ...extent(geometry, from, end),
    ...(from === 0 ? { top: 0 } : {}),
    kind: 'live',
    words: liveWords(track),
  }
  const freed: Bar = {
    ...rest,
    kind: 'freed',
    top: live.bottom,
    bottom: end === undefined ? live.bottom : geometry.height,
    words: freedWords(run, track),
  }
  return {
    bars: [live, freed].filter((bar) => bar.bottom > bar.top && inView(bar, shown)),
    touches: track.touchedAfterFree
      .map((step) => ({ y: middleOf(geometry, step), words: touchWords(run, track, step) }))
      .filter(({ y }) => inView({ top: y - 10, bottom: y + 10 }, shown)),
  }
}

function middleOf(geometry: Geometry, step: StepIndex): CssPixels {
  const row = rowOfStep(geometry.rows, step) ?? 0
  return bodyTop(geometry, row) + geometry.heights.body / 2
}
