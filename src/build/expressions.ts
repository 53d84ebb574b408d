/** Operators, marked accesses and pointer arithmetic. */

import type { BinaryOp, Place } from '../ir/expr.ts'
import type { EmbedType, IntType, PtrType, StructType } from '../ir/types.ts'
import type { Target } from '../ir/stmt.ts'
import { record } from './record.ts'
import { int } from './types.ts'
import {
  type Cond,
  type HasExpr,
  type IntLike,
  type IntPlace,
  type IntValue,
  type NullValue,
  type PtrPlace,
  type PtrValue,
  TARGET,
} from './value.ts'
import { loadOf, toExpr, wrapPointer, wrapValue } from './wrap.ts'

type Comparable = Cond | NullValue | HasExpr

function binary(op: BinaryOp, left: Comparable, right: Comparable): IntValue {
  return wrapValue({ kind: 'binary', op, left: toExpr(left), right: toExpr(right) }, int)
}

export const add = (left: IntLike, right: IntLike): IntValue => binary('+', left, right)
export const sub = (left: IntLike, right: IntLike): IntValue => binary('-', left, right)
export const mul = (left: IntLike, right: IntLike): IntValue => binary('*', left, right)
export const mod = (left: IntLike, right: IntLike): IntValue => binary('%', left, right)
export const shl = (left: IntLike, right: IntLike): IntValue => binary('<<', left, right)
export const bitAnd = (left: IntLike, right: IntLike): IntValue => binary('&', left, right)
export const bitOr = (left: IntLike, right: IntLike): IntValue => binary('|', left, right)
export const lt = (left: IntLike, right: IntLike): IntValue => binary('<', left, right)
export const le = (left: IntLike, right: IntLike): IntValue => binary('<=', left, right)
export const gt = (left: IntLike, right: IntLike): IntValue => binary('>', left, right)
export const ge = (left: IntLike, right: IntLike): IntValue => binary('>=', left, right)
export const and = (left: Cond, right: Cond): IntValue => binary('&&', left, right)
export const or = (left: Cond, right: Cond): IntValue => binary('||', left, right)

export function eq(left: IntLike, right: IntLike): IntValue
export function eq<F>(left: PtrValue<F>, right: PtrValue<F> | NullValue): IntValue
export function eq(left: Comparable, right: Comparable): IntValue {
  return binary('==', left, right)
}

export function ne(left: IntLike, right: IntLike): IntValue
export function ne<F>(left: PtrValue<F>, right: PtrValue<F> | NullValue): IntValue
export function ne(left: Comparable, right: Comparable): IntValue {
  return binary('!=', left, right)
}

export function not(value: Cond): IntValue {
  return wrapValue({ kind: 'unary', op: '!', of: toExpr(value) }, int)
}

/** The number of the running lane. */
export function current(): IntValue {
  return wrapValue({ kind: 'current' }, int)
}

/** `container_of(node, HmmMirror, 'mlist')`: the struct that a pointer to its field lies in. */
export function container_of<F, K extends keyof F & string>(
  pointer: F[K] extends EmbedType<infer E> ? PtrValue<E> : never,
  struct: StructType<F>,
  field: K,
): PtrValue<F> {
  return containerAt(pointer, struct, field)
}

/** Names of the fields of `F` that embed a struct with the fields `E`. */
export type MemberOf<F, E> = {
  [K in keyof F]: F[K] extends EmbedType<E> ? K : never
}[keyof F] &
  string

/** `container_of` for macros like list_entry, which fix what `field` embeds by `MemberOf`. */
export function containerAt<F>(
  pointer: HasExpr,
  struct: StructType<F>,
  field: string,
): PtrValue<F> {
  const type: PtrType<F> = { kind: 'ptr', to: () => struct }
  return wrapValue(
    { kind: 'container_of', pointer: toExpr(pointer), struct, field },
    type,
  ) as PtrValue<F>
}

function placeOf(value: HasExpr & { readonly [TARGET]: Target }, what: string): Place {
  const target = value[TARGET]
  if (target?.kind !== 'place') throw new Error(`${what} needs a place in shared memory`)
  return target.place
}

/** A marked load with the listing's name for it, such as `atomic_read`. */
export function markedLoad(place: IntPlace, accessor: string): IntValue {
  return wrapValue(loadOf(placeOf(place, accessor), 'marked', accessor), int)
}

export function READ_ONCE(place: IntPlace): IntValue
export function READ_ONCE<F>(place: PtrPlace<F>): PtrValue<F>
export function READ_ONCE(place: HasExpr & { readonly [TARGET]: Target }): unknown {
  const at = placeOf(place, 'READ_ONCE')
  const type = at.type as IntType | PtrType
  return wrapValue(loadOf(at, 'marked', 'READ_ONCE'), type)
}

/** A marked store with the listing's name for it, such as `atomic_set`. */
export function markedStore(place: IntPlace, value: IntLike, accessor: string): void {
  record({
    kind: 'set',
    target: { kind: 'place', place: placeOf(place, accessor), marking: 'marked', accessor },
    value: toExpr(value),
  })
}

export function WRITE_ONCE(place: IntPlace, value: IntLike): void
export function WRITE_ONCE<F>(place: PtrPlace<F>, value: PtrValue<F> | NullValue): void
export function WRITE_ONCE(
  place: HasExpr & { readonly [TARGET]: Target },
  value: HasExpr | number,
): void {
  record({
    kind: 'set',
    target: {
      kind: 'place',
      place: placeOf(place, 'WRITE_ONCE'),
      marking: 'marked',
      accessor: 'WRITE_ONCE',
    },
    value: toExpr(value),
  })
}

/** The same pointer seen as a pointer to another struct; still assignable where it was. */
export function cast<F>(value: HasExpr, struct: StructType<F>): PtrPlace<F> {
  const target = (value as { readonly [TARGET]?: Target })[TARGET]
  return wrapPointer(toExpr(value), target, struct)
}
