import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { machineFrom, recipes } from '../../testing/generate.ts'
import { viewOf } from '../../testing/view.ts'
import { exampleRun } from '../json/example.ts'
import { byTurns } from '../text/two-column/testing.ts'
import { type TraceEvent, traceOf } from './export.ts'

const example = traceOf(exampleRun, '#/example/unload?v=1').traceEvents

describe('a run as trace events', () => {
  it('names threads and puts a step where its number is', () => {
    expect(example).toContainEqual({
      ph: 'M',
      name: 'thread_name',
      pid: 1,
      tid: 2,
      args: { name: 'B (exit)' },
    })
    const steps = example.filter((event) => event.ph === 'X' && event.cat === 'step')
    expect(steps.map((event) => ('ts' in event ? event.ts : 0))).toEqual([1, 2, 3, 4, 5])
  })

  it('has an arrow from the free to the use', () => {
    const flows = example.filter(({ ph }) => ph === 's' || ph === 'f')
    expect(flows).toMatchObject([
      { ph: 's', name: 'use after free', ts: 4.5, tid: 1 },
      { ph: 'f', name: 'use after free', ts: 5.5, tid: 2, bp: 'e' },
    ])
  })

  it('shows holds, counts and lifetimes', () => {
    expect(example).toContainEqual({
      ph: 'C',
      name: 'mirror kref',
      cat: 'refcount',
      ts: 2,
      pid: 3,
      tid: 0,
      args: { value: 0 },
    })
    expect(example.filter(({ ph }) => ph === 'b')).toMatchObject([
      { name: 'device->mutex', ts: 1, args: { holder: 'B', mode: 'write' } },
      { name: 'device', ts: 1 },
    ])
  })

  it('nests on every thread, pairs begin with end, and starts arrows in slices, for any run', () => {
    const picks = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(recipes, picks, (recipe, order) => {
        const machine = machineFrom(recipe)
        const { traceEvents } = traceOf(viewOf(machine, byTurns(machine, order)), '')
        expect(JSON.parse(JSON.stringify(traceEvents))).toEqual(traceEvents)
        expect(crossings(traceEvents)).toEqual([])
        expect(idsOf(traceEvents, 'b')).toEqual(idsOf(traceEvents, 'e'))
        expect(idsOf(traceEvents, 's')).toEqual(idsOf(traceEvents, 'f'))
        for (const event of traceEvents) {
          if (event.ph === 's' || event.ph === 'f') expect(slicesAt(traceEvents, event)).not.toBe(0)
        }
      }),
      { numRuns: 60 },
    )
  })
})

type Slice = Extract<TraceEvent, { ph: 'X' }>

function slices(events: readonly TraceEvent[]): readonly Slice[] {
  return events.flatMap((event) => (event.ph === 'X' ? [event] : []))
}

/** Pairs of slices of a thread that overlap without one being inside of the other. */
function crossings(events: readonly TraceEvent[]): readonly string[] {
  const all = slices(events)
  return all.flatMap((a) =>
    all
      .filter(
        (b) => a.tid === b.tid && a.ts < b.ts && b.ts < a.ts + a.dur && a.ts + a.dur < b.ts + b.dur,
      )
      .map((b) => `${a.name} and ${b.name}`),
  )
}

function idsOf(events: readonly TraceEvent[], ph: 'b' | 'e' | 's' | 'f'): readonly number[] {
  return events.flatMap((event) => (event.ph === ph && 'id' in event ? [event.id] : []))
}

function slicesAt(events: readonly TraceEvent[], { ts, tid }: Pick<Slice, 'ts' | 'tid'>): number {
  return slices(events).filter(
    (each) => each.tid === tid && each.ts <= ts && ts < each.ts + each.dur,
  ).length
}
