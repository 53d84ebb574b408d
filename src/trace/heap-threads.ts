/**
 * Threads as holders of pointers: what a function has in its own variables is how memory is used after
 * others have freed it.
 */

import { framesAt, laneStatus, laneWord, type Machine, pcOf, statusOf } from '../machine/machine.ts'
import type { LaneId } from '../machine/code.ts'
import { letter } from './names.ts'
import type { HeapField, HeapIndex, HeapObject, HeapValue } from './heap-view.ts'
import type { Survey } from './survey.ts'
import type { Cursor } from './view.ts'

/** By object pointed to: the names of a thread's variables that do. */
type Held = ReadonlyMap<HeapIndex, readonly string[]>

/**
 * `objectAt` finds the object of an address among those shown. Returned are the threads that point to
 * one at some cursor, each with a field per object that it ever points to. Leaves the run at its last
 * step.
 */
export function threadPointers(
  survey: Survey,
  objectAt: (address: number) => HeapIndex | undefined,
): (objects: readonly HeapObject[]) => readonly HeapObject[] {
  const { run, machine, laneCount } = survey
  const history: Held[][] = Array.from({ length: laneCount }, () => [])
  for (let at = 0; at <= run.steps.length; at++) {
    run.jump(at)
    for (const [lane, held] of history.entries())
      held.push(heldBy(machine, run.state, lane, objectAt))
  }
  return (objects) =>
    history.flatMap((held, lane) => {
      const thread = threadView(survey, lane, held, objects)
      return thread === undefined ? [] : [thread]
    })
}

function heldBy(
  machine: Machine,
  state: Int32Array,
  lane: LaneId,
  objectAt: (address: number) => HeapIndex | undefined,
): Held {
  const held = new Map<HeapIndex, string[]>()
  const code = machine.lanes[lane]
  if (code === undefined || statusOf(machine, state, lane) !== laneStatus.running) return held
  const frames = framesAt(code, pcOf(machine, state, lane))
  const base = (machine.laneBase[lane] ?? 0) + laneWord.locals
  for (const { frame, slot, local } of code.locals) {
    if (local.type.kind !== 'ptr' || local.kind === 'temp' || !frames.includes(frame)) continue
    const object = objectAt(state[base + slot] ?? 0)
    if (object === undefined) continue
    const names = held.get(object) ?? []
    if (!names.includes(local.name)) held.set(object, [...names, local.name])
  }
  return held
}

function threadView(
  { machine, run }: Survey,
  lane: LaneId,
  history: readonly Held[],
  objects: readonly HeapObject[],
): HeapObject | undefined {
  const ever = [...new Set(history.flatMap((held) => [...held.keys()]))].sort((a, b) => a - b)
  if (ever.length === 0) return undefined
  const own = run.steps.flatMap((step, at) => (step.lane === lane ? [at] : []))
  return {
    name: letter(machine, lane),
    type: machine.lanes[lane]?.title ?? '',
    kind: 'thread',
    lane,
    from: 0,
    freedAt: undefined,
    freedBy: undefined,
    fields: ever.map((object) => pointerField(object, objects[object]?.name ?? '', history)),
    touched: own,
  }
}

const notHeld: HeapValue = { text: '–', target: undefined }

function pointerField(object: HeapIndex, path: string, history: readonly Held[]): HeapField {
  const values: { readonly at: Cursor; readonly value: HeapValue }[] = []
  for (const [at, held] of history.entries()) {
    const names = held.get(object)
    const text = names?.join(', ') ?? notHeld.text
    if (values.at(-1)?.value.text === text) continue
    const target = { object, field: undefined }
    values.push({ at, value: names === undefined ? notHeld : { text, target } })
  }
  const writes = values.flatMap(({ at }) => (at === 0 ? [] : [at - 1]))
  const known = { insideLock: undefined, isCount: false, waits: [] } as const
  return { path, kind: 'local', ...known, values, writes }
}
