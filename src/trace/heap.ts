/** The objects of a run, what is in their fields at every cursor, and who wrote and touched them. */

import { holdersIn } from '../machine/holders.ts'
import type { Machine } from '../machine/machine.ts'
import { type ObjectInfo, objectOf, objectStatus } from '../machine/memory.ts'
import type { FieldType } from '../ir/types.ts'
import type { Run } from '../machine/run.ts'
import type {
  FieldKind,
  HeapField,
  HeapIndex,
  HeapObject,
  HeapTarget,
  HeapValue,
  HeapView,
} from './heap-view.ts'
import { threadPointers } from './heap-threads.ts'
import { letter, wordValue } from './names.ts'
import { waitsOf } from './next.ts'
import { type Survey, surveyRun } from './survey.ts'
import type { WaitFor } from './tracks.ts'
import type { Cursor, StepIndex } from './view.ts'

/** Leaves the run at its last step. */
export function heapOf(run: Run): HeapView {
  return new HeapReader(surveyRun(run)).view()
}

interface Change {
  readonly at: Cursor
  readonly value: number
}

class HeapReader {
  private readonly survey: Survey
  private readonly waits: readonly WaitFor[]
  private readonly changes = new Map<number, Change[]>()
  private readonly writes = new Map<number, Set<StepIndex>>()
  private readonly touched = new Map<number, Set<StepIndex>>()
  /** Objects that are there at some cursor. */
  private readonly shown: readonly ObjectInfo[]
  private readonly indexOf: ReadonlyMap<ObjectInfo, HeapIndex>

  constructor(survey: Survey) {
    this.survey = survey
    this.waits = waitsOf(survey)
    const { run, machine } = survey
    for (const [at, step] of run.steps.entries()) this.read(at, step)
    this.shown = machine.memory.objects.filter((object) => this.lifeOf(object).from !== undefined)
    this.indexOf = new Map(this.shown.map((object, index) => [object, index]))
  }

  view(): HeapView {
    const objects = this.shown.map((object) => this.objectView(object))
    const threads = threadPointers(this.survey, (address) => this.targetOf(address)?.object)
    return { objects: [...objects, ...threads(objects)] }
  }

  private read(at: StepIndex, { changes, accesses, events }: Run['steps'][number]): void {
    const { memory } = this.survey.machine
    for (let i = 0; i < changes.length; i += 3) {
      const word = changes[i] ?? 0
      listIn(this.changes, word).push({ at: at + 1, value: changes[i + 2] ?? 0 })
      setIn(this.writes, word).add(at)
    }
    for (const { address, kind } of accesses) {
      if (kind === 'write') setIn(this.writes, address).add(at)
      const object = objectOf(memory, address)
      if (object !== undefined) setIn(this.touched, object.id).add(at)
    }
    for (const { event } of events)
      if (event.kind === 'alloc' || event.kind === 'free') setIn(this.touched, event.object).add(at)
  }

  private lifeOf({ id }: ObjectInfo): Pick<HeapObject, 'from' | 'freedAt' | 'freedBy'> {
    const { machine, initial, run } = this.survey
    const word = machine.statusBase + id
    const turns = [{ at: 0, value: initial[word] ?? 0 }, ...(this.changes.get(word) ?? [])]
    const from = turns.find(({ value }) => value !== objectStatus.unallocated)?.at
    const freedAt = turns.find(({ value }) => value === objectStatus.freed)?.at
    const freedBy = freedAt === undefined ? undefined : run.steps[freedAt - 1]?.lane
    return { from, freedAt, freedBy }
  }

  private objectView(object: ObjectInfo): HeapObject {
    return {
      name: object.name,
      type: typeText(object.type),
      kind: object.kind === 'global' ? 'global' : 'allocated',
      lane: undefined,
      ...this.lifeOf(object),
      fields: shownWords(object).map((word) => this.fieldView(object, word)),
      touched: [...(this.touched.get(object.id) ?? [])],
    }
  }

