/** What slices, lanes and places are called, in lists, hints and for screen readers. */

import {
  laneOfSlice,
  lookOf,
  type LaneNumber,
  type SliceIndex,
  sliceText,
  type Timeline,
} from '../../src/timeline/model.ts'
import { durationText, grouped, timeText } from '../../src/timeline/ticks.ts'

export function laneName({ lanes }: Timeline, lane: LaneNumber): string {
  const found = lanes[lane]
  if (found === undefined) return '?'
  return found.letter === undefined ? found.title : `${found.letter} · ${found.title}`
}

/** Short, for a column: `A`, `hmm->rwsem`. */
export function laneLabel({ lanes }: Timeline, lane: LaneNumber): string {
  return lanes[lane]?.letter ?? lanes[lane]?.title ?? '?'
}

/** `steps 3 to 6`, `1.2 ms + 40 µs` */
export function whenText(timeline: Timeline, slice: SliceIndex): string {
  const { slices, unit } = timeline
  const from = slices.starts[slice] ?? 0
  const to = slices.ends[slice] ?? 0
  const isOpen = slices.open[slice] === 1
  if (unit === 'steps') {
    if (isOpen) return `from step ${from + 1} on`
    return to - from <= 1 ? `step ${from + 1}` : `steps ${from + 1} to ${to}`
  }
  if (to === from) return `at ${timeText(from, unit)}`
  const size = `${durationText(to - from, unit)}${isOpen ? ', not ended' : ''}`
  return `at ${timeText(from, unit)} for ${size}`
}

/** The kind of thing, where its name does not say it. */
export function lookWord(timeline: Timeline, slice: SliceIndex): string | undefined {
  switch (lookOf(timeline, slice)) {
    case 'call':
      return timeline.unit === 'steps' ? 'call' : undefined
    case 'fault':
      return '✗ goes wrong'
    case 'moment':
      return 'moment'
    default:
      return undefined
  }
}

/** All that is said of a slice, for those who do not see it. */
export function sliceWords(timeline: Timeline, slice: SliceIndex): string {
  const parts = [
    whenText(timeline, slice),
    laneName(timeline, laneOfSlice(timeline, slice)),
    sliceText(timeline, slice),
    lookWord(timeline, slice),
  ]
  return parts.filter((part) => part !== undefined).join(', ')
}

interface Range {
  readonly from: number
  readonly to: number
}

/** A range by itself: `steps 5 to 20`, `1.2 ms from 400 µs`, `all 33 steps`. */
export function rangeWords(timeline: Timeline, range: Range): string {
  const { unit, length } = timeline
  const { from, to } = range
  if (isWhole(timeline, range)) {
    return unit === 'steps'
      ? `all ${grouped(String(length))} steps`
      : `all ${durationText(length, unit)}`
  }
  if (unit === 'steps') return `steps ${Math.floor(from) + 1} to ${Math.ceil(to)}`
  return `${durationText(to - from, unit)} from ${durationText(from, unit)}`
}

/** What is shown of the whole: `steps 5 to 20 of 33`, `1.2 ms of 3 s, from 400 µs`. */
export function spanWords(timeline: Timeline, range: Range): string {
  const { unit, length } = timeline
  const { from, to } = range
  if (isWhole(timeline, range)) return rangeWords(timeline, range)
  if (unit === 'steps') return `${rangeWords(timeline, range)} of ${grouped(String(length))}`
  return `${durationText(to - from, unit)} of ${durationText(length, unit)}, from ${durationText(from, unit)}`
}

function isWhole({ length }: Timeline, { from, to }: Range): boolean {
  return from <= 1e-9 && to >= length - 1e-9
}
