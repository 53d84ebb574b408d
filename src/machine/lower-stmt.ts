/** Lowers statements into flat code; how calls are inlined is up to the subclass. */

import type { Expr, Local } from '../ir/expr.ts'
import type { Callee, FnDef, Stmt, WaitReason } from '../ir/stmt.ts'
import type { StructType } from '../ir/types.ts'
import type { Frame, FrameId, Instr, LaneId, LocalAt, Operation, Pc, Slot } from './code.ts'
import {
  type Binding,
  type ExprScope,
  lowerExpr,
  lowerPlace,
  type ProgramNumbers,
} from './lower-expr.ts'
import { lowerGhost, lowerWait, relaxes } from './lower-parts.ts'

/** Schedules name an alternative by one digit. */
const mostOptions = 10

/** What the whole program offers to the lowering of one lane. */
export interface ProgramScope extends ProgramNumbers {
  /** Functions that a pointer may point to, with the number that stands for each. */
  readonly addressTaken: readonly { readonly fn: FnDef; readonly number: number }[]
  readonly fnByNumber: (number: number) => FnDef | undefined
  /** Lanes that `fn` may be started in by `lane`. */
  readonly spawnLanes: (lane: LaneId, fn: FnDef, title: string) => readonly LaneId[]
}

/** The call being inlined: its bindings and where `return` and `break` go. */
export interface Scope extends ExprScope {
  readonly frame: FrameId
  readonly bindings: Map<Local, Binding>
  readonly result: Slot | undefined
  /** Jumps to patch to the end of the function. */
  readonly returns: Pc[]
  /** Atomic blocks open in this function: a return or break has to close them. */
  atomics: number
  loop: { readonly breaks: Pc[]; readonly atomics: number } | undefined
  spin: boolean
  stmt: number
}

export abstract class StmtLowering {
  readonly code: Instr[] = []
  readonly frames: Frame[] = []
  readonly locals: LocalAt[] = []
  /** How many objects of each struct this lane may allocate. */
  readonly allocations = new Map<StructType, number>()
  slots = 0
  protected nextSlot = 0
  private loops = 0
  private openAtomics = 0
  /** Loops around the outermost open atomic block. */
  private loopsOutside = 0

  protected readonly program: ProgramScope
  protected readonly lane: LaneId

  constructor(program: ProgramScope, lane: LaneId) {
    this.program = program
    this.lane = lane
  }

  /** Inlines a call; `result` receives what the callee returns. */
  protected abstract call(
    callee: Callee,
    args: readonly Expr[],
    result: Local | undefined,
    scope: Scope,
  ): void

  protected newSlot(): Slot {
    const slot = this.nextSlot++
    this.slots = Math.max(this.slots, this.nextSlot)
    return slot
  }

  protected bind(frame: FrameId, bindings: Map<Local, Binding>, local: Local): Binding {
    const slot = this.newSlot()
    const binding: Binding = { kind: 'slot', slot }
    bindings.set(local, binding)
    this.locals.push({ frame, slot, local })
    return binding
  }

  protected bindSlot(scope: Scope, local: Local): Slot {
    const binding = scope.lookup(local)
    if (binding.kind !== 'slot')
      throw new Error(`${local.name} is an argument and cannot be assigned`)
    return binding.slot
  }

  protected emit(scope: Scope, operation: Operation): Pc {
    // Not a spread: copying objects of so many shapes took a third of the lowering.
    const { stmt, frame, spin } = scope
    this.code.push(Object.assign(operation, { stmt, frame, spin }))
    return this.code.length - 1
  }

  protected patch(pc: Pc): void {
    const instr = this.code[pc]
    const here = this.code.length
    if (instr?.op === 'jump') this.code[pc] = { ...instr, to: here }
    else if (instr?.op === 'branch') this.code[pc] = { ...instr, otherwise: here }
  }

  protected block(stmts: readonly Stmt[], scope: Scope): void {
    for (const stmt of stmts) {
      scope.stmt = stmt.id
      this.stmt(stmt, scope)
    }
  }

  private stmt(stmt: Stmt, scope: Scope): void {
    switch (stmt.kind) {
      case 'set':
        this.set(stmt, scope)
        return
      case 'call':
        this.call(stmt.callee, stmt.args, stmt.result, scope)
        return
      case 'if':
        this.branch(stmt, scope)
        return
      case 'while':
        this.loop(stmt, scope)
        return
      case 'return':
        this.leave(stmt.value, scope)
        return
      case 'break':
        this.breakOut(scope)
        return
      case 'atomic':
        this.atomic(stmt.body, scope)
        return
      case 'await':
        this.waitUntil(stmt.cond, stmt.reason, scope)
        return
      case 'relax':
        this.relax(scope)
        return
      case 'choose':
        this.choose(stmt, scope)
        return
      case 'alloc':
        this.allocate(stmt, scope)
        return
      case 'free':
        this.emit(scope, { op: 'free', pointer: lowerExpr(stmt.pointer, scope), call: stmt.call })
        return
      case 'assert': {
        const { as, text } = stmt
        this.emit(scope, { op: 'assert', cond: lowerExpr(stmt.cond, scope), as, text })
        return
      }
      case 'ghost':
        this.emit(scope, { op: 'ghost', ghost: lowerGhost(stmt.ghost, scope) })
        return
      case 'spawn':
        this.spawn(stmt, scope)
        return
    }
  }

