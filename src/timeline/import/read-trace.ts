/**
 * Reads what people bring: trace events as Chrome and Perfetto write them, bare or under `traceEvents`, or
 * Heddle's own JSON, of which only says that it is such. Never throws, whatever the text is.
 */

import { fail, ok, type Result } from '../../util/result.ts'
import type { Timeline } from '../model.ts'
import { assemble } from './assemble.ts'
import { bounds } from './bounds.ts'
import { blankEvent, readArgs, readEvent, type TraceEvent } from './event.ts'
import { Fault, JsonReader, type Place, placeIn } from './json-reader.ts'
import { Records } from './records.ts'

export interface ImportError {
  /** Undefined where the text as a whole is wrong. */
  readonly place: Place | undefined
  /** Number of the event, from 1; undefined outside of events. */
  readonly event: number | undefined
  /** A sentence. */
  readonly reason: string
}

export type Imported =
  | {
      readonly kind: 'trace'
      readonly timeline: Timeline
      readonly events: number
      /** What is not shown, and how often: `ends without a beginning`. */
      readonly leftOut: readonly (readonly [string, number])[]
    }
  /** It has `scenario` and `schedule`, as a run that Heddle wrote has. */
  | { readonly kind: 'heddle' }

/** `part` is 0 … 1. */
export type OnProgress = (part: number, events: number) => void

const reportEvery = 8192

export function importText(
  text: string,
  onProgress: OnProgress = () => {},
): Result<Imported, ImportError> {
  if (text.length > bounds.size) return fail(tooLarge(text.length))
  const reading = { event: undefined as number | undefined }
  try {
    return read(new JsonReader(text), reading, onProgress)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const { at, reason } = error
    return fail({ place: placeIn(text, at), event: reading.event, reason })
  }
}

export function tooLarge(size: number): ImportError {
  const millions = (count: number): string => (count / 2 ** 20).toFixed(0)
  const reason = `it has ${millions(size)} MiB, and at most ${millions(bounds.size)} are read`
  return { place: undefined, event: undefined, reason }
}

/** `Line 3, column 14, in event 12: dur is negative: -5.` */
export function importErrorText({ place, event, reason }: ImportError): string {
  const where = [
    ...(place === undefined ? [] : [`line ${place.line}, column ${place.column}`]),
    ...(event === undefined ? [] : [`in event ${event}`]),
  ].join(', ')
  const text = where === '' ? `${reason}.` : `${where}: ${reason}.`
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}

function read(
  reader: JsonReader,
  reading: { event: number | undefined },
  onProgress: OnProgress,
): Result<Imported, ImportError> {
  const records = new Records()
  let events: number | undefined
  const readAll = (): void => {
    events = readEvents(reader, records, reading, onProgress)
  }
  const kind = reader.kind()
  if (kind === 'array') {
    readAll()
    reader.end()
  } else if (kind === 'object') {
    const keys = new Set<string>()
    reader.object((key, at) => {
      if (key === 'traceEvents' && events !== undefined)
        throw new Fault(at, 'traceEvents is there twice')
      if (keys.size < 64) keys.add(key)
      if (key === 'traceEvents') readAll()
      else reader.skip()
    })
    reader.end()
    if (events === undefined && keys.has('scenario') && keys.has('schedule'))
      return ok({ kind: 'heddle' })
  }
  if (events === undefined) return fail(unknown(reader))
  if (records.start > records.end)
    return fail({ place: undefined, event: undefined, reason: 'no event has a time' })
  onProgress(1, events)
  const timeline = assemble(records)
  const leftOut = [...records.leftOut].filter(([, count]) => count > 0)
  return ok({ kind: 'trace', timeline, events, leftOut })
}

function unknown({ text }: JsonReader): ImportError {
  const reason =
    'neither a list of trace events, nor an object with traceEvents, nor a run that Heddle wrote'
  return { place: placeIn(text, 0), event: undefined, reason: `the text is ${reason}` }
}

function readEvents(
  reader: JsonReader,
  records: Records,
  reading: { event: number | undefined },
  onProgress: OnProgress,
): number {
  if (reader.kind() !== 'array') throw new Fault(reader.at, 'traceEvents has to be a list')
  const event = blankEvent()
  let count = 0
  reader.array((index) => {
    reading.event = index + 1
    if (index >= bounds.events)
      throw new Fault(reader.at, `there are more than ${bounds.events.toLocaleString('en')} events`)
    reader.kind()
    const { at } = reader
    readEvent(reader, event)
    keep(reader, records, event, index, at)
    count = index + 1
    if (count % reportEvery === 0) onProgress(reader.at / reader.text.length, count)
  }, true)
  reading.event = undefined
  return count
}

function keep(
  reader: JsonReader,
  records: Records,
  event: TraceEvent,
  index: number,
  at: number,
): void {
  const { ph } = event
  if (ph === 'M') {
    records.addName(event, readArgs(reader, event), at)
    return
  }
  if (!'XBEiICstfbne'.includes(ph)) {
    records.leaveOut(`events of other kinds`)
    return
  }
  const { ts } = event
  if (ts === undefined) throw new Fault(at, `an event of the kind ${ph} needs ts`)
  if (ph === 'C') records.addCounter(event, readArgs(reader, event), ts, at)
  else if ('stf'.includes(ph)) records.addFlow(event, ts, at)
  else if ('bne'.includes(ph)) records.addAsync(event, ts, index, at)
  else records.addToThread(event, ts, index, at)
}
