/**
 * A run as a timeline: per thread a row of its steps and waits, below it its calls, one row per depth; then
 * the tracks of the diagram. Step i lasts from i to i + 1.
 */

import type {
  LaneIndex,
  LifetimeTrack,
  LockTrack,
  RefcountTrack,
  RunView,
  StepView,
} from '../trace/view.ts'
import { type NewSlice, TimelineBuilder } from './builder.ts'
import { lookNumber, noColour, type SliceIndex, type Timeline } from './model.ts'
import { packRows } from './pack.ts'

export function timelineOfRun(run: RunView): Timeline {
  const builder = new TimelineBuilder(run.steps.length)
  const steps = stepsByLane(run)
  run.lanes.forEach(({ letter, title }, lane) => {
    builder.lane({ kind: 'thread', letter, title, group: '', colour: lane }, () => {
      builder.row('own', strip(run, lane, steps[lane] ?? []))
      for (const row of callRows(run, lane)) builder.row('own', row)
    })
  })
  for (const track of run.tracks) addTrack(builder, run, track)
  addSpawns(builder, run)
  return builder.finish('steps')
}

function stepsByLane(run: RunView): readonly (readonly NewSlice[])[] {
  const lanes: NewSlice[][] = run.lanes.map(() => [])
  run.steps.forEach((step, index) => lanes[step.lane]?.push(stepSlice(step, index)))
  return lanes
}

function stepSlice(step: StepView, index: number): NewSlice {
  const { text, lane, violations } = step
  const look = violations.length > 0 ? 'fault' : 'step'
  return { from: index, to: index + 1, text, look, colour: lane, ref: index }
}

/** A lane that waits takes no step: both fit into one row. */
function strip(run: RunView, lane: LaneIndex, steps: readonly NewSlice[]): readonly NewSlice[] {
  const waits = run.waits.flatMap((wait): readonly NewSlice[] => {
    if (wait.lane !== lane) return []
    const text = `blocked: ${wait.text}`
    return [{ from: wait.from, to: wait.to, text, look: 'wait', colour: lane, ref: wait.from }]
  })
  const end = run.steps.length
  const all = [...steps, ...waits.filter(({ from, to = end }) => to > from)]
  return withoutOverlap(all.toSorted((a, b) => a.from - b.from))
}

function withoutOverlap(slices: readonly NewSlice[]): readonly NewSlice[] {
  return slices.map((slice, index) => {
    const next = slices[index + 1]
    if (next === undefined || (slice.to ?? Number.POSITIVE_INFINITY) <= next.from) return slice
    return { ...slice, to: next.from }
  })
}

function callRows(run: RunView, lane: LaneIndex): readonly (readonly NewSlice[])[] {
  const rows: NewSlice[][] = []
  for (const call of run.calls) {
    if (call.lane !== lane) continue
    const { depth, from, to, text } = call
    while (rows.length <= depth) rows.push([])
    rows[depth]?.push({ from, to, text, look: 'call', colour: lane, ref: from })
  }
  return rows.map((row) => withoutOverlap(row.toSorted((a, b) => a.from - b.from)))
}

function addTrack(builder: TimelineBuilder, run: RunView, track: RunView['tracks'][number]): void {
  const rest = { letter: undefined, title: track.label, colour: noColour }
  switch (track.kind) {
    case 'lock':
      builder.lane({ ...rest, kind: 'lock', group: 'lock' }, () => addLock(builder, run, track))
      return
    case 'refcount':
      builder.lane({ ...rest, kind: 'count', group: 'count' }, () => {
        builder.valueRow(pointsOf(track))
      })
      return
    case 'lifetime':
      builder.lane({ ...rest, kind: 'life', group: 'life' }, () => addLife(builder, run, track))
      return
  }
}

function addLock(builder: TimelineBuilder, run: RunView, track: LockTrack): void {
  const letter = (lane: LaneIndex): string => run.lanes[lane]?.letter ?? '?'
  const holds = track.holds.map(({ lane, from, to, mode }): NewSlice => {
    const text = `${letter(lane)} holds ${track.label}${mode === 'read' ? ' for reading' : ''}`
    return { from, to, text, look: mode === 'read' ? 'read-hold' : 'hold', colour: lane, ref: from }
  })
  const inside = track.holds.flatMap((hold): readonly NewSlice[] => {
    const { lane, to, insideTo } = hold
    if (!hold.inside || to === undefined) return []
    const text = `${letter(lane)} has released ${track.label} but is still inside the unlock function`
    return [{ from: to, to: insideTo, text, look: 'inside', colour: lane, ref: to }]
  })
  const waits = track.waits.map(({ lane, from, to }): NewSlice => {
    const text = `${letter(lane)} waits for ${track.label}`
    return { from, to, text, look: 'lock-wait', colour: lane, ref: from }
  })
  for (const row of packRows(holds)) builder.row('own', row)
  for (const row of packRows(inside)) builder.row('thin', row)
  for (const row of packRows(waits)) builder.row('thin', row)
}

function pointsOf({ points }: RefcountTrack) {
  return points.map(({ at, value, lane }) => ({
    // The step before the cursor changes it.
    at: Math.max(0, at - 1),
    value,
    colour: lane ?? noColour,
  }))
}

function addLife(builder: TimelineBuilder, run: RunView, track: LifetimeTrack): void {
  const { from, freedAt, freedBy, label } = track
  if (from === undefined) return
  const end = freedAt === undefined ? undefined : freedAt + 1
  const rest = { colour: noColour, ref: from }
  const live: NewSlice = { ...rest, from, to: end, text: `${label} is live`, look: 'live' }
  if (end === undefined) {
    builder.row('own', [live])
    return
  }
  const by = run.lanes[freedBy ?? -1]?.letter ?? '?'
  const text = `${label} is freed, by ${by} at step ${end}`
  builder.row('own', [
    live,
    { ...rest, from: end, to: undefined, text, look: 'freed', ref: end - 1 },
  ])
  const touches = track.touchedAfterFree.map((step): NewSlice => {
    const who = run.steps[step]?.lane ?? 0
    const name = `${run.lanes[who]?.letter ?? '?'} touches ${label} after it was freed`
    return { from: step, to: step + 1, text: name, look: 'touch', colour: who, ref: step }
  })
  builder.row('over', touches)
}

/** An arrow from the step that starts a thread to the first step of that thread. */
function addSpawns(builder: TimelineBuilder, run: RunView): void {
  run.lanes.forEach(({ kind, startedAt }, lane) => {
    if (kind !== 'dynamic' || startedAt === undefined || startedAt === 0) return
    const from = run.steps[startedAt - 1]
    const first = run.steps.findIndex((step, index) => index >= startedAt && step.lane === lane)
    if (from === undefined || first < 0) return
    const fromLane = from.lane
    builder.flow({ fromTime: startedAt - 0.5, toTime: first, fromLane, toLane: lane })
  })
}

/** Where each step of a run stands, by step; -1 for none. */
export function slicesOfSteps({ slices, lanes, rows, length }: Timeline): Int32Array {
  const found = new Int32Array(length).fill(-1)
  const stepLooks = [lookNumber('step'), lookNumber('fault')]
  for (const { kind, firstRow } of lanes) {
    const row = rows[firstRow]
    if (kind !== 'thread' || row === undefined) continue
    for (let slice: SliceIndex = row.first; slice < row.end; slice += 1) {
      if (stepLooks.includes(slices.looks[slice] ?? 0)) found[slices.refs[slice] ?? 0] = slice
    }
  }
  return found
}
