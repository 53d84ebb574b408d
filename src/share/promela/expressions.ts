/** Conditions as Promela expressions without side effects: what a lane that waits waits for. */

import type { BinaryOp, CodeExpr, LaneId } from '../../machine/code.ts'
import { objectOf } from '../../machine/memory.ts'
import { literal, type Variables } from './variables.ts'

/**
 * True when the condition holds or when looking at it is a fault, which the step will report. The value
 * only counts where nothing is wrong, so it need not say what a faulty access would read.
 */
export function holds(variables: Variables, lane: LaneId, cond: CodeExpr): string {
  const doubt = doubtOf(variables, lane, cond)
  const value = pure(variables, lane, cond)
  return doubt === undefined ? value : `(${doubt} || ${value})`
}

/** The value, provided that `doubtOf` is false. */
export function pure(variables: Variables, lane: LaneId, expr: CodeExpr): string {
  const of = (part: CodeExpr): string => pure(variables, lane, part)
  switch (expr.op) {
    case 'const':
      return literal(expr.value)
    case 'slot':
      return variables.value(variables.slot(lane, expr.slot))
    case 'load':
      return isStatic(variables, expr.address)
        ? variables.value(expr.address.value)
        : `word(${of(expr.address)})`
    case 'not':
      return notOf(of(expr.of))
    case 'binary':
      return binaryOf(expr.kind, of(expr.left), of(expr.right))
    case 'and':
      return `(${of(expr.left)} && ${of(expr.right)})`
    case 'or':
      return `(${of(expr.left)} || ${of(expr.right)})`
    case 'element':
      return elementOf(of(expr.base), of(expr.index), expr.size)
  }
}

/** Whether evaluating is a fault; undefined when it never is. */
function doubtOf(variables: Variables, lane: LaneId, expr: CodeExpr): string | undefined {
  const of = (part: CodeExpr): string | undefined => doubtOf(variables, lane, part)
  const value = (part: CodeExpr): string => pure(variables, lane, part)
  switch (expr.op) {
    case 'const':
    case 'slot':
      return undefined
    case 'load':
      if (isStatic(variables, expr.address)) return undefined
      return either(of(expr.address), `status(${value(expr.address)}) != LIVE`)
    case 'not':
      return of(expr.of)
    case 'binary':
      return either(of(expr.left), of(expr.right))
    case 'and':
    case 'or': {
      const right = of(expr.right)
      const goesOn = expr.op === 'and' ? value(expr.left) : notOf(value(expr.left))
      return either(of(expr.left), right === undefined ? undefined : `(${goesOn} && ${right})`)
    }
    case 'element': {
      const outside = `(${value(expr.index)} < 0 || ${value(expr.index)} >= ${expr.length})`
      return either(either(of(expr.base), of(expr.index)), outside)
    }
  }
}

function either(left: string | undefined, right: string | undefined): string | undefined {
  if (left === undefined || right === undefined) return left ?? right
  return `(${left} || ${right})`
}

/** An address that is known beforehand and can always be accessed: static storage is never freed. */
export function isStatic(
  { machine }: Variables,
  address: CodeExpr,
): address is CodeExpr & { readonly op: 'const' } {
  return address.op === 'const' && objectOf(machine.memory, address.value)?.kind === 'global'
}

export function notOf(value: string): string {
  return `(${value} == 0)`
}

export function elementOf(base: string, index: string, size: number): string {
  return size === 1 ? `(${base} + ${index})` : `(${base} + ${index} * ${size})`
}

export function binaryOf(kind: BinaryOp, left: string, right: string): string {
  switch (kind) {
    case '%':
      return `(${right} == 0 -> 0 : ${left} % ${right})`
    case '<<':
      return `(${left} << (${right} & 31))`
    default:
      return `(${left} ${kind} ${right})`
  }
}
