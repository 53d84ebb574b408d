/**
 * What the timeline draws: slices and counter values as columns of plain numbers, so that a million of them
 * cross from a worker without being copied and are found by binary search.
 *
 * Times count from the start of the timeline (0 … `length`), in steps for a run and in microseconds for a
 * trace. A slice covers `starts[i] <= t < ends[i]`; a moment has both alike. The slices of a row stand one
 * after the other in the columns, in the order of their starts, and none begins before the one before it has
 * ended.
 */

import type { SliceMips, ValueMips } from './mips.ts'

/** Steps or microseconds since the start. */
export type Time = number
export type SliceIndex = number
export type RowIndex = number
export type LaneNumber = number

/** What a slice stands for; decides how it is drawn. */
export const looks = [
  'call',
  'step',
  'wait',
  'moment',
  'hold',
  'read-hold',
  'inside',
  'lock-wait',
  'live',
  'freed',
  'touch',
  'fault',
  'async',
] as const
export type Look = (typeof looks)[number]

export function lookNumber(look: Look): number {
  return looks.indexOf(look)
}

/** In the bits of `SliceMips.looks`. */
export function lookBit(look: Look): number {
  return 1 << looks.indexOf(look)
}

export interface Slices {
  readonly count: number
  readonly starts: Float64Array
  readonly ends: Float64Array
  /** Indices into `Timeline.texts`. */
  readonly names: Uint32Array
  /** Indices into `looks`. */
  readonly looks: Uint8Array
  /** 1 for what had not ended when the recording did. */
  readonly open: Uint8Array
  /** Colours of lanes, from 0. */
  readonly colours: Uint8Array
  /** The row that each slice stands in. */
  readonly rows: Uint32Array
  /** First step of a run, or number of the event in its file; -1 for none. */
  readonly refs: Int32Array
}

export interface Values {
  readonly count: number
  readonly times: Float64Array
  readonly values: Float64Array
  /** As for slices; 255 where nobody set the value. */
  readonly colours: Uint8Array
}

export const noColour = 255

/** `first` and `end` are a range of the slices or of the values. */
export interface Row {
  readonly kind: 'slices' | 'values'
  readonly lane: LaneNumber
  readonly first: number
  readonly end: number
  /** `over`: drawn in the place of the row before it. */
  readonly place: 'own' | 'thin' | 'over'
  /** Of values; 0 for slices. */
  readonly least: number
  readonly most: number
}

export type LaneKind = 'thread' | 'async' | 'lock' | 'count' | 'life'

export interface TimelineLane {
  readonly kind: LaneKind
  /** `A`; undefined where there is no letter. */
  readonly letter: string | undefined
  readonly title: string
  /** What it belongs to, such as a process; `` when that goes without saying. */
  readonly group: string
  /** Of its slices, from 0; `noColour` for tracks. */
  readonly colour: number
  readonly firstRow: RowIndex
  /** One past the last. */
  readonly endRow: RowIndex
}

/** Arrows between slices, in the order of their tails. */
export interface Flows {
  readonly count: number
  readonly fromTimes: Float64Array
  readonly toTimes: Float64Array
  readonly fromLanes: Uint32Array
  readonly toLanes: Uint32Array
}

export interface Timeline {
  readonly unit: 'steps' | 'us'
  readonly length: Time
  readonly texts: readonly string[]
  readonly lanes: readonly TimelineLane[]
  readonly rows: readonly Row[]
  readonly slices: Slices
  readonly values: Values
  readonly flows: Flows
  readonly sliceMips: SliceMips
  readonly valueMips: ValueMips
  /** All slices in the order of time, as the list shows them. */
  readonly listed: Uint32Array
}

export function sliceText(timeline: Timeline, slice: SliceIndex): string {
  return timeline.texts[timeline.slices.names[slice] ?? -1] ?? ''
}

export function lookOf({ slices }: Timeline, slice: SliceIndex): Look {
  return looks[slices.looks[slice] ?? 0] ?? 'call'
}

export function laneOfSlice(timeline: Timeline, slice: SliceIndex): LaneNumber {
  return timeline.rows[timeline.slices.rows[slice] ?? 0]?.lane ?? 0
}
