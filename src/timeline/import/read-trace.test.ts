import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lookOf, sliceText, type Timeline } from '../model.ts'
import { bounds } from './bounds.ts'
import { importErrorText, importText } from './read-trace.ts'

function trace(events: readonly unknown[]): string {
  return JSON.stringify({ traceEvents: events })
}

function timelineOf(text: string): Timeline {
  const result = importText(text)
  if (!result.ok) throw new Error(importErrorText(result.error))
  if (result.value.kind !== 'trace') throw new Error('not a trace')
  return result.value.timeline
}

function problemOf(text: string): string {
  const result = importText(text)
  return result.ok ? 'nothing' : importErrorText(result.error)
}

function rowsOf(timeline: Timeline): readonly string[] {
  const { slices, lanes } = timeline
  return timeline.rows.map(({ lane, first, end, kind }) => {
    const named = Array.from({ length: kind === 'slices' ? end - first : 0 }, (_, at) => {
      const i = first + at
      const to = slices.open[i] === 1 ? '' : slices.ends[i]
      return `${sliceText(timeline, i)} ${lookOf(timeline, i)} ${slices.starts[i]}-${to}`
    })
    return `${lanes[lane]?.title}: ${named.join(' | ')}`
  })
}

const at = (ph: string, ts: number, more: object = {}) => ({ ph, ts, pid: 1, tid: 1, ...more })

describe('trace events', () => {
  it('nest by time, whether they come whole or as beginning and end', () => {
    const events = [
      at('X', 1000, { dur: 100, name: 'outer' }),
      at('B', 1010, { name: 'inner' }),
      at('E', 1030),
      at('X', 1040, { dur: 5, name: 'next' }),
      at('i', 1050, { name: 'tick' }),
    ]
    expect(rowsOf(timelineOf(trace(events)))).toEqual([
      'thread 1: outer call 0-100',
      'thread 1: tick moment 50-50',
      'thread 1: inner call 10-30 | next call 40-45',
    ])
  })

  it('may come in any order', () => {
    const events = [
      at('E', 30),
      at('X', 0, { dur: 50, name: 'outer' }),
      at('B', 10, { name: 'inner' }),
    ]
    const rows = ['thread 1: outer call 0-50', 'thread 1: inner call 10-30']
    expect(rowsOf(timelineOf(trace(events)))).toEqual(rows)
    expect(rowsOf(timelineOf(trace(events.toReversed())))).toEqual(rows)
  })

  it('name their lanes, and are put in the order that the file asks for', () => {
    const events = [
      at('X', 0, { dur: 1, name: 'a' }),
      at('X', 0, { dur: 1, name: 'b', tid: 2 }),
      { ph: 'M', pid: 1, tid: 1, name: 'thread_name', args: { name: 'worker' } },
      { ph: 'M', pid: 1, tid: 1, name: 'thread_sort_index', args: { sort_index: 9 } },
      { ph: 'M', pid: 1, name: 'process_name', args: { name: 'app' } },
    ]
    const { lanes } = timelineOf(trace(events))
    expect(lanes.map(({ title, group }) => `${group}/${title}`)).toEqual([
      'app 1/thread 2',
      'app 1/worker',
    ])
  })

  it('of asynchronous work overlap in rows of their own, counters become values', () => {
    const events = [
      at('b', 0, { name: 'load', cat: 'net', id: '0x1' }),
      at('b', 5, { name: 'load', cat: 'net', id: '0x2' }),
      at('e', 9, { name: 'load', cat: 'net', id: '0x1' }),
      at('C', 2, { name: 'memory', args: { mb: 7, text: 'no number' } }),
      at('C', 8, { name: 'memory', args: { mb: 3 } }),
    ]
    const timeline = timelineOf(trace(events))
    expect(rowsOf(timeline)).toEqual(['load: load async 0-9', 'load: load async 5-', 'memory mb: '])
    expect([...timeline.values.values]).toEqual([7, 3])
  })

  it('with flows become arrows from thread to thread', () => {
    const events = [
      at('X', 0, { dur: 9, name: 'a' }),
      at('X', 10, { dur: 9, name: 'b', tid: 2 }),
      at('s', 5, { id: 7, name: 'wake', cat: 'f' }),
      at('f', 11, { id: 7, name: 'wake', cat: 'f', tid: 2, bp: 'e' }),
    ]
    const { flows } = timelineOf(trace(events))
    expect([flows.count, flows.fromTimes[0], flows.toTimes[0]]).toEqual([1, 5, 11])
    expect([flows.fromLanes[0], flows.toLanes[0]]).toEqual([0, 1])
  })

  it('may stand in a bare list that was cut off between two events', () => {
    const text = '[\n{"ph":"X","ts":1,"dur":2,"name":"a"},\n'
    expect(rowsOf(timelineOf(text))).toEqual(['thread 0: a call 0-2'])
  })

  it('that show nothing are counted', () => {
    const result = importText(trace([at('X', 0, { dur: 1 }), at('E', 5), at('P', 6)]))
    expect(result).toMatchObject({
      ok: true,
      value: {
        leftOut: [
          ['events of other kinds', 1],
          ['ends without a beginning', 1],
        ],
      },
    })
  })

  it('tell how far they are read', () => {
    const heard: number[] = []
    const many = Array.from({ length: 20_000 }, (_, i) => at('X', i, { dur: 1 }))
    importText(trace(many), (_, events) => heard.push(events))
    expect(heard).toEqual([8192, 16_384, 20_000])
  })
})

