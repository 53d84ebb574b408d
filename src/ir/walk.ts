/** Traversal of statements and expressions. */

import type { Expr, Global, Local, Place } from './expr.ts'
import type { Ghost, Stmt } from './stmt.ts'

/** Every statement of a block, nested ones after the statement that holds them. */
export function* stmtsOf(body: readonly Stmt[]): Generator<Stmt> {
  for (const stmt of body) {
    yield stmt
    for (const block of blocksOf(stmt)) yield* stmtsOf(block)
  }
}

function blocksOf(stmt: Stmt): readonly (readonly Stmt[])[] {
  switch (stmt.kind) {
    case 'if':
      return [stmt.then, stmt.otherwise]
    case 'while':
      return [stmt.before, stmt.body, stmt.step]
    case 'atomic':
      return [stmt.body]
    default:
      return []
  }
}

/** The expressions that stand in one statement itself; ghosts apart, because they are not printed. */
export function exprsOf(stmt: Stmt): readonly Expr[] {
  switch (stmt.kind) {
    case 'set':
      return [...(stmt.target.kind === 'place' ? placeExprs(stmt.target.place) : []), stmt.value]
    case 'call':
      return stmt.callee.kind === 'indirect' ? [stmt.callee.pointer, ...stmt.args] : stmt.args
    case 'if':
    case 'while':
    case 'await':
    case 'assert':
      return [stmt.cond]
    case 'return':
      return stmt.value === undefined ? [] : [stmt.value]
    case 'free':
      return [stmt.pointer]
    case 'spawn':
      return stmt.args
    case 'break':
    case 'relax':
    case 'choose':
    case 'alloc':
    case 'atomic':
    case 'ghost':
      return []
  }
}

export function ghostExprs(ghost: Ghost): readonly Expr[] {
  switch (ghost.kind) {
    case 'acquired':
    case 'released':
    case 'contended':
      return [ghost.lock]
    case 'ref':
      return [ghost.counter, ghost.delta, ghost.tag]
    case 'mark':
      return [{ kind: 'address', place: ghost.place }, ghost.value]
    case 'observe':
      return [ghost.cond]
    case 'note':
      return []
  }
}

function placeExprs(place: Place): readonly Expr[] {
  const root = place.root.kind === 'deref' ? [place.root.pointer] : []
  return [...root, ...place.path.flatMap((part) => (part.kind === 'index' ? [part.index] : []))]
}

/** The expression and everything inside it. */
export function* subexprs(expr: Expr): Generator<Expr> {
  yield expr
  switch (expr.kind) {
    case 'load':
    case 'address':
      for (const inner of placeExprs(expr.place)) yield* subexprs(inner)
      return
    case 'unary':
      yield* subexprs(expr.of)
      return
    case 'binary':
      yield* subexprs(expr.left)
      yield* subexprs(expr.right)
      return
    case 'container_of':
      yield* subexprs(expr.pointer)
      return
    case 'const':
    case 'local':
    case 'fnref':
    case 'current':
      return
  }
}

/** Places that an expression reads or takes the address of. */
export function* placesIn(expr: Expr): Generator<Place> {
  for (const inner of subexprs(expr)) {
    if (inner.kind === 'load' || inner.kind === 'address') yield inner.place
  }
}

export function globalOf(place: Place): Global | undefined {
  return place.root.kind === 'global' ? place.root.global : undefined
}

/** How often each call result is used, to decide where the listing prints the call. */
export function countTempUses(body: readonly Stmt[]): ReadonlyMap<Local, number> {
  const uses = new Map<Local, number>()
  for (const stmt of stmtsOf(body)) {
    for (const expr of exprsOf(stmt)) {
      for (const inner of subexprs(expr)) {
        if (inner.kind === 'local') uses.set(inner.local, (uses.get(inner.local) ?? 0) + 1)
      }
    }
  }
  return uses
}

/** Every local, parameter and call result that a block mentions, in order of first mention. */
export function localsIn(body: readonly Stmt[]): readonly Local[] {
  const found = new Set<Local>()
  for (const stmt of stmtsOf(body)) {
    if (stmt.kind === 'set' && stmt.target.kind === 'local') found.add(stmt.target.local)
    if (stmt.kind === 'choose' || stmt.kind === 'alloc') found.add(stmt.local)
    if (stmt.kind === 'spawn' && stmt.local !== undefined) found.add(stmt.local)
    for (const expr of exprsOf(stmt)) {
      for (const inner of subexprs(expr)) if (inner.kind === 'local') found.add(inner.local)
    }
  }
  return [...found]
}
