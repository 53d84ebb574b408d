/** Expressions and places as kernel-style C. */

import type { BinaryOp, Expr, Local, Place } from './expr.ts'
import type { ValueType } from './types.ts'

/** How a call result that is used once is printed: as the call itself. */
export type TempText = (local: Local) => string | undefined

const precedence: Record<BinaryOp, number> = {
  '*': 10,
  '%': 10,
  '+': 9,
  '-': 9,
  '<<': 8.5,
  '<': 8,
  '<=': 8,
  '>': 8,
  '>=': 8,
  '==': 7,
  '!=': 7,
  '&': 6,
  '|': 5,
  '&&': 4,
  '||': 3,
}
const unaryPrecedence = 11
const postfixPrecedence = 12

export function typeText(type: ValueType): string {
  switch (type.kind) {
    case 'int':
      return type.name
    case 'ptr':
      return `struct ${type.to().name} *`
    case 'fnptr':
      return 'void (*)()'
  }
}

/** `struct hmm *hmm`, `int rc`, `void (*release)(struct kref *)`; `by` is put before the name. */
export function declaration(type: ValueType, name: string, by = ''): string {
  if (type.kind === 'fnptr') return `void (*${by}${name})(${type.params.map(typeText).join(', ')})`
  const text = typeText(type)
  return text.endsWith('*') ? `${text}${by}${name}` : `${text} ${by}${name}`
}

export function printExpr(expr: Expr, temp: TempText, outer = 0): string {
  switch (expr.kind) {
    case 'const':
      return expr.text
    case 'local':
      return temp(expr.local) ?? localText(expr.local, outer)
    case 'current':
      return 'current'
    case 'fnref':
      return expr.fn().name
    case 'load': {
      const text = printPlace(expr.place, temp)
      if (expr.accessor === '') return text
      return `${expr.accessor}(${expr.accessor === 'READ_ONCE' ? text : `&${text}`})`
    }
    case 'address':
      return expr.place.path.length === 0 && expr.place.root.kind === 'deref'
        ? printExpr(expr.place.root.pointer, temp, outer)
        : wrap(`&${printPlace(expr.place, temp)}`, unaryPrecedence, outer)
    case 'unary':
      return wrap(`${expr.op}${printExpr(expr.of, temp, unaryPrecedence)}`, unaryPrecedence, outer)
    case 'binary': {
      const level = precedence[expr.op]
      const left = printExpr(expr.left, temp, level)
      const right = printExpr(expr.right, temp, level + 1)
      return wrap(`${left} ${expr.op} ${right}`, level, outer)
    }
    case 'container_of': {
      const pointer = printExpr(expr.pointer, temp)
      return `container_of(${pointer}, struct ${expr.struct.name}, ${expr.field})`
    }
  }
}

/** The place as an lvalue: `mirror->hmm->rwsem`, `mmu_notifier_srcu.nesting[current]`. */
export function printPlace(place: Place, temp: TempText): string {
  let text: string
  let direct: boolean
  if (place.root.kind === 'global') {
    text = place.root.global.name
    direct = true
  } else {
    const pointer = place.root.pointer
    const inner = pointer.kind === 'address' ? pointer.place : undefined
    text =
      inner === undefined ? printExpr(pointer, temp, postfixPrecedence) : printPlace(inner, temp)
    direct = inner !== undefined && !(inner.path.length === 0 && inner.root.kind === 'deref')
    if (place.path.length === 0) return direct ? text : `*${text}`
  }
  for (const part of place.path) {
    if (part.kind === 'index') text += `[${printExpr(part.index, temp)}]`
    else text += `${direct ? '.' : '->'}${part.name}`
    direct = true
  }
  return text
}

function localText(local: Local, outer: number): string {
  if (local.kind !== 'ref-param') return local.name
  return wrap(`*${local.name}`, unaryPrecedence, outer)
}

function wrap(text: string, level: number, outer: number): string {
  return level < outer ? `(${text})` : text
}