describe('what is wrong is said with its place', () => {
  it.each([
    ['', 'Line 1, column 1: the text ends where a value is expected.'],
    ['hello', 'Line 1, column 1: a value is expected, not "h".'],
    ['{"a": 1}', 'Line 1, column 1: the text is neither a list of trace events'],
    ['{"traceEvents": 5}', 'Line 1, column 17: traceEvents has to be a list.'],
    ['[\n  5]', 'Line 2, column 3, in event 1: an event is an object, this is a number.'],
    ['[{"ts": 1}]', 'Line 1, column 2, in event 1: the event has no ph'],
    ['[{"ph": "X"}]', 'Line 1, column 2, in event 1: an event of the kind X needs ts.'],
    [
      '[{"ph":"X","ts":"1"}]',
      'Line 1, column 17, in event 1: ts has to be a number of microseconds',
    ],
    ['[{"ph":"X","ts":1,"dur":-5}]', 'Line 1, column 25, in event 1: dur is negative: -5.'],
    ['[{"ph":"X","ts":1e300}]', 'in event 1: ts is too large'],
    ['[{"ph":"b","ts":1}]', 'in event 1: an event of the kind b needs an id.'],
    ['[{"ph":"X","ts":1}, {"ph', 'Line 1, column 22, in event 2: the text ends inside a string.'],
    ['[{"ph":"X","ts":1,}]', 'Line 1, column 19, in event 1: a key in double quotes is expected'],
    ['[{"ph":"X","ts":01}]', 'a comma or a closing brace is expected, not "1".'],
    ['[{"ph":"X","ts":1,"name":"\\x"}]', 'has a wrong escape'],
    ['[]', 'No event has a time.'],
    ['{"traceEvents":[{"ph":"X","ts":1}]', 'the text ends where a comma or a closing brace'],
  ])('%s', (text, message) => {
    expect(problemOf(text)).toContain(message)
  })

  it('also of what is too deep, too long or too much', () => {
    const deep = `[{"ph":"X","ts":1,"args":${'['.repeat(100_000)}`
    expect(problemOf(deep)).toContain(`more than ${bounds.depth} deep`)
    const long = `[{"ph":"X","ts":1,"name":"${'x'.repeat(bounds.string + 1)}"}]`
    expect(problemOf(long)).toContain('a string is longer than 1,000,000 characters')
    const lanes = Array.from({ length: bounds.lanes + 1 }, (_, tid) => at('X', 1, { tid }))
    expect(problemOf(trace(lanes))).toContain('there are more than 5,000 lanes')
  })
})

