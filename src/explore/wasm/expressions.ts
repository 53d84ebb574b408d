/** Expressions to WebAssembly: each leaves one word on the stack. */

import type { BinaryOp, CodeExpr, LaneId } from '../../machine/code.ts'
import { laneWord, type Machine } from '../../machine/machine.ts'
import { call, type Code, concat, constant, load, op } from './assembler.ts'
import type { Helpers } from './helpers.ts'
import { accessBits } from './layout.ts'

export interface ExprContext {
  readonly machine: Machine
  readonly helpers: Helpers
  readonly lane: LaneId
}

/** State word of a local. */
export function slotWord({ machine, lane }: ExprContext, slot: number): number {
  return machine.laneBase[lane]! + laneWord.locals + slot
}

export function expression(expr: CodeExpr, context: ExprContext): Code {
  switch (expr.op) {
    case 'const':
      return constant(expr.value)
    case 'slot':
      return [...constant(0), ...load(4 * slotWord(context, expr.slot))]
    case 'load': {
      const flags = constant(expr.marked ? accessBits.marked : 0)
      return concat([expression(expr.address, context), flags, call(context.helpers.load)])
    }
    case 'not':
      return concat([expression(expr.of, context), op.eqz])
    case 'binary':
      return concat([
        expression(expr.left, context),
        expression(expr.right, context),
        binary(expr.kind, context),
      ])
    case 'and':
      return concat([
        expression(expr.left, context),
        op.ifValue,
        truth(expr.right, context),
        op.else,
        constant(0),
        op.end,
      ])
    case 'or':
      return concat([
        expression(expr.left, context),
        op.ifValue,
        constant(1),
        op.else,
        truth(expr.right, context),
        op.end,
      ])
    case 'element':
      return concat([
        expression(expr.base, context),
        expression(expr.index, context),
        constant(expr.size),
        constant(expr.length),
        call(context.helpers.element),
      ])
  }
}

function truth(expr: CodeExpr, context: ExprContext): Code {
  return concat([expression(expr, context), constant(0), op.ne])
}

function binary(kind: BinaryOp, { helpers }: ExprContext): Code {
  switch (kind) {
    case '+':
      return op.add
    case '-':
      return op.sub
    case '*':
      return op.mul
    case '%':
      return call(helpers.rem)
    case '<<':
      return op.shl
    case '&':
      return op.and
    case '|':
      return op.or
    case '==':
      return op.eq
    case '!=':
      return op.ne
    case '<':
      return op.lt
    case '<=':
      return op.le
    case '>':
      return op.gt
    case '>=':
      return op.ge
  }
}
