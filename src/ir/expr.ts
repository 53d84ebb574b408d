/**
 * Expressions and places. An expression is evaluated within one step; a place is an address in
 * shared memory, reached from a pointer or a global through fields and indices.
 */

import type { FnDef } from './stmt.ts'
import type { FieldType, StructType, ValueType } from './types.ts'

/** A parameter, local or call result. Identity is by object, names are for people. */
export interface Local {
  readonly name: string
  readonly type: ValueType
  /** `temp` holds a call result that the listing prints in place of the call. */
  readonly kind: 'param' | 'ref-param' | 'local' | 'temp'
}

/** A named object of static storage; it lives from the start and is never freed by kfree. */
export interface Global {
  readonly name: string
  readonly type: FieldType
}

/** Initial value of one word of a global: `ops.release`, or `''` for a plain variable. */
export interface InitialWord {
  readonly path: string
  readonly value: Expr
}

export type PathPart =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'index'; readonly index: Expr }

/** `root` + `path` is the address; `type` the type of what lies there. */
export interface Place {
  readonly root:
    | { readonly kind: 'deref'; readonly pointer: Expr; readonly struct: StructType }
    | { readonly kind: 'global'; readonly global: Global }
  readonly path: readonly PathPart[]
  readonly type: FieldType
}

export type UnaryOp = '!' | '-'
export type BinaryOp =
  | '+'
  | '-'
  | '*'
  | '%'
  | '<<'
  | '&'
  | '|'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '&&'
  | '||'

/**
 * How a memory access is marked, as the kernel's memory model and KCSAN see it: a `plain` access
 * takes part in data races, a `marked` one (READ_ONCE, WRITE_ONCE, atomic_t) only against plain ones.
 */
export type Marking = 'plain' | 'marked'

export type Expr =
  | { readonly kind: 'const'; readonly value: number; readonly text: string }
  | { readonly kind: 'local'; readonly local: Local }
  | { readonly kind: 'address'; readonly place: Place }
  | {
      readonly kind: 'load'
      readonly place: Place
      readonly marking: Marking
      /** What the listing prints around the place: `READ_ONCE`, `atomic_read`, or nothing. */
      readonly accessor: string
    }
  | { readonly kind: 'unary'; readonly op: UnaryOp; readonly of: Expr }
  | { readonly kind: 'binary'; readonly op: BinaryOp; readonly left: Expr; readonly right: Expr }
  | {
      readonly kind: 'container_of'
      readonly pointer: Expr
      readonly struct: StructType
      readonly field: string
    }
  /** A function as a value. Lazy, so that functions and ops tables may refer to each other. */
  | { readonly kind: 'fnref'; readonly fn: () => FnDef }
  /** Number of the running lane: the model's `current`. */
  | { readonly kind: 'current' }

/** True when evaluating `expr` touches shared memory. */
export function hasLoad(expr: Expr): boolean {
  switch (expr.kind) {
    case 'const':
    case 'local':
    case 'fnref':
    case 'current':
      return false
    case 'load':
      return true
    case 'address':
      return placeHasLoad(expr.place)
    case 'unary':
      return hasLoad(expr.of)
    case 'binary':
      return hasLoad(expr.left) || hasLoad(expr.right)
    case 'container_of':
      return hasLoad(expr.pointer)
  }
}

/** True when finding the address of `place` touches shared memory. */
function placeHasLoad(place: Place): boolean {
  const root = place.root.kind === 'deref' && hasLoad(place.root.pointer)
  return root || place.path.some((part) => part.kind === 'index' && hasLoad(part.index))
}
