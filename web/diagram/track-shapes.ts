/** Tracks as rectangles, lines and marks in CSS pixels below the header. */

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

export interface CountSegment {
  readonly x: CssPixels
  readonly top: CssPixels
  readonly bottom: CssPixels
  readonly value: number
  /** Who set the value; undefined for the value at the start. */
  readonly lane: LaneIndex | undefined
  readonly words: string
}

/** Less than a small window shows, so that a number is always in view. */
const labelEvery: CssPixels = 220

export function inView(
  { top, bottom }: { top: CssPixels; bottom: CssPixels },
  shown: Shown,
): boolean {
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

export function lockBars(run: RunView, geometry: Geometry, track: LockTrack): readonly Bar[] {
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
  return [...holds, ...inside, ...waits].filter((bar) => bar.bottom > bar.top)
}

/**
 * Readers may hold a lock together: gives each the first place that is free, and the same width to all
 * that are connected by overlapping. Holds are in the order in which they begin.
 */
export function slotsOf(
  holds: readonly HoldView[],
): readonly { readonly slot: number; readonly slots: number }[] {
  const result: { slot: number; slots: number }[] = []
  let group: { slot: number; slots: number }[] = []
  let ends: number[] = []
  for (const { from, to } of holds) {
    if (ends.every((end) => end <= from)) {
      group = []
      ends = []
    }
    const free = ends.findIndex((end) => end <= from)
    const place = { slot: free < 0 ? ends.length : free, slots: 1 }
    ends[place.slot] = to ?? Number.POSITIVE_INFINITY
    group.push(place)
    result.push(place)
    for (const other of group) other.slots = ends.length
  }
  return result
}

/** A step line downwards; the value changes at the top of the step that sets it. */
export function countSegments(
  run: RunView,
  geometry: Geometry,
  track: RefcountTrack,
  width: CssPixels,
): readonly CountSegment[] {
  const x = (value: number): CssPixels => 7 + (value / Math.max(1, track.max)) * (width - 24)
  return track.points.map((point, index) => {
    const next = track.points[index + 1]
    const { value, lane } = point
    const top = point.at === 0 ? 0 : stepTop(geometry, point.at - 1)
    const bottom = next === undefined ? geometry.height : stepTop(geometry, next.at - 1)
    const words = countWords(run, track.label, point, next?.at)
    return { x: x(value), top, bottom, words, value, lane }
  })
}

/** The line through segments that follow each other, as SVG path data. */
export function countPath(segments: readonly CountSegment[]): string {
  const [first, ...others] = segments
  if (first === undefined) return ''
  const corners = others.map(({ x, top }) => `V${top}H${x}`)
  return `M${first.x},${first.top}${corners.join('')}V${segments.at(-1)?.bottom ?? first.bottom}`
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
    touches: touchMarks(run, geometry, track).filter(({ y }) =>
      inView({ top: y - 10, bottom: y + 10 }, shown),
    ),
  }
}

/** One mark per row, also where a folded call touches the object several times. */
function touchMarks(run: RunView, geometry: Geometry, track: LifetimeTrack): readonly Mark[] {
  const words = new Map<CssPixels, string>()
  for (const step of track.touchedAfterFree) {
    const y = middleOf(geometry, step)
    const before = words.get(y)
    const text = touchWords(run, track, step)
    words.set(y, before === undefined ? text : `${before}; ${text}`)
  }
  return [...words].map(([y, text]) => ({ y, words: text }))
}

function middleOf(geometry: Geometry, step: StepIndex): CssPixels {
  const row = rowOfStep(geometry.rows, step) ?? 0
  return bodyTop(geometry, row) + geometry.heights.body / 2
}
