/**
 * A run as trace events, the JSON that Perfetto and the browsers' profilers open. A step lasts one
 * microsecond and begins at its number, so that the time line counts steps. Threads, locks and objects are
 * processes of their own; arrows lead from unlock to lock, from free to use and from spawn to start.
 */

import type { LifetimeTrack, LockTrack, RefcountTrack, RunView } from '../../trace/view.ts'
import { type Flow, flowsOf } from './flows.ts'

export type TraceEvent =
  | {
      readonly ph: 'M'
      readonly name: string
      readonly pid: number
      readonly tid?: number
      readonly args: Readonly<Record<string, string | number>>
    }
  | ({ readonly ph: 'X'; readonly dur: number } & Placed)
  | ({ readonly ph: 'b' | 'e'; readonly id: number } & Placed)
  | ({ readonly ph: 'C'; readonly args: Readonly<Record<string, number>> } & Omit<Placed, 'args'>)
  | ({ readonly ph: 'i'; readonly s: 't' | 'g' } & Placed)
  | ({ readonly ph: 's'; readonly id: number } & Placed)
  | ({ readonly ph: 'f'; readonly id: number; readonly bp: 'e' } & Placed)

interface Placed {
  readonly name: string
  readonly cat: string
  readonly ts: number
  readonly pid: number
  readonly tid: number
  readonly args?: Readonly<Record<string, string | number>>
}

export interface TraceFile {
  readonly displayTimeUnit: 'ns'
  readonly otherData: Readonly<Record<string, string | number>>
  readonly traceEvents: readonly TraceEvent[]
}

const pids = { threads: 1, locks: 2, counts: 3, objects: 4 } as const

/** `link`: the address, or its fragment, that shows the run. */
export function traceOf(run: RunView, link: string): TraceFile {
  const locks = run.tracks.filter((track) => track.kind === 'lock')
  const counts = run.tracks.filter((track) => track.kind === 'refcount')
  const lives = run.tracks.filter((track) => track.kind === 'lifetime')
  const holds = locks.flatMap((track) => holdsOf(run, track))
  return {
    displayTimeUnit: 'ns',
    otherData: {
      scenario: run.scenario,
      model: run.version,
      mutex: run.mutex,
      fixes: run.fixes.join(','),
      schedule: run.schedule,
      link,
    },
    traceEvents: [
      ...names(run),
      ...callsOf(run),
      ...stepsOf(run),
      ...waitsOf(run),
      ...async(holds, 'lock', pids.locks, 1),
      ...counts.flatMap(countOf),
      ...async(
        lives.flatMap((track) => lifeOf(run, track)),
        'lifetime',
        pids.objects,
        holds.length + 1,
      ),
      ...marksOf(run),
      ...flowsOf(run).flatMap(arrow),
    ],
  }
}

/** When a step begins; its number is one more than its index. */
function time(step: number): number {
  return step + 1
}

function until(run: RunView, to: number | undefined): number {
  return time(to ?? run.steps.length)
}

function tid(lane: number): number {
  return lane + 1
}

function names(run: RunView): readonly TraceEvent[] {
  const process = (pid: number, name: string): readonly TraceEvent[] => [
    { ph: 'M', name: 'process_name', pid, args: { name } },
    { ph: 'M', name: 'process_sort_index', pid, args: { sort_index: pid } },
  ]
  const threads = run.lanes.map(({ letter, title }, lane): TraceEvent => {
    const name = `${letter} (${title})`
    return { ph: 'M', name: 'thread_name', pid: pids.threads, tid: tid(lane), args: { name } }
  })
  return [
    ...process(pids.threads, run.scenario),
    ...process(pids.locks, 'locks'),
    ...process(pids.counts, 'reference counts'),
    ...process(pids.objects, 'objects'),
    ...threads,
  ]
}

function callsOf(run: RunView): readonly TraceEvent[] {
  return run.calls.map(({ lane, text, from, to, result, origin }) => ({
    ph: 'X',
    name: text,
    cat: origin,
    ts: time(from),
    dur: until(run, to) - time(from),
    pid: pids.threads,
    tid: tid(lane),
    ...(result === undefined ? {} : { args: { result } }),
  }))
}

function stepsOf(run: RunView): readonly TraceEvent[] {
  return run.steps.map(({ lane, text, line, choice, effects }, step) => ({
    ph: 'X',
    name: text,
    cat: 'step',
    ts: time(step),
    dur: 1,
    pid: pids.threads,
    tid: tid(lane),
    args: {
      step: step + 1,
      line,
      ...(choice === undefined ? {} : { choice }),
      ...(effects.length === 0 ? {} : { effects: effects.map((effect) => effect.text).join('; ') }),
    },
  }))
}

function waitsOf(run: RunView): readonly TraceEvent[] {
  return run.waits.map(({ lane, from, to, text }) => ({
    ph: 'X',
    name: `blocked: ${text}`,
    cat: 'wait',
    ts: time(from),
    dur: until(run, to) - time(from),
    pid: pids.threads,
    tid: tid(lane),
  }))
}

interface Span {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly args: Readonly<Record<string, string>>
}

function holdsOf(run: RunView, { label, holds }: LockTrack): readonly Span[] {
  return holds.map(({ lane, mode, from, to }) => ({
    name: label,
    from: time(from),
    to: until(run, to),
    args: { holder: run.lanes[lane]?.letter ?? '?', mode },
  }))
}

function lifeOf(run: RunView, { label, from, freedAt }: LifetimeTrack): readonly Span[] {
  if (from === undefined) return []
  const to = until(run, freedAt === undefined ? undefined : freedAt + 1)
  return [{ name: label, from: time(from), to, args: {} }]
}

/** These need not nest, which only asynchronous events may. */
function async(
  spans: readonly Span[],
  cat: string,
  pid: number,
  firstId: number,
): readonly TraceEvent[] {
  return spans.flatMap(({ name, from, to, args }, index): readonly TraceEvent[] => {
    const shared = { name, cat, id: firstId + index, pid, tid: 0 }
    return [
      { ...shared, ph: 'b', ts: from, args },
      { ...shared, ph: 'e', ts: to },
    ]
  })
}

function countOf({ label, points }: RefcountTrack): readonly TraceEvent[] {
  return points.map(({ at, value }) => ({
    ph: 'C',
    name: label,
    cat: 'refcount',
    // A cursor counts the steps before it; the value is there from the step that sets it.
    ts: at === 0 ? 0 : time(at - 1),
    pid: pids.counts,
    tid: 0,
    args: { value },
  }))
}

function marksOf(run: RunView): readonly TraceEvent[] {
  return run.violations.map(({ at, lane, title, text }) => ({
    ph: 'i',
    name: title,
    cat: 'violation',
    s: lane === undefined ? 'g' : 't',
    ts: time(at) + 0.5,
    pid: pids.threads,
    tid: lane === undefined ? 0 : tid(lane),
    args: { text },
  }))
}

/** In the middle of the two steps, so that both ends are inside of a slice. */
function arrow({ name, from, to }: Flow, index: number): readonly TraceEvent[] {
  const shared = { name, cat: 'order', id: index + 1, pid: pids.threads }
  return [
    { ...shared, ph: 's', ts: time(from.step) + 0.5, tid: tid(from.lane) },
    { ...shared, ph: 'f', bp: 'e', ts: time(to.step) + 0.5, tid: tid(to.lane) },
  ]
}
