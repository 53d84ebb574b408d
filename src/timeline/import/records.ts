/** What of the events is kept until all are read: columns per thread, async events, counters and flows. */

import { Column } from '../builder.ts'
import { bounds } from './bounds.ts'
import { type Args, type Key, type TraceEvent } from './event.ts'
import { Fault } from './json-reader.ts'

/** `X`, `B`, `E` and `i`, in the order of the file. */
export const threadPhases = 'XBEi'

export interface ThreadRecord {
  readonly pid: Key
  readonly tid: Key
  name: string | undefined
  sortIndex: number
  readonly phases: Column
  readonly times: Column
  /** Of `X`; -1 for one that did not end. */
  readonly durations: Column
  readonly names: Column
  readonly numbers: Column
}

export interface AsyncRecord {
  readonly pid: Key
  readonly title: string
  readonly slices: { from: number; to: number | undefined; name: number; number: number }[]
}

export interface CounterRecord {
  readonly pid: Key
  readonly title: string
  readonly times: Column
  readonly values: Column
}

export interface FlowPoint {
  readonly time: number
  readonly thread: ThreadRecord
  readonly isEnd: boolean
}

export class Records {
  readonly threads = new Map<string, ThreadRecord>()
  readonly asyncs = new Map<string, AsyncRecord>()
  readonly counters = new Map<string, CounterRecord>()
  readonly flows = new Map<string, FlowPoint[]>()
  readonly processes = new Map<Key, { name: string | undefined; sortIndex: number }>()
  readonly texts: string[] = []
  /** Events that say nothing that a timeline shows, by reason. */
  readonly leftOut = new Map<string, number>()
  start = Number.POSITIVE_INFINITY
  end = Number.NEGATIVE_INFINITY
  readonly #texts = new Map<string, number>()
  readonly #open = new Map<string, AsyncRecord['slices'][number][]>()

  leaveOut(reason: string, count = 1): void {
    this.leftOut.set(reason, (this.leftOut.get(reason) ?? 0) + count)
  }

  reach(from: number, to: number): void {
    if (from < this.start) this.start = from
    if (to > this.end) this.end = to
  }

  thread({ pid, tid }: TraceEvent, at: number): ThreadRecord {
    const key = `${pid}/${tid}`
    const known = this.threads.get(key)
    if (known !== undefined) return known
    this.#checkLanes(at)
    const made: ThreadRecord = {
      pid,
      tid,
      name: undefined,
      sortIndex: 0,
      phases: new Column(),
      times: new Column(),
      durations: new Column(),
      names: new Column(),
      numbers: new Column(),
    }
    this.threads.set(key, made)
    return made
  }

  addToThread(event: TraceEvent, ts: number, number: number, at: number): void {
    const thread = this.thread(event, at)
    thread.phases.push(threadPhases.indexOf(event.ph === 'I' ? 'i' : event.ph))
    thread.times.push(ts)
    thread.durations.push(event.dur ?? -1)
    thread.names.push(this.#textOf(event.name))
    thread.numbers.push(number)
    this.reach(ts, ts + (event.dur ?? 0))
  }

  addAsync(event: TraceEvent, ts: number, number: number, at: number): void {
    const { ph, pid, name, cat, id } = event
    if (id === undefined) throw new Fault(at, `an event of the kind ${ph} needs an id`)
    this.reach(ts, ts)
    const key = [pid, cat, id, name].join('\0')
    const open = this.#open.get(key) ?? []
    if (ph === 'e') {
      const begun = open.pop()
      if (begun === undefined) this.leaveOut('ends without a beginning')
      else begun.to = Math.max(begun.from, ts)
      return
    }
    const slice = { from: ts, to: ph === 'n' ? ts : undefined, name: this.#textOf(name), number }
    this.#asyncLane(pid, name, at).slices.push(slice)
    if (ph === 'b') this.#open.set(key, [...open, slice])
  }

  #asyncLane(pid: Key, title: string, at: number): AsyncRecord {
    const key = `${pid}\0${title}`
    const known = this.asyncs.get(key)
    if (known !== undefined) return known
    this.#checkLanes(at)
    const made: AsyncRecord = { pid, title, slices: [] }
    this.asyncs.set(key, made)
    return made
  }

  addCounter({ pid, name, id }: TraceEvent, { numbers }: Args, ts: number, at: number): void {
    this.reach(ts, ts)
    for (const [series, value] of numbers) {
      const title = [name, ...(id === undefined ? [] : [id]), series].join(' ')
      const key = `${pid}\0${title}`
      let counter = this.counters.get(key)
      if (counter === undefined) {
        this.#checkLanes(at)
        counter = { pid, title, times: new Column(), values: new Column() }
        this.counters.set(key, counter)
      }
      counter.times.push(ts)
      counter.values.push(value)
    }
  }

  addFlow(event: TraceEvent, ts: number, at: number): void {
    const { ph, cat, name, id } = event
    if (id === undefined) throw new Fault(at, `an event of the kind ${ph} needs an id`)
    const key = [cat, name, id].join('\0')
    const point: FlowPoint = { time: ts, thread: this.thread(event, at), isEnd: ph === 'f' }
    this.reach(ts, ts)
    const points = this.flows.get(key)
    if (points === undefined) this.flows.set(key, [point])
    else points.push(point)
  }

  addName({ name, pid, ...event }: TraceEvent, args: Args, at: number): void {
    const process = this.processes.get(pid) ?? { name: undefined, sortIndex: 0 }
    switch (name) {
      case 'process_name':
        this.processes.set(pid, { ...process, name: args.name })
        return
      case 'process_sort_index':
        this.processes.set(pid, { ...process, sortIndex: args.sortIndex ?? 0 })
        return
      case 'thread_name':
        this.thread({ name, pid, ...event }, at).name = args.name
        return
      case 'thread_sort_index':
        this.thread({ name, pid, ...event }, at).sortIndex = args.sortIndex ?? 0
        return
      default:
        this.leaveOut(`metadata of other kinds`)
    }
  }

  #textOf(text: string): number {
    const known = this.#texts.get(text)
    if (known !== undefined) return known
    this.#texts.set(text, this.texts.length)
    this.texts.push(text)
    return this.texts.length - 1
  }

  #checkLanes(at: number): void {
    if (this.threads.size + this.asyncs.size + this.counters.size >= bounds.lanes)
      throw new Fault(at, `there are more than ${bounds.lanes.toLocaleString('en')} lanes`)
  }
}
