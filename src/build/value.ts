/**
 * Typed values of the modelled program. `mirror.hmm.rwsem` builds an expression, and does not compile
 * when there is no such field; a pointer to another struct is another type.
 */

import type { Expr } from '../ir/expr.ts'
import type { Target } from '../ir/stmt.ts'
import type {
  ArrayType,
  EmbedType,
  FieldType,
  FnPtrType,
  IntType,
  PtrType,
  ValueType,
} from '../ir/types.ts'

export const EXPR: unique symbol = Symbol('expr')
export const TARGET: unique symbol = Symbol('target')
export const TYPE: unique symbol = Symbol('type')
declare const POINTS_TO: unique symbol
declare const SIGNATURE: unique symbol
declare const IS_INT: unique symbol
declare const IS_NULL: unique symbol
declare const IS_TAG: unique symbol

/** Anything that stands for an expression, whatever its type. */
export interface HasExpr {
  readonly [EXPR]: Expr
}

/** Names a reference to a counted object: only for the tracks and for leak reports. */
export interface TagType extends IntType {
  readonly name: 'tag'
}

export interface IntValue {
  readonly [EXPR]: Expr
  readonly [IS_INT]: true
}
export interface TagValue {
  readonly [EXPR]: Expr
  readonly [IS_TAG]: true
}
export interface NullValue {
  readonly [EXPR]: Expr
  readonly [IS_NULL]: true
}

/** A pointer to a struct with the fields `F`; invariant, so that lock types do not mix. */
export type PtrValue<F> = {
  readonly [EXPR]: Expr
  readonly [POINTS_TO]: (fields: F) => F
} & { readonly [K in keyof F]: F[K] extends FieldType ? PlaceOf<F[K]> : never }

/** A function as a value; calling it records an indirect call. */
export type FnValue<P extends readonly ValueType[]> = {
  readonly [EXPR]: Expr
  readonly [SIGNATURE]: (params: P) => P
} & ((...args: ArgsOf<P>) => void)

export interface Assignable<T extends ValueType> {
  readonly [TARGET]: Target
  readonly [TYPE]: T
}
export type IntPlace = IntValue & Assignable<IntType>
export type PtrPlace<F> = PtrValue<F> & Assignable<PtrType<F>>
export type FnPlace<P extends readonly ValueType[]> = FnValue<P> & Assignable<FnPtrType<P>>
export interface ArrayPlace<T extends ValueType> {
  readonly at: (index: IntLike) => PlaceOf<T>
}

export type IntLike = IntValue | number
/** What an `If` accepts: C truth of a number, a pointer or a function pointer. */
export type Cond =
  | IntLike
  | { readonly [EXPR]: Expr; readonly [POINTS_TO]: unknown }
  | { readonly [EXPR]: Expr; readonly [SIGNATURE]: unknown }

/** The value that an expression of type `T` has. */
export type ValueOf<T extends ValueType> = T extends TagType
  ? TagValue
  : T extends IntType
    ? IntValue
    : T extends PtrType<infer F>
      ? PtrValue<F>
      : T extends FnPtrType<infer P>
        ? FnValue<P>
        : never

/** What may be passed or assigned where a `T` is wanted. */
export type ArgOf<T extends ValueType> = T extends TagType
  ? TagValue | string
  : T extends IntType
    ? IntLike
    : T extends PtrType<infer F>
      ? PtrValue<F> | NullValue
      : T extends FnPtrType<infer P>
        ? FnValue<P> | NullValue
        : never

export type ArgsOf<P extends readonly ValueType[]> = { readonly [I in keyof P]: ArgOf<P[I]> }

/** Where a field of type `T` lies: assignable for words, an address for embedded structs. */
export type PlaceOf<T extends FieldType> = T extends IntType
  ? IntPlace
  : T extends PtrType<infer F>
    ? PtrPlace<F>
    : T extends FnPtrType<infer P>
      ? FnPlace<P>
      : T extends EmbedType<infer F>
        ? PtrValue<F>
        : T extends ArrayType<infer E>
          ? ArrayPlace<E>
          : never
