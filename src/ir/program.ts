/** A whole program as data: what the machine runs and the source pane prints. */

import type { Expr, Global, InitialWord } from './expr.ts'
import type { FnDef } from './stmt.ts'
import type { StructType } from './types.ts'

/** A thread that exists from the start. `args` may use globals; they are read once, after set-up. */
export interface ThreadDef {
  /** Its letter in schedules: `A`, `B`, … */
  readonly letter: string
  readonly title: string
  readonly fn: FnDef
  readonly args: readonly Expr[]
}

/** Which words of memory get a strip beside the diagram, by object name and field path. */
export type TrackDef =
  | { readonly kind: 'lock'; readonly object: string; readonly path: string }
  | { readonly kind: 'refcount'; readonly object: string; readonly path: string }
  | { readonly kind: 'lifetime'; readonly object: string }

export interface Bounds {
  /** Allocations of one struct by one thread. Default: allocation sites, times 2 inside loops. */
  readonly objects?: number
  /** Starts of one dynamic thread by one creating thread, or by the one with this letter. Default 1. */
  readonly spawns?: number | Readonly<Record<string, number>>
}

/** Threads that may be exchanged, together with what belongs to them, without a difference to anybody. */
export interface SymmetryDef {
  readonly members: readonly SymmetryMember[]
}

export interface SymmetryMember {
  /** Letters; the first thread of a member takes the place of the first of another, and so on. */
  readonly threads: readonly string[]
  /**
   * Variables that belong to it: `the_mm`, or part of one as `ended[0]`. Objects belong to it when
   * these or its threads' arguments point to them.
   */
  readonly words: readonly string[]
}

export interface Program {
  readonly structs: readonly StructType[]
  readonly globals: readonly Global[]
  /** Words of globals that do not start as 0. Part of the program: ops tables name its functions. */
  readonly initial: ReadonlyMap<Global, readonly InitialWord[]>
  /** Every function reachable from set-up and threads, callers before callees. */
  readonly functions: readonly FnDef[]
  readonly setup: FnDef
  readonly threads: readonly ThreadDef[]
  readonly tracks: readonly TrackDef[]
  /** Structs whose objects may outlive the run without being a leak. */
  readonly mayOutlive: readonly string[]
  readonly bounds: Bounds
  /** What may be exchanged; the search checks it. Default nothing. */
  readonly symmetries?: readonly SymmetryDef[]
  /** Fixes and questions that it was built with: which fields its structs have. */
  readonly switches: readonly string[]
}

/** A named change to the program, such as a patch hunk under discussion. */
export interface FixDef {
  /** Stable: appears in links. */
  readonly id: string
  readonly title: string
  /** Ids of fixes that say something else about the same lines: not both at once. */
  readonly excludes?: readonly string[]
  /** Ids of fixes of which one must be on for this one to make a difference. */
  readonly needs?: readonly string[]
  /** `bug`: seeded, to be found; `kernel`: what the code runs on. Default `repair`. */
  readonly role?: 'repair' | 'bug' | 'kernel'
}

/**
 * Something that can be asked of a program without changing the code under discussion: a property to
 * watch for, or a liberty that its caller takes.
 */
export interface QuestionDef {
  /** Stable; shares its name space with fixes. */
  readonly id: string
  /** A property that has to hold: "->release is called at most once for a mirror". */
  readonly title: string
}

/** How many of something a scenario has. */
export interface SizeDef {
  readonly id: string
  /** `processes` */
  readonly title: string
  readonly most: number
}

export const mutexModels = ['count', 'owner', 'debug', 'ideal'] as const
export type MutexModel = (typeof mutexModels)[number]

/** What is chosen besides the scenario: a variant is a set of fixes plus the mutex model. */
export interface Variant {
  readonly fixes: readonly string[]
  readonly mutex: MutexModel
  /** Ids of questions; default none. */
  readonly questions?: readonly string[]
  /** How many there are, by id of a size; 1 where nothing is said. */
  readonly sizes?: Readonly<Record<string, number>>
}

/** Everything that decides which fields exist. */
export function switchesOf({ fixes, questions = [] }: Variant): readonly string[] {
  return [...fixes, ...questions]
}

/** A recorded run that ships with a scenario; `schedule` in the notation of links. */
export interface NamedRun {
  readonly id: string
  readonly title: string
  readonly schedule: string
  readonly variant: Variant
}

export interface ScenarioDef {
  /** Stable: appears in links. */
  readonly id: string
  /** Raised whenever an old schedule would mean something else. */
  readonly version: number
  readonly title: string
  readonly summary: string
  readonly fixes: readonly FixDef[]
  readonly runs: readonly NamedRun[]
  /** Default none. */
  readonly questions?: readonly QuestionDef[]
  /** In the order in which `2x1x1` names them; default none. */
  readonly sizes?: readonly SizeDef[]
  readonly build: (variant: Variant) => Program
}
