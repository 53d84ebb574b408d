/** From what was kept of the events to the timeline: lanes in their order, rows by depth, arrows. */

import { TimelineBuilder } from '../builder.ts'
import { type LaneNumber, lookNumber, noColour, type Timeline } from '../model.ts'
import { packRows } from '../pack.ts'
import { bounds } from './bounds.ts'
import type { Key } from './event.ts'
import { type Nested, nestThread } from './nest.ts'
import type { AsyncRecord, CounterRecord, Records, ThreadRecord } from './records.ts'

const call = lookNumber('call')

export function assemble(records: Records): Timeline {
  const start = Number.isFinite(records.start) ? records.start : 0
  const end = Number.isFinite(records.end) ? records.end : 0
  const builder = new TimelineBuilder(end - start)
  const texts = records.texts.map((text) => builder.textOf(text))
  const lanes = new Map<ThreadRecord, LaneNumber>()
  let colour = 0
  for (const pid of pidsOf(records)) {
    const group = groupOf(records, pid)
    for (const thread of threadsOf(records, pid)) {
      const nested = nestThread(thread, end)
      records.leaveOut('ends without a beginning', nested.unmatched)
      records.leaveOut(`calls more than ${bounds.rows} deep`, nested.tooDeep)
      const title = thread.name ?? `thread ${thread.tid}`
      const lane = { kind: 'thread', letter: undefined, title, group, colour } as const
      lanes.set(
        thread,
        builder.lane(lane, () => addRows(builder, nested, texts, start, colour)),
      )
      colour = (colour + 1) % 6
    }
    for (const record of records.asyncs.values()) {
      if (record.pid !== pid) continue
      addAsync(builder, records, record, { group, texts, start, colour })
      colour = (colour + 1) % 6
    }
    for (const counter of records.counters.values()) {
      if (counter.pid === pid) addCounter(builder, counter, group, start)
    }
  }
  addFlows(builder, records, lanes, start)
  return builder.finish('us')
}

/** In the order that the file asks for, else in that of first mention. */
function pidsOf({ threads, asyncs, counters, processes }: Records): readonly Key[] {
  const all = [...threads.values(), ...asyncs.values(), ...counters.values()]
  const pids = [...new Set(all.map(({ pid }) => pid))]
  const rank = (pid: Key): number => processes.get(pid)?.sortIndex ?? 0
  return pids.toSorted((a, b) => rank(a) - rank(b))
}

function threadsOf({ threads }: Records, pid: Key): readonly ThreadRecord[] {
  return [...threads.values()]
    .filter((thread) => thread.pid === pid)
    .toSorted((a, b) => a.sortIndex - b.sortIndex)
}

function groupOf({ processes }: Records, pid: Key): string {
  const name = processes.get(pid)?.name
  return name === undefined || name === '' ? `process ${pid}` : `${name} ${pid}`
}

function addRows(
  builder: TimelineBuilder,
  nested: Nested,
  texts: readonly number[],
  start: number,
  colour: number,
): void {
  const { count, from, to, name, number, depth, depths, moments } = nested
  // One pass that puts each slice into the list of its depth, instead of one pass per depth.
  const byDepth: number[][] = Array.from({ length: Math.max(1, depths) }, () => [])
  for (let at = 0; at < count; at += 1) byDepth[depth[at] ?? 0]?.push(at)
  byDepth.forEach((slices, level) => {
    const first = builder.sliceCount
    for (const at of slices) {
      const stop = to[at] ?? 0
      const ended = Number.isNaN(stop) ? undefined : stop - start
      builder.add((from[at] ?? 0) - start, ended, texts[name[at] ?? 0] ?? 0, call)
      builder.mark(colour, number[at] ?? 0)
    }
    builder.endRow('own', first)
    if (level > 0 || moments.length === 0) return
    const firstMoment = builder.sliceCount
    for (const moment of moments) {
      const at = moment.at - start
      builder.add(at, at, texts[moment.name] ?? 0, lookNumber('moment'))
      builder.mark(colour, moment.number)
    }
    builder.endRow('over', firstMoment)
  })
}

interface Context {
  readonly group: string
  readonly texts: readonly number[]
  readonly start: number
  readonly colour: number
}

function addAsync(
  builder: TimelineBuilder,
  records: Records,
  { title, slices }: AsyncRecord,
  { group, texts, start, colour }: Context,
): void {
  const rows = packRows(slices, bounds.rows)
  const shown = rows.reduce((sum, row) => sum + row.length, 0)
  records.leaveOut(`more than ${bounds.rows} of one name at the same time`, slices.length - shown)
  builder.lane({ kind: 'async', letter: undefined, title, group, colour }, () => {
    for (const row of rows) {
      const first = builder.sliceCount
      for (const { from, to, name, number } of row) {
        const look = to === from ? 'moment' : 'async'
        const ended = to === undefined ? undefined : to - start
        builder.add(from - start, ended, texts[name] ?? 0, lookNumber(look))
        builder.mark(colour, number)
      }
      builder.endRow('own', first)
    }
  })
}

function addCounter(
  builder: TimelineBuilder,
  { title, times, values }: CounterRecord,
  group: string,
  start: number,
): void {
  const order = Uint32Array.from({ length: times.length }, (_, at) => at)
  order.sort((a, b) => times.at(a) - times.at(b) || a - b)
  builder.lane({ kind: 'count', letter: undefined, title, group, colour: noColour }, () => {
    builder.valueRow(
      Array.from(order, (at) => ({
        at: times.at(at) - start,
        value: values.at(at),
        colour: noColour,
      })),
    )
  })
}

function addFlows(
  builder: TimelineBuilder,
  records: Records,
  lanes: ReadonlyMap<ThreadRecord, LaneNumber>,
  start: number,
): void {
  for (const points of records.flows.values()) {
    const sorted = points.toSorted((a, b) => a.time - b.time)
    sorted.forEach((point, at) => {
      const next = sorted[at + 1]
      if (next === undefined || point.isEnd) return
      builder.flow({
        fromTime: point.time - start,
        toTime: next.time - start,
        fromLane: lanes.get(point.thread) ?? 0,
        toLane: lanes.get(next.thread) ?? 0,
      })
    })
  }
}
