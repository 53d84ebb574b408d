/** Expressions and places as kernel-style C. */

import type { BinaryOp, Expr, Local, Place } from './expr.ts'
import { structName } from './print-type.ts'

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
const opposites: Partial<Record<BinaryOp, BinaryOp>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
}
const postfixPrecedence = 12

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
      if (expr.accessor === '') return printPlace(expr.place, temp)
      return `${expr.accessor}(${accessed(expr.place, expr.accessor, temp)})`
    }
    case 'address':
      return expr.place.path.length === 0 && expr.place.root.kind === 'deref'
        ? printExpr(expr.place.root.pointer, temp, outer)
        : wrap(`&${printPlace(expr.place, temp)}`, unaryPrecedence, outer)
    case 'unary': {
      const opposite = expr.op === '!' ? oppositeOf(expr.of) : undefined
      if (opposite !== undefined) return printExpr(opposite, temp, outer)
      return wrap(`${expr.op}${printExpr(expr.of, temp, unaryPrecedence)}`, unaryPrecedence, outer)
    }
    case 'binary': {
      // Compilers warn of a shift without parentheses, readers stumble over it.
      if (expr.op === '<<' && outer > 0) return `(${printExpr(expr, temp)})`
      const level = precedence[expr.op]
      const left = printExpr(expr.left, temp, level)
      const right = printExpr(expr.right, temp, level + 1)
      return wrap(`${left} ${expr.op} ${right}`, level, outer)
    }
    case 'container_of': {
      const pointer = printExpr(expr.pointer, temp)
      return `container_of(${pointer}, ${structName(expr.struct)}, ${expr.field})`
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

/** The opposite condition, as BUG_ON wants it. */
export function printNegated(cond: Expr, temp: TempText): string {
  if (cond.kind === 'unary' && cond.op === '!') return printExpr(cond.of, temp)
  return printExpr({ kind: 'unary', op: '!', of: cond }, temp)
}

/** What a marked access gets: the variable, or the address of the atomic_t or counter. */
export function accessed(place: Place, accessor: string, temp: TempText): string {
  if (accessor === 'READ_ONCE' || accessor === 'WRITE_ONCE') return printPlace(place, temp)
  const last = place.path.at(-1)
  const isAtomic = last?.kind === 'field' && last.name === 'counter'
  const counted = isAtomic ? { ...place, path: place.path.slice(0, -1) } : place
  return printExpr({ kind: 'address', place: counted }, temp)
}

/** `a != b` for `a == b`. */
function oppositeOf(cond: Expr): Expr | undefined {
  const op = cond.kind === 'binary' ? opposites[cond.op] : undefined
  return cond.kind === 'binary' && op !== undefined ? { ...cond, op } : undefined
}

function localText(local: Local, outer: number): string {
  if (local.kind !== 'ref-param') return local.name
  return wrap(`*${local.name}`, unaryPrecedence, outer)
}

function wrap(text: string, level: number, outer: number): string {
  return level < outer ? `(${text})` : text
}