  private fieldView(object: ObjectInfo, word: number): HeapField {
    const { initial } = this.survey
    const address = object.base + word
    const lock = object.parts.find(
      ({ offset, struct }) => offset === word && struct.role === 'lock',
    )
    const path = lock?.path ?? object.words[word]?.path ?? ''
    const kind = lock === undefined ? kindOf(object.words[word]?.type, path) : 'holders'
    const entries = [{ at: 0, value: initial[address] ?? 0 }, ...(this.changes.get(address) ?? [])]
    return {
      path,
      kind,
      insideLock: partAround(object, path, 'lock', lock?.path),
      isCount: partAround(object, path, 'refcount') !== undefined,
      values: entries.map(({ at, value }) => ({ at, value: this.valueOf(kind, address, value) })),
      writes: [...(this.writes.get(address) ?? [])],
      waits: this.waits
        .filter((wait) => lock !== undefined && wait.lock === address)
        .map(({ lane, from, to }) => ({ lane, from, to })),
    }
  }

  private valueOf(kind: FieldKind, address: number, value: number): HeapValue {
    const { machine } = this.survey
    if (kind === 'holders') return { text: holdersText(machine, value), target: undefined }
    const text = wordValue(machine, address, value)
    switch (kind) {
      case 'list':
      case 'back':
        if (value === address) return { text: 'empty', target: undefined }
        return { text: text.replace(/\.(next|first)$/, ''), target: this.targetOf(value) }
      case 'pointer':
        return { text, target: this.targetOf(value) }
      case 'number':
      case 'function':
      case 'local':
        return { text, target: undefined }
    }
  }

  private targetOf(address: number): HeapTarget | undefined {
    const object = objectOf(this.survey.machine.memory, address)
    const index = object === undefined ? undefined : this.indexOf.get(object)
    if (object === undefined || index === undefined) return undefined
    const field = shownWords(object).indexOf(address - object.base)
    return { object: index, field: address === object.base || field < 0 ? undefined : field }
  }
}

/** All but what questions note for themselves; of a ghost word only the holders of a lock are shown. */
function shownWords({ words, parts }: ObjectInfo): readonly number[] {
  return [...words.keys()].filter(
    (word) =>
      words[word]?.ghost !== true ||
      parts.some(({ offset, struct }) => offset === word && struct.role === 'lock'),
  )
}

function partAround(
  { parts }: ObjectInfo,
  path: string,
  role: 'lock' | 'refcount',
  own?: string,
): string | undefined {
  return parts.find(
    ({ struct, path: outer }) => struct.role === role && outer !== own && isInside(path, outer),
  )?.path
}

function isInside(path: string, outer: string): boolean {
  return outer === '' || path === outer || path.startsWith(`${outer}.`)
}

const listStructs: readonly string[] = ['list_head', 'hlist_head', 'hlist_node']

function kindOf(type: FieldType | undefined, path: string): FieldKind {
  if (type?.kind === 'fnptr') return 'function'
  if (type?.kind !== 'ptr') return 'number'
  const name = path.slice(path.lastIndexOf('.') + 1)
  if (!listStructs.includes(type.to().name) && name !== 'pprev') return 'pointer'
  if (name === 'prev' || name === 'pprev') return 'back'
  return name === 'next' || name === 'first' ? 'list' : 'pointer'
}

function typeText(type: FieldType): string {
  switch (type.kind) {
    case 'int':
      return type.name
    case 'ptr':
      return `struct ${type.to().name} *`
    case 'fnptr':
      return 'function pointer'
    case 'embed':
      return `struct ${type.struct.name}`
    case 'array':
      return `${typeText(type.of)} [${type.length === 'threads' ? 'one per thread' : type.length}]`
  }
}

/** `free`, `B`, `A reads, C reads` */
function holdersText(machine: Machine, word: number): string {
  const holders = holdersIn(word, machine.lanes.length)
  if (holders.length === 0) return 'free'
  return holders
    .map(({ lane, mode }) => `${letter(machine, lane)}${mode === 'read' ? ' reads' : ''}`)
    .join(', ')
}

function listIn<T>(map: Map<number, T[]>, key: number): T[] {
  const known = map.get(key)
  if (known !== undefined) return known
  const made: T[] = []
  map.set(key, made)
  return made
}

function setIn(map: Map<number, Set<StepIndex>>, key: number): Set<StepIndex> {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = new Set<StepIndex>()
  map.set(key, made)
  return made
}
