/** Arithmetic of the modelled machine: 32-bit words, C truth values, constants folded. */

import type { BinaryOp, CodeExpr } from './code.ts'

export function constant(value: number, text = String(value)): CodeExpr & { readonly op: 'const' } {
  return { op: 'const', value, text }
}

export function compute(kind: BinaryOp, left: number, right: number): number {
  switch (kind) {
    case '+':
      return (left + right) | 0
    case '-':
      return (left - right) | 0
    case '*':
      return Math.imul(left, right)
    case '%':
      return right === 0 ? 0 : (left % right) | 0
    case '<<':
      return left << right
    case '&':
      return left & right
    case '|':
      return left | right
    case '==':
      return left === right ? 1 : 0
    case '!=':
      return left === right ? 0 : 1
    case '<':
      return left < right ? 1 : 0
    case '<=':
      return left <= right ? 1 : 0
    case '>':
      return left > right ? 1 : 0
    case '>=':
      return left >= right ? 1 : 0
  }
}

export function binary(kind: BinaryOp, left: CodeExpr, right: CodeExpr): CodeExpr {
  if (left.op === 'const' && right.op === 'const')
    return constant(compute(kind, left.value, right.value))
  if (kind === '+' && right.op === 'const' && right.value === 0) return left
  if (
    kind === '+' &&
    right.op === 'const' &&
    left.op === 'binary' &&
    left.kind === '+' &&
    left.right.op === 'const'
  ) {
    return binary('+', left.left, constant(left.right.value + right.value))
  }
  return { op: 'binary', kind, left, right }
}

export function not(of: CodeExpr): CodeExpr {
  return of.op === 'const' ? constant(of.value === 0 ? 1 : 0) : { op: 'not', of }
}

export function logical(op: 'and' | 'or', left: CodeExpr, right: CodeExpr): CodeExpr {
  if (left.op !== 'const') return { op, left, right }
  const decides = op === 'and' ? left.value === 0 : left.value !== 0
  return decides ? constant(op === 'and' ? 0 : 1) : not(not(right))
}
