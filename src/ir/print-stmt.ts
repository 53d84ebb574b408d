/** Single statements as kernel-style C, without indentation and `;`. */

import type { BinaryOp, Expr, Local } from './expr.ts'
import { accessed, printExpr, printNegated, printPlace, type TempText } from './print-expr.ts'
import type { Only } from './print-shape.ts'
import { isTag } from './print-type.ts'
import type { Stmt } from './stmt.ts'

/** Statements that take one line and hold no others. */
export type SimpleStmt = Exclude<
  Stmt,
  { readonly kind: 'ghost' | 'call' | 'if' | 'while' | 'atomic' }
>

export function simpleText(stmt: SimpleStmt, temp: TempText): string {
  const text = (expr: Expr): string => printExpr(expr, temp)
  switch (stmt.kind) {
    case 'set':
      return assignmentText(stmt, temp)
    case 'return':
      return stmt.value === undefined ? 'return' : `return ${text(stmt.value)}`
    case 'break':
      return 'break'
    case 'await':
      return `await(${text(stmt.cond)})`
    case 'relax':
      return 'cpu_relax()'
    case 'choose':
      return `${localText(stmt.local)} = choose(${stmt.options.map((each) => `"${each}"`).join(', ')})`
    case 'alloc':
      return `${localText(stmt.local)} = ${stmt.call}(sizeof(*${stmt.local.name}), GFP_KERNEL)`
    case 'free':
      return `${stmt.call}(${text(stmt.pointer)})`
    case 'assert':
      return assertText(stmt, temp)
    case 'spawn': {
      const args = [stmt.fn().name, ...stmt.args.map(text)].join(', ')
      return `${stmt.local === undefined ? '' : `${localText(stmt.local)} = `}start(${args})`
    }
  }
}

/** `mutex_lock(&device->mutex)`: names of references are left out, locals by reference get a `&`. */
export function callText(stmt: Only<'call'>, temp: TempText): string {
  const { callee } = stmt
  const params = callee.kind === 'direct' ? callee.fn().params : []
  const name = callee.kind === 'direct' ? callee.fn().name : printExpr(callee.pointer, temp)
  const args = stmt.args.flatMap((arg, i) => argText(arg, params[i], temp) ?? [])
  return `${name}(${args.join(', ')})`
}

function argText(arg: Expr, param: Local | undefined, temp: TempText): string | undefined {
  if (param !== undefined && isTag(param)) return undefined
  if (param?.kind !== 'ref-param' || arg.kind !== 'local') return printExpr(arg, temp)
  return arg.local.kind === 'ref-param' ? arg.local.name : `&${arg.local.name}`
}

function assignmentText({ target, value }: Only<'set'>, temp: TempText): string {
  const right = printExpr(value, temp)
  if (target.kind === 'place' && target.accessor !== '') {
    return `${target.accessor}(${accessed(target.place, target.accessor, temp)}, ${right})`
  }
  const left = target.kind === 'local' ? localText(target.local) : printPlace(target.place, temp)
  return updateText(left, value, temp) ?? `${left} = ${right}`
}

const updates: Partial<Record<BinaryOp, string>> = { '+': '+=', '-': '-=', '|': '|=', '&': '&=' }

/** `i++`, `flags |= bit`: when the value is the target and something added, subtracted, set. */
function updateText(target: string, value: Expr, temp: TempText): string | undefined {
  const update = value.kind === 'binary' ? updates[value.op] : undefined
  if (value.kind !== 'binary' || update === undefined) return undefined
  if (printExpr(value.left, temp) !== target) return undefined
  const isCount = value.op === '+' || value.op === '-'
  const isOne = isCount && value.right.kind === 'const' && value.right.text === '1'
  if (isOne && !target.startsWith('*')) return `${target}${value.op}${value.op}`
  return `${target} ${update} ${printExpr(value.right, temp)}`
}

function assertText({ as, text, cond }: Only<'assert'>, temp: TempText): string {
  const fails = printNegated(cond, temp)
  return as === 'BUG_ON' || as === 'WARN_ON' ? `${as}(${fails})` : `WARN_ON(${fails}) /* ${text} */`
}

function localText({ kind, name }: Local): string {
  return kind === 'ref-param' ? `*${name}` : name
}