const hostile = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', '\u0000', '\uD800', '‮', '<img src=x>', '\\', '"'),
  fc.string({ unit: 'binary' }),
)
const anything = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(1e308, -1e308, 2 ** 53, -0, 1e-320),
  hostile,
  fc.boolean(),
  fc.constant(undefined),
  fc.jsonValue({ maxDepth: 4 }),
)
const fields = ['ph', 'ts', 'dur', 'pid', 'tid', 'name', 'cat', 'id', 'id2', 'args'] as const
const sane = fc.record({
  ph: fc.constantFrom('X', 'B', 'E', 'i', 'I', 'C', 'b', 'n', 'e', 's', 't', 'f', 'M', 'P'),
  ts: fc.integer({ min: -50, max: 200 }),
  dur: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
  pid: fc.constantFrom(1, 2, 'p'),
  tid: fc.constantFrom(1, 2, 't'),
  name: fc.constantFrom('a', 'b', 'thread_name', 'process_sort_index'),
  id: fc.constantFrom(1, '0x2'),
  args: fc.constantFrom({}, { name: 'n' }, { x: 1, y: 2.5 }, { sort_index: -3 }),
})
const broken = fc
  .tuple(sane, fc.constantFrom(...fields), anything)
  .map(([event, field, value]) => ({ ...event, [field]: value }))

describe('whatever is brought', () => {
  it('becomes a timeline whose rows are in order, or a sentence with a reason', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 6, arbitrary: sane }, broken)), (events) => {
        const result = importText(trace(events))
        if (!result.ok) {
          expect(importErrorText(result.error)).toMatch(/^[A-Z].*\.$/s)
          return
        }
        if (result.value.kind !== 'trace') throw new Error('not a trace')
        const { rows, slices, length } = result.value.timeline
        for (const { kind, first, end } of rows) {
          if (kind !== 'slices') continue
          for (let i = first; i < end; i += 1) {
            expect(slices.starts[i]).toBeGreaterThanOrEqual(0)
            expect(slices.ends[i]).toBeGreaterThanOrEqual(slices.starts[i] ?? 0)
            expect(slices.ends[i]).toBeLessThanOrEqual(length)
            if (i > first) expect(slices.starts[i]).toBeGreaterThanOrEqual(slices.ends[i - 1] ?? 0)
          }
        }
      }),
      { numRuns: 400 },
    )
  })

  it('and cut off anywhere is refused with a place, or read as far as whole events go', () => {
    fc.assert(
      fc.property(fc.array(sane, { minLength: 1 }), fc.nat(), (events, cut) => {
        const text = JSON.stringify(events)
        const result = importText(text.slice(0, cut % text.length))
        if (!result.ok && result.error.place !== undefined) {
          expect(result.error.place.line).toBe(1)
          expect(result.error.place.column).toBeLessThanOrEqual(text.length + 1)
        }
      }),
    )
  })

  it('is refused exactly when JSON.parse refuses it, as far as the grammar goes', () => {
    const mutated = fc
      .tuple(fc.jsonValue({ maxDepth: 3 }), fc.nat(), fc.string({ maxLength: 2 }))
      .map(([value, place, text]) => {
        const json = JSON.stringify({ other: value, traceEvents: [at('X', 1)] })
        const cut = place % json.length
        return `${json.slice(0, cut)}${text}${json.slice(cut + 1)}`
      })
    fc.assert(
      fc.property(mutated, (text) => {
        if (importText(text).ok) expect(() => void JSON.parse(text)).not.toThrow()
      }),
      { numRuns: 500 },
    )
  })
})
