/** One trace event, read field by field. */

import { cutText } from '../../util/text.ts'
import { bounds } from './bounds.ts'
import { Fault, type JsonReader } from './json-reader.ts'

/** A number or a text, as the format allows for processes, threads and ids. */
export type Key = string

/** Overwritten by each event, so that a million of them make no garbage. */
export interface TraceEvent {
  ph: string
  ts: number | undefined
  dur: number | undefined
  pid: Key
  tid: Key
  name: string
  cat: string
  id: Key | undefined
  /** Where `args` begins in the text; undefined without any. */
  args: number | undefined
}

export function blankEvent(): TraceEvent {
  return {
    ph: '',
    ts: undefined,
    dur: undefined,
    pid: '0',
    tid: '0',
    name: '',
    cat: '',
    id: undefined,
    args: undefined,
  }
}

export function readEvent(reader: JsonReader, event: TraceEvent): void {
  event.ph = ''
  event.ts = undefined
  event.dur = undefined
  event.pid = '0'
  event.tid = '0'
  event.name = ''
  event.cat = ''
  event.id = undefined
  event.args = undefined
  const kind = reader.kind()
  if (kind !== 'object') throw new Fault(reader.at, `an event is an object, this is ${named[kind]}`)
  const start = reader.at
  reader.object((key) => readField(reader, event, key))
  if (event.ph === '') throw new Fault(start, 'the event has no ph, which says what kind it is of')
}

function readField(reader: JsonReader, event: TraceEvent, key: string): void {
  switch (key) {
    case 'ph':
      event.ph = phaseOf(reader)
      return
    case 'ts':
      event.ts = timeOf(reader, 'ts')
      return
    case 'dur':
      event.dur = durationOf(reader)
      return
    case 'pid':
      event.pid = keyOf(reader, 'pid')
      return
    case 'tid':
      event.tid = keyOf(reader, 'tid')
      return
    case 'name':
      event.name = cutText(textOf(reader, 'name'), bounds.name)
      return
    case 'cat':
      event.cat = cutText(textOf(reader, 'cat'), bounds.name)
      return
    case 'id':
      event.id = keyOf(reader, 'id')
      return
    case 'id2':
      event.id = pairOf(reader) ?? event.id
      return
    case 'args':
      reader.kind()
      event.args = reader.at
      reader.skip()
      return
    default:
      reader.skip()
  }
}

const named = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  true: 'true',
  false: 'false',
  null: 'null',
} as const

function expected(reader: JsonReader, field: string, what: string): Fault {
  return new Fault(reader.at, `${field} has to be ${what}, this is ${named[reader.kind()]}`)
}

function phaseOf(reader: JsonReader): string {
  if (reader.kind() !== 'string') throw expected(reader, 'ph', 'a letter')
  const { at } = reader
  const ph = reader.string()
  if (ph.length !== 1) throw new Fault(at, `ph has to be one letter, this is "${cutText(ph, 20)}"`)
  return ph
}

function textOf(reader: JsonReader, field: string): string {
  if (reader.kind() !== 'string') throw expected(reader, field, 'a text')
  return reader.string()
}

function timeOf(reader: JsonReader, field: string): number {
  if (reader.kind() !== 'number') throw expected(reader, field, 'a number of microseconds')
  const { at } = reader
  const value = reader.number()
  if (Math.abs(value) > bounds.time)
    throw new Fault(at, `${field} is too large: more than 2^53 microseconds`)
  return value
}

function durationOf(reader: JsonReader): number {
  reader.kind()
  const { at } = reader
  const value = timeOf(reader, 'dur')
  if (value < 0) throw new Fault(at, `dur is negative: ${value}`)
  return value
}

function keyOf(reader: JsonReader, field: string): Key {
  switch (reader.kind()) {
    case 'number':
      return String(reader.number())
    case 'string':
      return cutText(reader.string(), bounds.name)
    default:
      throw expected(reader, field, 'a number or a text')
  }
}

/** `{ "local": "0x1" }` or `{ "global": "0x1" }` */
function pairOf(reader: JsonReader): Key | undefined {
  let found: Key | undefined
  if (reader.kind() !== 'object') throw expected(reader, 'id2', 'an object')
  reader.object((key) => {
    found = `${key}:${keyOf(reader, `id2.${cutText(key, 20)}`)}`
  })
  return found
}

/** What `args` says that matters to a timeline: numbers, and the name and place of a lane. */
export interface Args {
  readonly name: string | undefined
  readonly sortIndex: number | undefined
  readonly numbers: readonly (readonly [string, number])[]
}

/** Reads the args of the event; the reader stays where it is. */
export function readArgs(reader: JsonReader, { args }: TraceEvent): Args {
  let name: string | undefined
  let sortIndex: number | undefined
  const numbers: [string, number][] = []
  if (args === undefined) return { name, sortIndex, numbers }
  const back = reader.at
  reader.at = args
  if (reader.kind() !== 'object') throw expected(reader, 'args', 'an object')
  reader.object((key) => {
    const kind = reader.kind()
    if (key === 'name' && kind === 'string') {
      name = cutText(reader.string(), bounds.name)
    } else if (kind === 'number') {
      const value = reader.number()
      if (key === 'sort_index') sortIndex = value
      if (Number.isFinite(value) && numbers.length < bounds.series)
        numbers.push([cutText(key, bounds.name), value])
    } else {
      reader.skip()
    }
  })
  reader.at = back
  return { name, sortIndex, numbers }
}
