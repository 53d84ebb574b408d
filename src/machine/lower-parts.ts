/** The parts of lowering that need no position in the code. */

import type { Expr, Local } from '../ir/expr.ts'
import type { Callee, FnDef, Ghost, Stmt, WaitReason } from '../ir/stmt.ts'
import type { FieldType, ValueType } from '../ir/types.ts'
import { stmtsOf } from '../ir/walk.ts'
import type { CodeGhost, CodeWait } from './code.ts'
import { type ExprScope, lowerExpr, lowerPlace } from './lower-expr.ts'

/** Whether a pointer of this type may point to `fn`: the parameter types decide, as in C. */
export function isCallableThrough(pointer: Expr, fn: FnDef): boolean {
  const type = pointerType(pointer)
  if (type?.kind !== 'fnptr' || type.params.length !== fn.params.length) return false
  return type.params.every((param, i) => isSameType(param, fn.params[i]?.type))
}

function pointerType(pointer: Expr): FieldType | undefined {
  if (pointer.kind === 'load') return pointer.place.type
  return pointer.kind === 'local' ? pointer.local.type : undefined
}

function isSameType(left: ValueType, right: ValueType | undefined): boolean {
  if (left.kind === 'ptr' && right?.kind === 'ptr') return left.to().name === right.to().name
  return left.kind === right?.kind
}

/** A function is inlined at many call sites; its body is looked through once. */
const assignedLocals = new WeakMap<FnDef, ReadonlySet<Local>>()

/** Locals that a function assigns: their arguments cannot stand in for them. */
export function assignedIn(fn: FnDef): ReadonlySet<Local> {
  const known = assignedLocals.get(fn)
  if (known !== undefined) return known
  const assigned = new Set<Local>()
  for (const stmt of stmtsOf(fn.body)) {
    if (stmt.kind === 'set' && stmt.target.kind === 'local') assigned.add(stmt.target.local)
    if (stmt.kind === 'choose' || stmt.kind === 'alloc') assigned.add(stmt.local)
    if (stmt.kind === 'spawn' && stmt.local !== undefined) assigned.add(stmt.local)
    if (stmt.kind === 'call' && stmt.callee.kind === 'direct') {
      for (const [i, param] of stmt.callee.fn().params.entries()) {
        const arg = stmt.args[i]
        if (param.kind === 'ref-param' && arg?.kind === 'local') assigned.add(arg.local)
      }
    }
  }
  assignedLocals.set(fn, assigned)
  return assigned
}

/** Functions that a pointer may point to. */
type Taken = readonly { readonly fn: FnDef }[]

const relaxing = new WeakMap<FnDef, boolean>()

/** Whether a block calls cpu_relax(), itself or in a function that it calls. */
export function relaxes(body: readonly Stmt[], taken: Taken): boolean {
  for (const stmt of stmtsOf(body)) {
    if (stmt.kind === 'relax') return true
    if (stmt.kind === 'call' && calleesOf(stmt.callee, taken).some((fn) => relaxesIn(fn, taken)))
      return true
  }
  return false
}

function relaxesIn(fn: FnDef, taken: Taken): boolean {
  const known = relaxing.get(fn)
  if (known !== undefined) return known
  // Also ends the walk in a recursion, which lowering reports.
  relaxing.set(fn, false)
  const found = relaxes(fn.body, taken)
  relaxing.set(fn, found)
  return found
}

function calleesOf(callee: Callee, taken: Taken): readonly FnDef[] {
  if (callee.kind === 'direct') return [callee.fn()]
  return taken.flatMap(({ fn }) => (isCallableThrough(callee.pointer, fn) ? [fn] : []))
}

export function lowerWait(reason: WaitReason, scope: ExprScope): CodeWait {
  switch (reason.kind) {
    case 'lock':
      return { kind: 'lock', lock: lowerExpr(reason.lock, scope) }
    case 'grace-period': {
      const lanes = reason.lanes === undefined ? undefined : lowerExpr(reason.lanes, scope)
      return { kind: 'grace-period', domain: lowerExpr(reason.domain, scope), lanes }
    }
    case 'event':
      return reason
  }
}

export function lowerGhost(ghost: Ghost, scope: ExprScope): CodeGhost {
  switch (ghost.kind) {
    case 'acquired':
      return { kind: 'acquired', lock: lowerExpr(ghost.lock, scope), mode: ghost.mode }
    case 'released':
    case 'contended':
      return { kind: ghost.kind, lock: lowerExpr(ghost.lock, scope) }
    case 'ref': {
      const tag = lowerExpr(ghost.tag, scope)
      if (tag.op !== 'const') throw new Error('the name of a reference must be a constant')
      return {
        kind: 'ref',
        counter: lowerExpr(ghost.counter, scope),
        delta: lowerExpr(ghost.delta, scope),
        tag: tag.text.startsWith('"') ? (JSON.parse(tag.text) as string) : tag.text,
      }
    }
    case 'mark':
      return {
        kind: 'mark',
        address: lowerPlace(ghost.place, scope),
        value: lowerExpr(ghost.value, scope),
      }
    case 'observe':
      return { ...ghost, cond: lowerExpr(ghost.cond, scope) }
    case 'note':
      return ghost
  }
}
