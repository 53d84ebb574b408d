/** A scenario: set-up, threads and globals, ready to be built for any variant. */

import type { Global, InitialWord, Place } from '../ir/expr.ts'
import {
  type Bounds,
  type FixDef,
  type NamedRun,
  type Program,
  type QuestionDef,
  type ScenarioDef,
  type SizeDef,
  type SymmetryDef,
  type SymmetryMember,
  switchesOf,
  type ThreadDef,
  type TrackDef,
  type Variant,
} from '../ir/program.ts'
import type { FnDef } from '../ir/stmt.ts'
import type { FieldType } from '../ir/types.ts'
import { collectGlobals, collectStructs } from './collect.ts'
import { type ModelFn, type Param, SOURCE } from './fn.ts'
import { recordBlock, recordedFunctions, resolve, variant, withRecording } from './record.ts'
import { type ArgsOf, type HasExpr, type PlaceOf } from './value.ts'
import { toExpr, wrapPlace } from './wrap.ts'

/** What a scenario's `program` is given to declare its parts. */
export interface Parts {
  /** Runs to its end before the first step; its steps are not part of the run. */
  readonly setup: (body: () => void) => void
  /** A thread from the start. Arguments are read once, after set-up. */
  readonly thread: <P extends readonly Param[]>(
    letter: string,
    title: string,
    entry: ModelFn<P>,
    ...args: ArgsOf<{ readonly [I in keyof P]: P[I]['type'] }>
  ) => void
  /**
   * Declares that these may be exchanged without a difference to anybody: threads by letter, with the
   * variables that belong to them. A search visits one of the states that differ only in that, and
   * fails with a reason when it is not so.
   */
  readonly interchangeable: (members: readonly SymmetryMember[]) => void
}

export interface ScenarioSpec {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly summary: string
  readonly fixes?: readonly FixDef[]
  readonly runs?: readonly NamedRun[]
  readonly questions?: readonly QuestionDef[]
  readonly sizes?: readonly SizeDef[]
  /** A function where they depend on the variant. */
  readonly tracks?: readonly TrackDef[] | (() => readonly TrackDef[])
  readonly mayOutlive?: readonly string[]
  readonly bounds?: Bounds | (() => Bounds)
  readonly program: (parts: Parts) => void
}

export function scenario(spec: ScenarioSpec): ScenarioDef {
  const { id, version, title, summary, fixes = [], runs = [], questions, sizes } = spec
  return {
    id,
    version,
    title,
    summary,
    fixes,
    runs,
    ...(questions && { questions }),
    ...(sizes && { sizes }),
    build: (chosen) => buildProgram(spec, chosen),
  }
}

/** Whether the variant being built contains a fix: model code branches on it while it is recorded. */
export function fixed(fix: FixDef): boolean {
  return variant().fixes.includes(fix.id)
}

/** Whether the variant being built asks a question. */
export function asked(question: QuestionDef): boolean {
  return variant().questions?.includes(question.id) === true
}

/** How many the variant being built has; 1 unless it says otherwise, at most what the size allows. */
export function sizeOf({ id, most }: SizeDef): number {
  return Math.min(most, Math.max(1, Math.trunc(variant().sizes?.[id] ?? 1)))
}

/** Kept apart from the globals: which functions an ops table names is known once a program is recorded. */
type InitialValues = Readonly<Record<string, number | HasExpr>>
const initialValues = new WeakMap<Global, InitialValues | (() => InitialValues)>()

/**
 * A variable or object of static storage. `init` gives words by field path; a function where they
 * depend on the variant.
 */
export function global<T extends FieldType>(
  name: string,
  type: T,
  init: InitialValues | (() => InitialValues) = {},
): PlaceOf<T> {
  const made: Global = { name, type }
  initialValues.set(made, init)
  const root: Place['root'] = { kind: 'global', global: made }
  return wrapPlace(root, [], type)
}

function buildProgram(spec: ScenarioSpec, chosen: Variant): Program {
  const threads: ThreadDef[] = []
  const symmetries: SymmetryDef[] = []
  let setup: FnDef = emptySetup
  const { functions, value: recorded } = withRecording(chosen, () => {
    spec.program({
      setup: (body) => {
        setup = { ...emptySetup, body: recordBlock(body) }
      },
      thread: (letter, title, entry, ...args) => {
        const fn = resolve(entry[SOURCE])
        threads.push({ letter, title, fn: fn(), args: args.map((arg) => toExpr(arg as never)) })
      },
      interchangeable: (members) => {
        if (members.length > 1) symmetries.push({ members })
      },
    })
    return {
      initial: recordInitialWords(setup, threads),
      tracks: typeof spec.tracks === 'function' ? spec.tracks() : spec.tracks,
      bounds: typeof spec.bounds === 'function' ? spec.bounds() : spec.bounds,
    }
  })
  const { initial, tracks = [], bounds = {} } = recorded
  const switches = switchesOf(chosen)
  // The functions that people came for first, the library that they use after them.
  const listed = [
    ...functions.filter((fn) => fn.origin === 'model'),
    ...functions.filter((fn) => fn.origin === 'kernel'),
  ]
  const globals = collectGlobals(setup, listed, threads, initial)
  return {
    structs: collectStructs(globals, [setup, ...listed], switches),
    globals,
    initial,
    functions: listed,
    setup,
    threads,
    tracks,
    mayOutlive: spec.mayOutlive ?? [],
    bounds,
    ...(symmetries.length > 0 && { symmetries }),
    switches,
  }
}

/** Ops tables name functions, which may use further globals: until nothing new is found. */
function recordInitialWords(
  setup: FnDef,
  threads: readonly ThreadDef[],
): ReadonlyMap<Global, readonly InitialWord[]> {
  const initial = new Map<Global, readonly InitialWord[]>()
  for (;;) {
    const globals = collectGlobals(setup, recordedFunctions(), threads, initial)
    const fresh = globals.filter((each) => !initial.has(each))
    if (fresh.length === 0) return initial
    for (const each of fresh) {
      const init = initialValues.get(each) ?? {}
      const words = Object.entries(typeof init === 'function' ? init() : init)
      initial.set(
        each,
        words.map(([path, value]) => ({ path, value: toExpr(value) })),
      )
    }
  }
}

const emptySetup: FnDef = {
  name: 'setup',
  params: [],
  result: undefined,
  body: [],
  origin: 'model',
  isStatic: true,
}
