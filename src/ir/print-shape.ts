/** Shapes of recorded statements that C writes in a shorter way. */

import { hasLoad, type Local } from './expr.ts'
import type { SimpleStmt } from './print-stmt.ts'
import type { FnDef, Stmt, StmtBody } from './stmt.ts'

export type Only<K extends StmtBody['kind']> = Stmt & { readonly kind: K }

export interface CountedLoop {
  readonly init: SimpleStmt
  readonly loop: Only<'while'>
  readonly step: SimpleStmt
}

/** An assignment and the loop after it that steps the same local, as the builder's `For` records. */
export function countedLoop(
  init: Stmt | undefined,
  loop: Stmt | undefined,
): CountedLoop | undefined {
  if (init?.kind !== 'set' || loop?.kind !== 'while' || loop.before.length > 0) return undefined
  const [step] = loop.step
  if (step?.kind !== 'set' || loop.step.length > 1) return undefined
  const isSame =
    init.target.kind === 'local' &&
    step.target.kind === 'local' &&
    init.target.local === step.target.local
  return isSame ? { init, loop, step } : undefined
}

export interface FallibleAlloc {
  readonly alloc: Only<'alloc'>
  /** The outcome, which has no place in C. */
  readonly outcome: Local
}

/** An allocation that may fail is a choice between it and NULL; in C it is one line. */
export function fallibleAlloc(stmt: Stmt): FallibleAlloc | undefined {
  if (stmt.kind !== 'atomic') return undefined
  const [choice, branch] = stmt.body
  if (choice?.kind !== 'choose' || branch?.kind !== 'if') return undefined
  const alloc = branch.then.find((each) => each.kind === 'alloc')
  return alloc === undefined ? undefined : { alloc, outcome: choice.local }
}

/** The statement in an atomic block that is one step anyway, so that the block says nothing. */
export function loneStep(block: Only<'atomic'>): Stmt | undefined {
  const [only, ...more] = block.body.filter((each) => each.kind !== 'ghost')
  return only !== undefined && more.length === 0 && stepsOf(only) === 1 ? only : undefined
}

/** Steps that a statement takes: 0, 1, or 2 for more than one or unknown. */
function stepsOf(stmt: Stmt): number {
  switch (stmt.kind) {
    case 'ghost':
    case 'break':
      return 0
    case 'set':
      return stmt.target.kind === 'place' || hasLoad(stmt.value) ? 1 : 0
    case 'return':
      return stmt.value !== undefined && hasLoad(stmt.value) ? 1 : 0
    case 'assert':
      return hasLoad(stmt.cond) ? 1 : 0
    case 'call':
      return stmt.callee.kind === 'direct' ? stepsOfFn(stmt.callee.fn()) : 2
    case 'atomic':
    case 'await':
    case 'relax':
    case 'choose':
    case 'alloc':
    case 'free':
    case 'spawn':
      return 1
    case 'if':
    case 'while':
      return 2
  }
}

function stepsOfFn(fn: FnDef): number {
  return fn.body.reduce((steps, stmt) => steps + stepsOf(stmt), 0)
}
