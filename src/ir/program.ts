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
  /** Starts of one dynamic thread by one creating thread. Default 1. */
  readonly spawns?: number
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
}

/** A named change to the program, such as a patch hunk under discussion. */
export interface FixDef {
  /** Stable: appears in links. */
  readonly id: string
  readonly title: string
}

export const mutexModels = ['count', 'owner', 'debug', 'ideal'] as const
export type MutexModel = (typeof mutexModels)[number]

/** What is chosen besides the scenario: a variant is a set of fixes plus the mutex model. */
export interface Variant {
  readonly fixes: readonly string[]
  readonly mutex: MutexModel
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
  readonly build: (variant: Variant) => Program
}
