/**
 * The objects of a run and what is in them, at every cursor: plain data that crosses from the worker to
 * the page once per run. Stepping then only looks up values (heap-at.ts).
 */

import type { Cursor, LaneIndex, StepIndex } from './view.ts'

/** Index into `HeapView.objects`. */
export type HeapIndex = number
/** Index into `HeapObject.fields`. */
export type FieldIndex = number

export interface HeapTarget {
  readonly object: HeapIndex
  /** Undefined: the object as a whole. */
  readonly field: FieldIndex | undefined
}

export interface HeapValue {
  /** `2`, `NULL`, `→ hmm`, `B`, `free`. */
  readonly text: string
  /** What a pointer points to. */
  readonly target: HeapTarget | undefined
}

/**
 * `holders`: who holds a lock, in letters. `list`: the next one in a list. `back`: the previous one.
 * `local`: a thread's own pointers to one object.
 */
export type FieldKind = 'number' | 'pointer' | 'list' | 'back' | 'function' | 'holders' | 'local'

export interface HeapField {
  /** `kref.refcount`, of a lock its own path: `rwsem`; of a thread the object pointed to. */
  readonly path: string
  readonly kind: FieldKind
  /** Path of the lock that it is a part of, when it is not its holders. */
  readonly insideLock: string | undefined
  /** It counts references. */
  readonly isCount: boolean
  /** The first has `at` 0, later ones are there where the value changes. */
  readonly values: readonly { readonly at: Cursor; readonly value: HeapValue }[]
  /** Steps that wrote it, whether or not that changed it; ascending. */
  readonly writes: readonly StepIndex[]
  /** Lanes that wait for it, of a lock. */
  readonly waits: readonly {
    readonly lane: LaneIndex
    readonly from: StepIndex
    readonly to: StepIndex | undefined
  }[]
}

export interface HeapObject {
  /** `mirror`; of a thread its letter. */
  readonly name: string
  /** `struct hmm_mirror`, `int`, of a thread its title. */
  readonly type: string
  readonly kind: 'allocated' | 'global' | 'thread'
  /** The thread that it stands for. */
  readonly lane: LaneIndex | undefined
  /** Undefined: not in this run. */
  readonly from: Cursor | undefined
  readonly freedAt: Cursor | undefined
  readonly freedBy: LaneIndex | undefined
  readonly fields: readonly HeapField[]
  /** Steps that touched it, ascending. */
  readonly touched: readonly StepIndex[]
}

/** Globals, then what is allocated, then threads; only what is there at some cursor. */
export interface HeapView {
  readonly objects: readonly HeapObject[]
}
