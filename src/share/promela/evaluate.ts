/**
 * Evaluates expressions as the machine does, in its order and with every access checked. What needs
 * checking becomes statements; what is handed back is an expression without side effects.
 */

import { type CodeExpr, type LaneId, readsMemory } from '../../machine/code.ts'
import { binaryOf, elementOf, isStatic, notOf } from './expressions.ts'
import { literal } from './variables.ts'
import type { Writer } from './writer.ts'

/** Where a step goes on after an access that ends it. */
export type Over = string

/** Tells faults; `over` is jumped to after one that the lane does not survive. */
export function evaluate(writer: Writer, lane: LaneId, expr: CodeExpr, over: Over): string {
  return new Evaluation(writer, lane, over).of(expr)
}

/** Tells no fault: what cannot be read is 0, and so is everything that is read after it. */
export function peek(writer: Writer, lane: LaneId, expr: CodeExpr): string {
  const evaluation = new Evaluation(writer, lane, undefined)
  if (!evaluation.canFail(expr)) return evaluation.of(expr)
  writer.statement('blind = 0')
  return writer.temporary(evaluation.of(expr))
}

class Evaluation {
  private readonly writer: Writer
  private readonly lane: LaneId
  /** Undefined for looking without telling. */
  private readonly over: Over | undefined
  private isDoubtful = false

  constructor(writer: Writer, lane: LaneId, over: Over | undefined) {
    this.writer = writer
    this.lane = lane
    this.over = over
  }

  canFail(expr: CodeExpr): boolean {
    switch (expr.op) {
      case 'const':
      case 'slot':
        return false
      case 'load':
        return !isStatic(this.writer.variables, expr.address)
      case 'not':
        return this.canFail(expr.of)
      case 'binary':
      case 'and':
      case 'or':
        return this.canFail(expr.left) || this.canFail(expr.right)
      case 'element':
        return true
    }
  }

  of(expr: CodeExpr): string {
    const { writer, lane } = this
    const { variables } = writer
    switch (expr.op) {
      case 'const':
        return literal(expr.value)
      case 'slot':
        return variables.value(variables.slot(lane, expr.slot))
      case 'load':
        return this.load(expr.address)
      case 'not':
        return notOf(this.of(expr.of))
      case 'binary': {
        const left = this.of(expr.left)
        return binaryOf(expr.kind, left, this.of(expr.right))
      }
      case 'and':
      case 'or':
        return this.logical(expr.op, expr.left, expr.right)
      case 'element':
        return this.element(expr)
    }
  }

  private load(address: CodeExpr): string {
    const { writer, over } = this
    if (isStatic(writer.variables, address)) {
      const value = writer.variables.value(address.value)
      // Read now: a later part of the expression may make the lane blind.
      return this.isDoubtful ? writer.temporary(`(blind -> 0 : ${value})`) : value
    }
    const at = writer.temporary(this.of(address))
    if (over === undefined) this.isDoubtful = true
    writer.statement(over === undefined ? `look(${at})` : `read(${at}, ${over})`)
    return at
  }

  /** The right side is only evaluated when needed. */
  private logical(op: 'and' | 'or', leftExpr: CodeExpr, rightExpr: CodeExpr): string {
    const { writer } = this
    const left = this.of(leftExpr)
    if (!this.canFail(rightExpr) && !(this.isDoubtful && readsMemory(rightExpr)))
      return `(${left} ${op === 'and' ? '&&' : '||'} ${this.of(rightExpr)})`
    const value = writer.temporary(`(${left} != 0)`)
    const goesOn = op === 'and' ? value : notOf(value)
    writer.when(goesOn, () => {
      writer.statement(`${value} = (${this.of(rightExpr)} != 0)`)
    })
    return value
  }

  private element(expr: CodeExpr & { readonly op: 'element' }): string {
    const { writer, over } = this
    const base = this.of(expr.base)
    const index = this.of(expr.index)
    const address = elementOf(base, index, expr.size)
    if (expr.index.op === 'const' && expr.index.value >= 0 && expr.index.value < expr.length)
      return address
    const outside = `${index} < 0 || ${index} >= ${expr.length}`
    if (over !== undefined) {
      writer.when(outside, () => {
        writer.statement('fault(invalid_pointer)')
        writer.statement(`goto ${over}`)
      })
      return address
    }
    this.isDoubtful = true
    const inside = writer.temporary(`(${outside} -> 0 : ${address})`)
    writer.when(outside, () => writer.statement('blind = 1'))
    return inside
  }
}
