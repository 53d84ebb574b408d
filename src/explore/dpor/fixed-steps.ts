/**
 * Steps whose footprint is known before they are taken: one access, or an atomic block without branches,
 * at addresses that depend on nothing shared. Such a step need not be executed to know what it will
 * touch somewhere else.
 */

import type { CodeExpr, Instr, LaneCode, Pc, Slot } from '../../machine/code.ts'
import { isVisible } from '../../machine/code.ts'
import type { Machine } from '../../machine/machine.ts'

/** Per lane, 1 at each code position from which a step is fixed. */
export function fixedSteps(machine: Machine): readonly Uint8Array[] {
  const isWatched = machine.lanes.some(({ code }) => code.some(isWatcher))
  return machine.lanes.map((lane) =>
    Uint8Array.from(lane.code, (_, pc) => (!isWatched && isFixedFrom(lane, pc) ? 1 : 0)),
  )
}

/** What a watcher looks at rides along with steps of any kind. */
function isWatcher(instr: Instr): boolean {
  return instr.op === 'ghost' && (instr.ghost.kind === 'mark' || instr.ghost.kind === 'observe')
}

function isFixedFrom({ code }: LaneCode, pc: Pc): boolean {
  const instr = code[pc]
  if (instr === undefined) return false
  // Inside an atomic block a branch would decide what comes next; a step of its own ends with it.
  if (instr.op === 'branch') return isVisible(instr) && isFixedExpr(instr.cond, new Set())
  if (instr.op !== 'atomic-begin') return isVisible(instr) && isFixedInstr(instr, new Set())
  const assigned = new Set<Slot>()
  // A block that touches nothing is no step: what follows it belongs to the step, too.
  let touches = false
  for (let at = pc + 1; at < code.length; at++) {
    const inner = code[at]!
    if (inner.op === 'atomic-end') return touches
    if (!isFixedInstr(inner, assigned)) return false
    touches ||= isVisible(inner)
    if (inner.op === 'set') assigned.add(inner.slot)
  }
  return false
}

function isFixedInstr(instr: Instr, assigned: ReadonlySet<Slot>): boolean {
  switch (instr.op) {
    case 'set':
      return !instr.glue && isFixedExpr(instr.value, assigned)
    case 'store':
      return isOwn(instr.address, assigned) && isFixedExpr(instr.value, assigned)
    case 'assert':
    case 'await':
      return isFixedExpr(instr.cond, assigned)
    case 'ghost':
      return 'lock' in instr.ghost && isOwn(instr.ghost.lock, assigned)
    default:
      return false
  }
}

/** The same words are loaded whatever they hold. */
function isFixedExpr(expr: CodeExpr, assigned: ReadonlySet<Slot>): boolean {
  switch (expr.op) {
    case 'const':
    case 'slot':
      return true
    case 'load':
      return isOwn(expr.address, assigned)
    case 'not':
      return isFixedExpr(expr.of, assigned)
    case 'binary':
      return isFixedExpr(expr.left, assigned) && isFixedExpr(expr.right, assigned)
    case 'element':
      return isOwn(expr, assigned)
    case 'and':
    case 'or':
      return false
  }
}

/** The value depends on the lane's own words only. */
function isOwn(expr: CodeExpr, assigned: ReadonlySet<Slot>): boolean {
  switch (expr.op) {
    case 'const':
      return true
    case 'slot':
      return !assigned.has(expr.slot)
    case 'load':
      return false
    case 'not':
      return isOwn(expr.of, assigned)
    case 'binary':
    case 'and':
    case 'or':
      return isOwn(expr.left, assigned) && isOwn(expr.right, assigned)
    case 'element':
      return isOwn(expr.base, assigned) && isOwn(expr.index, assigned)
  }
}
