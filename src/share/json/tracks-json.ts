/** The tracks of a run as lists of changes, each at the step that makes it. */

import type {
  HoldView,
  LaneIndex,
  LifetimeTrack,
  LockTrack,
  RefcountTrack,
  RunView,
} from '../../trace/view.ts'

export interface LockChange {
  readonly step: number
  readonly thread: string
  /**
   * `acquire`, `release` (others may take it); `leave`: the thread is done with the function that
   * released it; `wait`: from this step on the thread waits for it.
   */
  readonly change: 'acquire' | 'release' | 'leave' | 'wait'
  /** Of `acquire` and `release`. */
  readonly mode?: 'read' | 'write'
  /** Of `wait`: the last step of it; left out when it lasts until the end of the run. */
  readonly until?: number
}

export interface LockJson {
  readonly lock: string
  readonly changes: readonly LockChange[]
}

export interface RefcountJson {
  readonly refcount: string
  readonly initial: number
  readonly changes: readonly {
    readonly step: number
    readonly thread?: string
    readonly from: number
    readonly to: number
  }[]
}

export interface LifetimeChange {
  readonly step: number
  readonly thread?: string
  readonly change: 'allocate' | 'free' | 'touch-after-free'
}

export interface LifetimeJson {
  readonly object: string
  readonly initial: 'live' | 'unallocated'
  readonly changes: readonly LifetimeChange[]
}

export function locksOf(run: RunView): readonly LockJson[] {
  const tracks = run.tracks.filter((track) => track.kind === 'lock')
  return tracks.map((track) => ({ lock: track.label, changes: lockChanges(run, track) }))
}

export function refcountsOf(run: RunView): readonly RefcountJson[] {
  return run.tracks
    .filter((track) => track.kind === 'refcount')
    .map((track) => refcount(run, track))
}

export function lifetimesOf(run: RunView): readonly LifetimeJson[] {
  return run.tracks
    .filter((track) => track.kind === 'lifetime')
    .map((track) => lifetime(run, track))
}

/** Waits come first at a step: whoever waits during a step waited before its change. */
function lockChanges(run: RunView, { holds, waits }: LockTrack): readonly LockChange[] {
  const waiting = waits.map(({ lane, from, to }): LockChange => {
    const until = to === undefined ? {} : { until: to }
    return { step: from + 1, thread: letterOf(run, lane), change: 'wait', ...until }
  })
  const holding = holds.flatMap((hold) => holdChanges(run, hold))
  return [...waiting, ...holding].toSorted((a, b) => a.step - b.step)
}

function holdChanges(run: RunView, hold: HoldView): LockChange[] {
  const thread = letterOf(run, hold.lane)
  const { mode, from, to, insideTo } = hold
  const changes: LockChange[] = [{ step: from + 1, thread, change: 'acquire', mode }]
  if (to !== undefined) changes.push({ step: to, thread, change: 'release', mode })
  if (insideTo !== undefined) changes.push({ step: insideTo, thread, change: 'leave' })
  return changes
}

function refcount(run: RunView, { label, points }: RefcountTrack): RefcountJson {
  const changes = points.slice(1).map(({ at, value, lane }, index) => ({
    step: at,
    ...(lane === undefined ? {} : { thread: letterOf(run, lane) }),
    from: points[index]?.value ?? 0,
    to: value,
  }))
  return { refcount: label, initial: points[0]?.value ?? 0, changes }
}

function lifetime(run: RunView, track: LifetimeTrack): LifetimeJson {
  const { label, from, freedAt, touchedAfterFree } = track
  const isLive = from === 0 && !isAllocatedByFirstStep(run, label)
  const changes: LifetimeChange[] = []
  const add = (step: number | undefined, change: LifetimeChange['change']) => {
    if (step === undefined) return
    const lane = run.steps[step]?.lane
    const thread = lane === undefined ? {} : { thread: letterOf(run, lane) }
    changes.push({ step: step + 1, ...thread, change })
  }
  if (!isLive) add(from, 'allocate')
  add(freedAt, 'free')
  for (const step of touchedAfterFree) add(step, 'touch-after-free')
  return { object: label, initial: isLive ? 'live' : 'unallocated', changes }
}

/** The track says 0 both for objects that were there before and for those of the first step. */
function isAllocatedByFirstStep(run: RunView, label: string): boolean {
  const effects = run.steps[0]?.effects ?? []
  return effects.some(({ kind, text }) => kind === 'alloc' && text.endsWith(` ${label}`))
}

function letterOf(run: RunView, lane: LaneIndex): string {
  return run.lanes[lane]?.letter ?? '?'
}
