/** Puts the events of a thread into rows: what begins while something else runs stands below it. */

import { bounds } from './bounds.ts'
import { threadPhases, type ThreadRecord } from './records.ts'

/** Columns of one thread, sorted: by start, and of those that begin together the longest first. */
export interface Nested {
  readonly count: number
  readonly from: Float64Array
  /** NaN: not ended. */
  readonly to: Float64Array
  readonly name: Uint32Array
  readonly number: Uint32Array
  readonly depth: Uint8Array
  readonly depths: number
  readonly moments: readonly {
    readonly at: number
    readonly name: number
    readonly number: number
  }[]
  readonly unmatched: number
  readonly tooDeep: number
}

const phase = (letter: string): number => threadPhases.indexOf(letter)
const [x, b, e, i] = [phase('X'), phase('B'), phase('E'), phase('i')]

export function nestThread(thread: ThreadRecord, end: number): Nested {
  const spans = collect(thread)
  const order = orderOf(spans, end)
  const count = order.length
  const from = new Float64Array(count)
  const to = new Float64Array(count)
  const name = new Uint32Array(count)
  const number = new Uint32Array(count)
  const depth = new Uint8Array(count)
  const stack: number[] = []
  let kept = 0
  let depths = 0
  for (const at of order) {
    const start = spans.from[at] ?? 0
    const stop = spans.to[at] ?? 0
    while (stack.length > 0 && (stack.at(-1) ?? 0) <= start) stack.pop()
    // Of no length and beginning with what ends there: nothing holds it up.
    if (stack.length >= bounds.rows) continue
    from[kept] = start
    to[kept] = stop
    name[kept] = spans.name[at] ?? 0
    number[kept] = spans.number[at] ?? 0
    depth[kept] = stack.length
    kept += 1
    stack.push(Number.isNaN(stop) ? Number.POSITIVE_INFINITY : stop)
    depths = Math.max(depths, stack.length)
  }
  const { moments, unmatched } = spans
  const tooDeep = count - kept
  return { count: kept, from, to, name, number, depth, depths, moments, unmatched, tooDeep }
}

interface Spans {
  readonly from: number[]
  readonly to: number[]
  readonly name: number[]
  readonly number: number[]
  readonly moments: { at: number; name: number; number: number }[]
  readonly unmatched: number
}

function collect({ phases, times, durations, names, numbers }: ThreadRecord): Spans {
  const spans: Spans & { unmatched: number } = {
    from: [],
    to: [],
    name: [],
    number: [],
    moments: [],
    unmatched: 0,
  }
  const begun: number[] = []
  for (const at of inOrder(times.view())) {
    const ph = phases.at(at)
    const ts = times.at(at)
    if (ph === i) {
      spans.moments.push({ at: ts, name: names.at(at), number: numbers.at(at) })
    } else if (ph === e) {
      const open = begun.pop()
      if (open === undefined) spans.unmatched += 1
      else spans.to[open] = ts
    } else {
      if (ph === b) begun.push(spans.from.length)
      const duration = durations.at(at)
      spans.to.push(ph === x && duration >= 0 ? ts + duration : Number.NaN)
      spans.from.push(ts)
      spans.name.push(names.at(at))
      spans.number.push(numbers.at(at))
    }
  }
  return spans
}

/** Events of one time stay in the order of the file. */
function inOrder(times: Float64Array): Uint32Array {
  const order = Uint32Array.from({ length: times.length }, (_, at) => at)
  if (isSorted(times)) return order
  return order.sort((one, other) => (times[one] ?? 0) - (times[other] ?? 0) || one - other)
}

function isSorted(times: Float64Array): boolean {
  for (let at = 1; at < times.length; at += 1) {
    if ((times[at] ?? 0) < (times[at - 1] ?? 0)) return false
  }
  return true
}

function orderOf({ from, to }: Spans, end: number): Uint32Array {
  const stop = (at: number): number => {
    const value = to[at] ?? Number.NaN
    return Number.isNaN(value) ? end + 1 : value
  }
  const order = Uint32Array.from(from, (_, at) => at)
  return order.sort(
    (one, other) => (from[one] ?? 0) - (from[other] ?? 0) || stop(other) - stop(one) || one - other,
  )
}