  private allocate({ local, struct }: Stmt & { readonly kind: 'alloc' }, scope: Scope): void {
    const times = this.loops > 0 ? 2 : 1
    this.allocations.set(struct, (this.allocations.get(struct) ?? 0) + times)
    this.emit(scope, { op: 'alloc', slot: this.bindSlot(scope, local), struct })
  }

  private spawn(stmt: Stmt & { readonly kind: 'spawn' }, scope: Scope): void {
    this.emit(scope, {
      op: 'spawn',
      lanes: this.program.spawnLanes(this.lane, stmt.fn(), stmt.title),
      args: stmt.args.map((arg) => lowerExpr(arg, scope)),
      slot: stmt.local === undefined ? undefined : this.bindSlot(scope, stmt.local),
    })
  }

  private set(stmt: Stmt & { readonly kind: 'set' }, scope: Scope): void {
    const value = lowerExpr(stmt.value, scope)
    if (stmt.target.kind === 'local') {
      const slot = this.bindSlot(scope, stmt.target.local)
      this.emit(scope, { op: 'set', slot, value, glue: false })
      return
    }
    const address = lowerPlace(stmt.target.place, scope)
    this.emit(scope, { op: 'store', address, value, marked: stmt.target.marking === 'marked' })
  }

  private branch(stmt: Stmt & { readonly kind: 'if' }, scope: Scope): void {
    const cond = lowerExpr(stmt.cond, scope)
    if (cond.op === 'const') {
      this.block(cond.value === 0 ? stmt.otherwise : stmt.then, scope)
      return
    }
    const test = this.emit(scope, { op: 'branch', cond, otherwise: 0 })
    this.block(stmt.then, scope)
    if (stmt.otherwise.length === 0) {
      this.patch(test)
      return
    }
    const end = this.emit(scope, { op: 'jump', to: 0 })
    this.patch(test)
    this.block(stmt.otherwise, scope)
    this.patch(end)
  }

  private loop(stmt: Stmt & { readonly kind: 'while' }, scope: Scope): void {
    const outer = { loop: scope.loop, spin: scope.spin }
    const loop = { breaks: [] as Pc[], atomics: scope.atomics }
    scope.loop = loop
    scope.spin = scope.spin || relaxes([stmt], this.program.addressTaken)
    this.loops++
    const start = this.code.length
    this.block(stmt.before, scope)
    scope.stmt = stmt.id
    const test = this.emit(scope, { op: 'branch', cond: lowerExpr(stmt.cond, scope), otherwise: 0 })
    this.block(stmt.body, scope)
    this.block(stmt.step, scope)
    this.emit(scope, { op: 'jump', to: start })
    this.loops--
    Object.assign(scope, outer)
    this.patch(test)
    for (const pc of loop.breaks) this.patch(pc)
  }

  private leave(value: Expr | undefined, scope: Scope): void {
    const { result } = scope
    if (value !== undefined && result !== undefined)
      this.emit(scope, { op: 'set', slot: result, value: lowerExpr(value, scope), glue: false })
    this.closeAtomics(scope, scope.atomics)
    scope.returns.push(this.emit(scope, { op: 'jump', to: 0 }))
  }

  private breakOut(scope: Scope): void {
    if (scope.loop === undefined) throw new Error('a break needs a loop around it')
    this.closeAtomics(scope, scope.atomics - scope.loop.atomics)
    scope.loop.breaks.push(this.emit(scope, { op: 'jump', to: 0 }))
  }

  private closeAtomics(scope: Scope, count: number): void {
    for (let i = 0; i < count; i++) this.emit(scope, { op: 'atomic-end' })
  }

  private atomic(body: readonly Stmt[], scope: Scope): void {
    this.emit(scope, { op: 'atomic-begin' })
    scope.atomics++
    if (this.openAtomics === 0) this.loopsOutside = this.loops
    this.openAtomics++
    this.block(body, scope)
    this.openAtomics--
    scope.atomics--
    this.emit(scope, { op: 'atomic-end' })
  }

  private waitUntil(cond: Expr, reason: WaitReason, scope: Scope): void {
    this.checkFirst('a wait')
    this.emit(scope, { op: 'await', cond: lowerExpr(cond, scope), wait: lowerWait(reason, scope) })
  }

  private relax(scope: Scope): void {
    this.checkFirst('cpu_relax()')
    if (!scope.spin) throw new Error('cpu_relax() needs a loop around it: it ends a round')
    this.emit(scope, { op: 'relax' })
  }

  private choose({ local, options }: Stmt & { readonly kind: 'choose' }, scope: Scope): void {
    this.checkFirst('a choice')
    if (options.length > mostOptions)
      throw new Error(`${local.name}: a choice has at most ${mostOptions} alternatives`)
    this.emit(scope, { op: 'choose', slot: this.bindSlot(scope, local), options })
  }

  /** Whether a lane can go on, and with what, is only asked before a step. */
  private checkFirst(what: string): void {
    if (this.openAtomics === 0) return
    const isFirst =
      this.openAtomics === 1 &&
      this.loops === this.loopsOutside &&
      this.code.at(-1)?.op === 'atomic-begin'
    if (!isFirst)
      throw new Error(
        `${what} may only be the first statement of an atomic block: the block could not be undone`,
      )
  }
}
