/** Collects lanes, rows and what stands in them, and puts it into columns once it is complete. */

import { sliceMips, valueMips } from './mips.ts'
import {
  type LaneNumber,
  type Look,
  lookNumber,
  type Row,
  type RowIndex,
  type Time,
  type Timeline,
  type TimelineLane,
} from './model.ts'

export interface NewSlice {
  readonly from: Time
  /** Undefined: not ended. */
  readonly to: Time | undefined
  readonly text: string
  readonly look: Look
  readonly colour: number
  readonly ref: number
}

export interface NewFlow {
  readonly fromTime: Time
  readonly toTime: Time
  readonly fromLane: LaneNumber
  readonly toLane: LaneNumber
}

/** Numbers that are added one by one. */
export class Column {
  #values = new Float64Array(256)
  length = 0

  push(value: number): void {
    if (this.length === this.#values.length) {
      const wider = new Float64Array(2 * this.length)
      wider.set(this.#values)
      this.#values = wider
    }
    this.#values[this.length] = value
    this.length += 1
  }

  at(index: number): number {
    return this.#values[index] ?? 0
  }

  /** The values so far; valid until the next `push`. */
  view(): Float64Array {
    return this.#values.subarray(0, this.length)
  }
}

export class TimelineBuilder {
  readonly #starts = new Column()
  readonly #ends = new Column()
  readonly #names = new Column()
  readonly #looks = new Column()
  readonly #open = new Column()
  readonly #colours = new Column()
  readonly #rowsOf = new Column()
  readonly #refs = new Column()
  readonly #times = new Column()
  readonly #values = new Column()
  readonly #setters = new Column()
  readonly #texts: string[] = []
  readonly #textIndex = new Map<string, number>()
  readonly #lanes: TimelineLane[] = []
  readonly #rows: Row[] = []
  readonly #flows: NewFlow[] = []
  readonly #length: Time

  /** `length` is where the timeline ends; what is open lasts until there. */
  constructor(length: Time) {
    this.#length = length
  }

  textOf(text: string): number {
    const known = this.#textIndex.get(text)
    if (known !== undefined) return known
    this.#texts.push(text)
    this.#textIndex.set(text, this.#texts.length - 1)
    return this.#texts.length - 1
  }

  /** The lane has the rows that `fill` adds. */
  lane(lane: Omit<TimelineLane, 'firstRow' | 'endRow'>, fill: () => void): LaneNumber {
    const firstRow = this.#rows.length
    const number = this.#lanes.length
    this.#lanes.push({ ...lane, firstRow, endRow: firstRow })
    fill()
    this.#lanes[number] = { ...lane, firstRow, endRow: this.#rows.length }
    return number
  }

  /** Slices in the order of time that do not overlap. */
  row(place: Row['place'], slices: Iterable<NewSlice>): RowIndex {
    const first = this.#starts.length
    for (const slice of slices) {
      this.add(slice.from, slice.to, this.textOf(slice.text), lookNumber(slice.look))
      this.mark(slice.colour, slice.ref)
    }
    return this.endRow(place, first)
  }

  /** For many slices without an object each: `add` and `mark` per slice, then `endRow`. */
  add(from: Time, to: Time | undefined, text: number, look: number): void {
    this.#starts.push(from)
    this.#ends.push(to ?? Math.max(from, this.#length))
    this.#names.push(text)
    this.#looks.push(look)
    this.#open.push(to === undefined ? 1 : 0)
    this.#rowsOf.push(this.#rows.length)
  }

  mark(colour: number, ref: number): void {
    this.#colours.push(colour)
    this.#refs.push(ref)
  }

  get sliceCount(): number {
    return this.#starts.length
  }

  endRow(place: Row['place'], first: number): RowIndex {
    const lane = this.#lanes.length - 1
    const end = this.#starts.length
    this.#rows.push({ kind: 'slices', lane, first, end, place, least: 0, most: 0 })
    return this.#rows.length - 1
  }

  /** Values in the order of time, each from its time on. */
  valueRow(
    points: Iterable<{ readonly at: Time; readonly value: number; readonly colour: number }>,
  ): RowIndex {
    const first = this.#times.length
    let least = 0
    let most = 0
    for (const { at, value, colour } of points) {
      this.#times.push(at)
      this.#values.push(value)
      this.#setters.push(colour)
      least = Math.min(least, value)
      most = Math.max(most, value)
    }
    const lane = this.#lanes.length - 1
    const end = this.#times.length
    this.#rows.push({ kind: 'values', lane, first, end, place: 'own', least, most })
    return this.#rows.length - 1
  }

  flow(flow: NewFlow): void {
    this.#flows.push(flow)
  }

  finish(unit: Timeline['unit']): Timeline {
    const count = this.#starts.length
    const slices = {
      count,
      starts: this.#starts.view().slice(),
      ends: this.#ends.view().slice(),
      names: Uint32Array.from(this.#names.view()),
      looks: Uint8Array.from(this.#looks.view()),
      open: Uint8Array.from(this.#open.view()),
      colours: Uint8Array.from(this.#colours.view()),
      rows: Uint32Array.from(this.#rowsOf.view()),
      refs: Int32Array.from(this.#refs.view()),
    }
    const values = {
      count: this.#times.length,
      times: this.#times.view().slice(),
      values: this.#values.view().slice(),
      colours: Uint8Array.from(this.#setters.view()),
    }
    const flows = this.#flows.toSorted((a, b) => a.fromTime - b.fromTime)
    return {
      unit,
      length: this.#length,
      texts: this.#texts,
      lanes: this.#lanes,
      rows: this.#rows,
      slices,
      values,
      flows: {
        count: flows.length,
        fromTimes: Float64Array.from(flows, ({ fromTime }) => fromTime),
        toTimes: Float64Array.from(flows, ({ toTime }) => toTime),
        fromLanes: Uint32Array.from(flows, ({ fromLane }) => fromLane),
        toLanes: Uint32Array.from(flows, ({ toLane }) => toLane),
      },
      sliceMips: sliceMips(slices),
      valueMips: valueMips(values.values),
      listed: inOrder(slices.starts),
    }
  }
}

/** By start; of those that begin together, in the order of the rows. */
function inOrder(starts: Float64Array): Uint32Array {
  const order = Uint32Array.from({ length: starts.length }, (_, at) => at)
  return order.sort((a, b) => (starts[a] ?? 0) - (starts[b] ?? 0) || a - b)
}
