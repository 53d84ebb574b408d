/** Statements that model functions are written with. */

import type { Local } from '../ir/expr.ts'
import type { QuestionDef } from '../ir/program.ts'
import type { AssertKind, Ghost, LockMode, Stmt, WaitReason } from '../ir/stmt.ts'
import type { FnPtrType, PtrType, StructType, ValueType } from '../ir/types.ts'
import { add, lt } from './expressions.ts'
import { record, recordBlock } from './record.ts'
import { int, ptr } from './types.ts'
import {
  type ArgOf,
  type Assignable,
  type Cond,
  type FnPlace,
  type FnValue,
  type HasExpr,
  type IntLike,
  type IntPlace,
  type IntValue,
  type NullValue,
  type PlaceOf,
  type PtrPlace,
  type PtrValue,
  type TagValue,
  TARGET,
  type ValueOf,
} from './value.ts'
import { toExpr, wrapLocal } from './wrap.ts'

/** Declares a local variable of the function being recorded; `init` is assigned at once. */
export function local<T extends ValueType>(
  name: string,
  type: T,
  init?: ArgOf<T>,
): PlaceOf<T> & ValueOf<T> {
  const made: Local = { name, type, kind: 'local' }
  if (init !== undefined) {
    record({ kind: 'set', target: { kind: 'local', local: made }, value: toExpr(init) })
  }
  return wrapLocal(made, type)
}

/** `target = value`; the read and the write are plain accesses of one step. */
export function set(target: IntPlace, value: IntLike): void
export function set<F>(target: PtrPlace<F>, value: PtrValue<F> | NullValue): void
export function set<P extends FnPtrType['params']>(
  target: FnPlace<P>,
  value: FnValue<P> | NullValue,
): void
export function set(target: Assignable<ValueType>, value: ArgOf<ValueType>): void {
  record({ kind: 'set', target: target[TARGET], value: toExpr(value) })
}

export interface ElseBranch {
  readonly Else: (body: () => void) => void
}

export function If(cond: Cond, then: () => void): ElseBranch {
  const otherwise: Stmt[] = []
  record({ kind: 'if', cond: toExpr(cond), then: recordBlock(then), otherwise })
  return {
    Else: (body) => {
      otherwise.push(...recordBlock(body))
    },
  }
}

/** `while (cond())`: the condition is recorded once and evaluated before every round. */
export function While(cond: () => Cond, body: () => void): void {
  recordLoop(cond, body, () => {})
}

/** `for (i = from; i < to; i++)` with `i` a local. */
export function For(i: IntPlace, from: IntLike, to: IntLike, body: () => void): void {
  set(i, from)
  recordLoop(
    () => lt(i, to),
    body,
    () => set(i, add(i, 1)),
  )
}

function recordLoop(cond: () => Cond, body: () => void, step: () => void): void {
  let test: Cond = 0
  const before = recordBlock(() => {
    test = cond()
  })
  record({
    kind: 'while',
    before,
    cond: toExpr(test),
    body: recordBlock(body),
    step: recordBlock(step),
  })
}

export function Break(): void {
  record({ kind: 'break' })
}

/** Returns from the function being recorded, early or at its end. */
export function Return(value?: Cond | NullValue): void {
  record({ kind: 'return', value: value === undefined ? undefined : toExpr(value) })
}

/** Everything in `body` is one step. A `waitUntil`, `choose` or `cpu_relax` may only come first in it. */
export function atomic(body: () => void): void {
  record({ kind: 'atomic', body: recordBlock(body) })
}

/** Why a `waitUntil` waits: completes "waits for …" for people. */
export type Waiting =
  | { readonly lock: HasExpr }
  /** `lanes`: mask of the lanes that are still waited for. */
  | { readonly gracePeriodOf: HasExpr; readonly lanes?: HasExpr }
  | { readonly event: string }

/** Disables the thread until `cond` holds (the model's `await`). */
export function waitUntil(cond: Cond, waiting: Waiting): void {
  record({ kind: 'await', cond: toExpr(cond), reason: reasonOf(waiting) })
}

function reasonOf(waiting: Waiting): WaitReason {
  if ('lock' in waiting) return { kind: 'lock', lock: toExpr(waiting.lock) }
  if ('gracePeriodOf' in waiting) {
    const lanes = waiting.lanes === undefined ? undefined : toExpr(waiting.lanes)
    return { kind: 'grace-period', domain: toExpr(waiting.gracePeriodOf), lanes }
  }
  return { kind: 'event', text: waiting.event }
}

/** In a retry loop: lets the others go on; another round is made only after one of them wrote. */
export function cpu_relax(): void {
  record({ kind: 'relax' })
}

/** Explicit nondeterminism: 0 … options-1, recorded in the schedule. Option 0 is the default. */
export function choose(name: string, options: readonly [string, string, ...string[]]): IntValue {
  const made: Local = { name, type: int, kind: 'local' }
  record({ kind: 'choose', local: made, options })
  return wrapLocal(made, int)
}

/** Allocates a zeroed object; `call` is the function that the listing prints. */
export function allocate<F>(name: string, struct: StructType<F>, call: string): PtrPlace<F> {
  const type: PtrType<F> = ptr(struct)
  const made: Local = { name, type, kind: 'local' }
  allocateInto(made, struct, call)
  return wrapLocal(made, type) as PtrPlace<F>
}

export function allocateInto(into: Local, struct: StructType, call: string): void {
  record({ kind: 'alloc', local: into, struct, call })
}

/** Frees the object that `pointer` points into. */
export function release(pointer: HasExpr, call: string): void {
  record({ kind: 'free', pointer: toExpr(pointer), call })
}

/** Reports a violation when `cond` is false; `text` says what is wrong then. `as` names the check that reports it. */
export function check(cond: Cond, as: AssertKind, text: string): void {
  record({ kind: 'assert', cond: toExpr(cond), as, text })
}

function ghost(ghostStmt: Ghost): void {
  record({ kind: 'ghost', ghost: ghostStmt })
}

/** From this step on the running lane holds the lock. */
export function acquired(lock: HasExpr, mode: LockMode = 'write'): void {
  ghost({ kind: 'acquired', lock: toExpr(lock), mode })
}

/** From this step on others may take the lock; a lane that does not hold it is a violation. */
export function released(lock: HasExpr): void {
  ghost({ kind: 'released', lock: toExpr(lock) })
}

/** The running lane failed to take the lock at once and will wait. */
export function contended(lock: HasExpr): void {
  ghost({ kind: 'contended', lock: toExpr(lock) })
}

/** The counter changed by `delta` for the reference that `name` names. */
export function counted(counter: HasExpr, delta: IntLike, name: TagValue | string): void {
  ghost({ kind: 'ref', counter: toExpr(counter), delta: toExpr(delta), tag: toExpr(name) })
}

/** Writes a ghost word, at no cost: for what an `observe` needs to know. */
export function mark(word: IntPlace, value: IntLike): void {
  const target = word[TARGET]
  if (target.kind !== 'place') throw new Error('a mark needs a place in shared memory')
  ghost({ kind: 'mark', place: target.place, value: toExpr(value) })
}

/** Reports that the property `id` does not hold when `cond` is false. Costs no step. */
export function observe(cond: Cond, { id, title }: QuestionDef): void {
  ghost({ kind: 'observe', cond: toExpr(cond), id, text: title })
}

/** A remark beside the step. */
export function note(text: string): void {
  ghost({ kind: 'note', text })
}
