/** Statements and functions, as the builder records them. */

import type { Expr, Local, Marking, Place } from './expr.ts'
import type { StructType, ValueType } from './types.ts'

/** Identifies a statement within one recorded program. */
export type StmtId = number

export type Target =
  | { readonly kind: 'local'; readonly local: Local }
  | {
      readonly kind: 'place'
      readonly place: Place
      readonly marking: Marking
      /** What the listing prints: `WRITE_ONCE`, `atomic_set`, or nothing for a plain `=`. */
      readonly accessor: string
    }

/** Why an `await` may have to wait: decides how a blocked thread is explained. */
export type WaitReason =
  /** For the lock at this address to be released. */
  | { readonly kind: 'lock'; readonly lock: Expr }
  /** For the readers of this (S)RCU domain that were there when the wait began. */
  | {
      readonly kind: 'grace-period'
      readonly domain: Expr
      /** Mask of the lanes that are waited for, bit n for lane n, when the domain keeps one. */
      readonly lanes: Expr | undefined
    }
  /** For something else; `text` completes "waits for …". */
  | { readonly kind: 'event'; readonly text: string }

export type LockMode = 'read' | 'write'

/**
 * Statements that cost no step and touch no footprint; they tell the tracks what to draw. Of these
 * `acquired` and `released` write memory: the ghost word `holders` of the lock, which says who may
 * release it (bit 2n: lane n reads, bit 2n+1: lane n writes, both: it reads twice over). `mark` and `observe` watch for a
 * property that a question asks about; their loads are unchecked and belong to no footprint either.
 */
export type Ghost =
  | { readonly kind: 'acquired'; readonly lock: Expr; readonly mode: LockMode }
  | { readonly kind: 'released'; readonly lock: Expr }
  | { readonly kind: 'contended'; readonly lock: Expr }
  /** The counter at `counter` was changed by `delta`, for the reference named `tag`. */
  | { readonly kind: 'ref'; readonly counter: Expr; readonly delta: Expr; readonly tag: Expr }
  | { readonly kind: 'note'; readonly text: string }
  /** Writes a ghost word; no effect where there is no such word, as through a NULL pointer. */
  | { readonly kind: 'mark'; readonly place: Place; readonly value: Expr }
  /** When `cond` is false, the property `id` does not hold; `text` says so to people. */
  | { readonly kind: 'observe'; readonly cond: Expr; readonly id: string; readonly text: string }

/** What a failed assertion is reported as; `property` is what an `observe` reports. */
export type AssertKind = 'BUG_ON' | 'WARN_ON' | 'refcount' | 'lock' | 'property'

export type Callee =
  | { readonly kind: 'direct'; readonly fn: () => FnDef }
  | { readonly kind: 'indirect'; readonly pointer: Expr }

export type StmtBody =
  | { readonly kind: 'set'; readonly target: Target; readonly value: Expr }
  | {
      readonly kind: 'call'
      readonly callee: Callee
      readonly args: readonly Expr[]
      readonly result: Local | undefined
    }
  | {
      readonly kind: 'if'
      readonly cond: Expr
      readonly then: readonly Stmt[]
      readonly otherwise: readonly Stmt[]
    }
  | {
      readonly kind: 'while'
      /** Runs before each test of `cond`: calls whose results `cond` uses. */
      readonly before: readonly Stmt[]
      readonly cond: Expr
      readonly body: readonly Stmt[]
      /** Runs after each round (the third part of a `for`). */
      readonly step: readonly Stmt[]
    }
  | { readonly kind: 'return'; readonly value: Expr | undefined }
  | { readonly kind: 'break' }
  | { readonly kind: 'atomic'; readonly body: readonly Stmt[] }
  | { readonly kind: 'await'; readonly cond: Expr; readonly reason: WaitReason }
  /** cpu_relax() in a retry loop: waits until another thread has written something. */
  | { readonly kind: 'relax' }
  | { readonly kind: 'choose'; readonly local: Local; readonly options: readonly string[] }
  | {
      readonly kind: 'alloc'
      readonly local: Local
      readonly struct: StructType
      readonly call: string
    }
  | { readonly kind: 'free'; readonly pointer: Expr; readonly call: string }
  | { readonly kind: 'assert'; readonly cond: Expr; readonly as: AssertKind; readonly text: string }
  | { readonly kind: 'ghost'; readonly ghost: Ghost }
  | {
      readonly kind: 'spawn'
      /** Lane title; the creating thread is added to it. */
      readonly title: string
      readonly fn: () => FnDef
      readonly args: readonly Expr[]
      /** Receives the number of the new lane. */
      readonly local: Local | undefined
    }

export type Stmt = StmtBody & { readonly id: StmtId }

export interface FnDef {
  readonly name: string
  readonly params: readonly Local[]
  readonly result: ValueType | undefined
  readonly body: readonly Stmt[]
  /** `kernel` functions come from the library and are folded in the diagram by default. */
  readonly origin: 'model' | 'kernel'
  readonly isStatic: boolean
}
