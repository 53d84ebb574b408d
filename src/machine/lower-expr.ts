/** Expressions of the IR to words: fields become offsets, constants are folded. */

import type { Expr, Global, Local, Place } from '../ir/expr.ts'
import { arrayLength, fieldAt, type LayoutOptions, sizeOf } from '../ir/layout.ts'
import type { FnDef } from '../ir/stmt.ts'
import type { FieldType } from '../ir/types.ts'
import type { Address, CodeExpr, LaneId, Slot } from './code.ts'
import { binary, constant, logical, not } from './fold.ts'

/** What a local stands for in the inlined call being lowered. */
export type Binding =
  | { readonly kind: 'slot'; readonly slot: Slot }
  /** A parameter that is never assigned and whose argument needs no memory: used as it is. */
  | { readonly kind: 'value'; readonly value: CodeExpr }

/** What the program says to every expression. */
export interface ProgramNumbers {
  readonly layout: LayoutOptions
  readonly addressOf: (global: Global) => Address
  readonly fnNumber: (fn: FnDef) => number
}

export interface ExprScope {
  readonly program: ProgramNumbers
  readonly lane: LaneId
  readonly lookup: (local: Local) => Binding
}

export function lowerExpr(expr: Expr, scope: ExprScope): CodeExpr {
  switch (expr.kind) {
    case 'const':
      return constant(expr.value, expr.text)
    case 'current':
      return constant(scope.lane)
    case 'fnref': {
      const fn = expr.fn()
      return constant(scope.program.fnNumber(fn), fn.name)
    }
    case 'local': {
      const binding = scope.lookup(expr.local)
      return binding.kind === 'slot' ? { op: 'slot', slot: binding.slot } : binding.value
    }
    case 'address':
      return lowerPlace(expr.place, scope)
    case 'load':
      return {
        op: 'load',
        address: lowerPlace(expr.place, scope),
        marked: expr.marking === 'marked',
      }
    case 'unary': {
      const of = lowerExpr(expr.of, scope)
      return expr.op === '!' ? not(of) : binary('-', constant(0), of)
    }
    case 'binary': {
      const left = lowerExpr(expr.left, scope)
      const right = lowerExpr(expr.right, scope)
      if (expr.op === '&&') return logical('and', left, right)
      if (expr.op === '||') return logical('or', left, right)
      return binary(expr.op, left, right)
    }
    case 'container_of': {
      const { offset } = fieldAt(expr.struct, expr.field, scope.program.layout)
      return binary('+', lowerExpr(expr.pointer, scope), constant(-offset))
    }
  }
}

/** The address of a place, as an expression. */
export function lowerPlace(place: Place, scope: ExprScope): CodeExpr {
  let address: CodeExpr
  let type: FieldType
  if (place.root.kind === 'global') {
    address = constant(scope.program.addressOf(place.root.global), `&${place.root.global.name}`)
    type = place.root.global.type
  } else {
    address = lowerExpr(place.root.pointer, scope)
    type = { kind: 'embed', struct: place.root.struct }
  }
  for (const part of place.path) {
    if (part.kind === 'field') {
      if (type.kind !== 'embed') throw new Error(`${part.name} is not a field of a struct`)
      const field = fieldAt(type.struct, part.name, scope.program.layout)
      address = binary('+', address, constant(field.offset))
      type = field.type
    } else {
      if (type.kind !== 'array') throw new Error('an index needs an array')
      const size = sizeOf(type.of, scope.program.layout)
      const length = arrayLength(type.length, scope.program.layout)
      address = element(address, lowerExpr(part.index, scope), size, length)
      type = type.of
    }
  }
  return address
}

function element(base: CodeExpr, index: CodeExpr, size: number, length: number): CodeExpr {
  const isConstant = index.op === 'const' && index.value >= 0 && index.value < length
  if (isConstant) return binary('+', base, constant(index.value * size))
  return { op: 'element', base, index, size, length }
}
