/** The strips beside the diagram: lock owners and waiters, refcounts, lifetimes. */

import type { TrackDef } from '../ir/program.ts'
import { type ObjectInfo, objectOf, objectStatus, partName } from '../machine/memory.ts'
import type { CallTree } from './calls.ts'
import type { Survey } from './survey.ts'
import type {
  HoldView,
  LifetimeTrack,
  LockTrack,
  RefcountTrack,
  StepIndex,
  TrackView,
  WaitView,
} from './view.ts'

/** A wait together with the lock that it is for, if it is for a lock. */
export type WaitFor = Omit<WaitView, 'track'> & { readonly lock: number | undefined }

export interface PlacedTrack {
  readonly track: TrackView
  /** Address of the lock or counter; undefined for lifetimes. */
  readonly address: number | undefined
}

/** The tracks that the scenario names, as far as their objects exist in this run. */
export function tracksOf(
  survey: Survey,
  tree: CallTree,
  waits: readonly WaitFor[],
): readonly PlacedTrack[] {
  const existing = existingObjects(survey)
  return survey.machine.program.tracks.flatMap((def) =>
    existing
      .filter((object) => isNamed(object, def.object))
      .map((object) => trackOf(survey, tree, waits, def, object)),
  )
}

/** Objects that are there from the start or come to life in the run. */
function existingObjects({ machine, run, initial }: Survey): readonly ObjectInfo[] {
  const born = new Set<number>()
  for (const { events } of run.steps) {
    for (const { event } of events) if (event.kind === 'alloc') born.add(event.object)
  }
  return machine.memory.objects.filter(
    ({ id }) => born.has(id) || initial[machine.statusBase + id] !== objectStatus.unallocated,
  )
}

/** The object of that name, and those of other lanes and further ones: `hmm.A`, `mirror2`. */
function isNamed({ name }: ObjectInfo, wanted: string): boolean {
  return name.startsWith(wanted) && /^(\.[A-Z])?\d*$/.test(name.slice(wanted.length))
}

function trackOf(
  survey: Survey,
  tree: CallTree,
  waits: readonly WaitFor[],
  def: TrackDef,
  object: ObjectInfo,
): PlacedTrack {
  if (def.kind === 'lifetime') return { track: lifetime(survey, object), address: undefined }
  const address = object.base + offsetOf(object, def.path)
  const track =
    def.kind === 'lock'
      ? lock(survey, tree, waits, address)
      : refcount(survey, object, def.path, address)
  return { track, address }
}

/** Offset of a part or word; a track that names nothing is a mistake in the scenario. */
function offsetOf(object: ObjectInfo, path: string): number {
  const part = object.parts.find((each) => each.path === path)
  const word = object.words.findIndex(
    (each) => each.path === path || each.path.startsWith(`${path}.`),
  )
  if (part === undefined && word < 0) throw new Error(`track: ${object.name} has no ${path}`)
  return part?.offset ?? word
}

function lock(
  survey: Survey,
  tree: CallTree,
  waits: readonly WaitFor[],
  address: number,
): LockTrack {
  return {
    kind: 'lock',
    label: partName(survey.machine.memory, address),
    holds: holds(survey, tree, address),
    waits: waits
      .filter((wait) => wait.lock === address)
      .map(({ lane, from, to }) => ({ lane, from, to })),
  }
}

function holds({ run }: Survey, tree: CallTree, address: number): readonly HoldView[] {
  const found: HoldView[] = []
  const open = new Map<number, Pick<HoldView, 'lane' | 'mode' | 'from'>>()
  /** Lanes that read twice over: the first release leaves the lock with them. */
  const twice = new Set<number>()
  const take = (lane: number, mode: HoldView['mode'], from: StepIndex): void => {
    const isAgain = mode === 'read' && open.get(lane)?.mode === 'read'
    if (isAgain) twice.add(lane)
    else open.set(lane, { lane, mode, from })
  }
  const close = (lane: number, at: StepIndex): void => {
    const hold = open.get(lane)
    if (hold === undefined || twice.delete(lane)) return
    open.delete(lane)
    found.push({ ...hold, to: at + 1, ...insideAfter(tree, hold.from, at) })
  }
  for (const { event, lane } of run.setupEvents) {
    if (event.kind === 'acquired' && event.lock === address) take(lane, event.mode, 0)
    if (event.kind === 'released' && event.lock === address && !twice.delete(lane))
      open.delete(lane)
  }
  for (const [at, step] of run.steps.entries()) {
    for (const { event, lane } of step.events) {
      if (event.kind === 'acquired' && event.lock === address) take(lane, event.mode, at)
      if (event.kind === 'released' && event.lock === address) close(lane, at)
    }
  }
  for (const hold of open.values())
    found.push({ ...hold, to: undefined, inside: false, insideTo: undefined })
  return found.sort((left, right) => left.from - right.from)
}

/**
 * Whether the lane is still in the unlock function after the step `at` that let others in. That is the
 * outermost library call around the step which began after the lock was taken.
 */
function insideAfter(
  tree: CallTree,
  takenAt: StepIndex,
  at: StepIndex,
): Pick<HoldView, 'inside' | 'insideTo'> {
  const chain = (tree.ofStep[at] ?? []).flatMap((call) => tree.calls[call] ?? [])
  const library = chain.slice(chain.findLastIndex((call) => call.origin === 'model') + 1)
  const unlock = library.find((call) => call.from > takenAt)
  if (unlock === undefined || unlock.to === at + 1) return { inside: false, insideTo: undefined }
  return { inside: true, insideTo: unlock.to }
}

function refcount(
  survey: Survey,
  object: ObjectInfo,
  path: string,
  address: number,
): RefcountTrack {
  const points: {
    readonly at: number
    readonly value: number
    readonly lane: number | undefined
  }[] = [{ at: 0, value: survey.initial[address] ?? 0, lane: undefined }]
  for (const [i, step] of survey.run.steps.entries()) {
    for (let word = 0; word < step.changes.length; word += 3) {
      if (step.changes[word] === address)
        points.push({ at: i + 1, value: step.changes[word + 2] ?? 0, lane: step.lane })
    }
  }
  return {
    kind: 'refcount',
    label: `${object.name} ${path.replace(/\.(counter|refcount)$/, '')}`,
    points,
    max: Math.max(...points.map((point) => point.value)),
  }
}

function lifetime(survey: Survey, object: ObjectInfo): LifetimeTrack {
  const { machine, run, initial } = survey
  let from = initial[machine.statusBase + object.id] === objectStatus.unallocated ? undefined : 0
  let freed: { readonly at: StepIndex; readonly lane: number } | undefined
  const touched = new Set<StepIndex>()
  for (const [at, step] of run.steps.entries()) {
    for (const { event, lane } of step.events) {
      if (event.kind === 'alloc' && event.object === object.id) from ??= at
      if (event.kind === 'free' && event.object === object.id) freed = { at, lane }
      const fault = event.kind === 'fault' ? event.fault : undefined
      if (fault?.kind === 'use-after-free' && objectOf(machine.memory, fault.address) === object)
        touched.add(at)
    }
  }
  return {
    kind: 'lifetime',
    label: object.name,
    from,
    freedAt: freed?.at,
    freedBy: freed?.lane,
    touchedAfterFree: [...touched],
  }
}
