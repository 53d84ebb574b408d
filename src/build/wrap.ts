/** Wraps IR expressions in the proxies that the builder's types promise. */

import type { Expr, Local, Marking, PathPart, Place } from '../ir/expr.ts'
import type { Target } from '../ir/stmt.ts'
import type { FieldType, StructType, ValueType } from '../ir/types.ts'
import { recordIndirectCall } from './record.ts'
import {
  type ArgOf,
  EXPR,
  type HasExpr,
  type IntLike,
  type NullValue,
  type PlaceOf,
  type PtrPlace,
  TARGET,
  TYPE,
  type ValueOf,
} from './value.ts'

/** A number as an expression; `text` is what the listing prints. */
export function constant(value: number, text = String(value)): Expr {
  return { kind: 'const', value, text }
}

/** The NULL pointer, also the NULL function pointer. */
export const NULL: NullValue = wrapWord(constant(0, 'NULL'), undefined, {
  kind: 'int',
  name: 'int',
}) as never

/** A named number such as `-EBUSY`. */
export function named(value: number, text: string): ValueOf<{ kind: 'int'; name: 'int' }> {
  return wrapValue(constant(value, text), { kind: 'int', name: 'int' })
}

/** The IR expression behind anything that the builder accepts as a value. */
export function toExpr(value: HasExpr | number | string): Expr {
  if (typeof value === 'number') return constant(value)
  if (typeof value === 'string') return constant(0, JSON.stringify(value))
  return value[EXPR]
}

/** An rvalue of type `T`. */
export function wrapValue<T extends ValueType>(expr: Expr, type: T): ValueOf<T> {
  return wrapWord(expr, undefined, type) as ValueOf<T>
}

export function wrapLocal<T extends ValueType>(local: Local, type: T): PlaceOf<T> & ValueOf<T> {
  return wrapWord({ kind: 'local', local }, { kind: 'local', local }, type) as never
}

/** A pointer of another type with the same expression and, if any, the same place. */
export function wrapPointer<F>(
  expr: Expr,
  target: Target | undefined,
  struct: StructType<F>,
): PtrPlace<F> {
  return wrapWord(expr, target, { kind: 'ptr', to: () => struct }) as PtrPlace<F>
}

/** The place at `root` + `path`; reads and writes through it are plain accesses. */
export function wrapPlace<T extends FieldType>(
  root: Place['root'],
  path: readonly PathPart[],
  type: T,
): PlaceOf<T> {
  return wrapAny({ root, path, type }) as PlaceOf<T>
}

/** The same place read with a marking, as READ_ONCE and atomic_read do. */
export function loadOf(place: Place, marking: Marking, accessor: string): Expr {
  return { kind: 'load', place, marking, accessor }
}

function wrapAny(place: Place): unknown {
  const type = place.type
  switch (type.kind) {
    case 'int':
    case 'ptr':
    case 'fnptr':
      return wrapWord(
        loadOf(place, 'plain', ''),
        { kind: 'place', place, marking: 'plain', accessor: '' },
        type,
      )
    case 'embed':
      return structProxy({ kind: 'address', place }, type.struct, undefined, place)
    case 'array':
      return {
        at: (index: IntLike) =>
          wrapAny({
            root: place.root,
            path: [...place.path, { kind: 'index', index: toExpr(index) }],
            type: type.of,
          }),
      }
  }
}

function wrapWord(expr: Expr, target: Target | undefined, type: ValueType): unknown {
  switch (type.kind) {
    case 'int':
      return { [EXPR]: expr, [TARGET]: target, [TYPE]: type }
    case 'fnptr': {
      const call = (...args: readonly ArgOf<ValueType>[]): void =>
        recordIndirectCall(expr, args.map(toExpr))
      return Object.assign(call, { [EXPR]: expr, [TARGET]: target, [TYPE]: type })
    }
    case 'ptr':
      return structProxy(expr, undefined, { target, type }, undefined)
  }
}

/**
 * A pointer whose fields are reached by name. `known` is the struct of an embedded place; for a
 * pointer it is looked up when a field is first used, because structs may be cyclic.
 */
function structProxy(
  expr: Expr,
  known: StructType | undefined,
  word:
    | { readonly target: Target | undefined; readonly type: ValueType & { readonly kind: 'ptr' } }
    | undefined,
  place: Place | undefined,
): unknown {
  return new Proxy(
    {},
    {
      get: (_, key) => {
        if (key === EXPR) return expr
        if (key === TARGET) return word?.target
        if (key === TYPE) return word?.type
        if (typeof key === 'symbol') return undefined
        const struct = known ?? word?.type.to()
        const field = struct?.fields.find((each) => each.name === key)
        if (struct === undefined || field === undefined) {
          throw new Error(`struct ${struct?.name ?? '?'} has no field ${key}`)
        }
        return place === undefined
          ? wrapAny({
              root: { kind: 'deref', pointer: expr, struct },
              path: [{ kind: 'field', name: key }],
              type: field.type,
            })
          : wrapAny({
              root: place.root,
              path: [...place.path, { kind: 'field', name: key }],
              type: field.type,
            })
      },
    },
  )
}
