/** Inlines one lane's functions into flat code. */

import type { Expr, Local } from '../ir/expr.ts'
import type { Callee, FnDef, Ghost, Stmt, WaitReason } from '../ir/stmt.ts'
import type { FieldType, StructType, ValueType } from '../ir/types.ts'
import { stmtsOf } from '../ir/walk.ts'
import type {
  CodeExpr,
  CodeGhost,
  CodeWait,
  Frame,
  FrameId,
  Instr,
  LaneId,
  Operation,
  Pc,
  Slot,
} from './code.ts'
import { readsMemory } from './code.ts'
import { binary, constant } from './fold.ts'
import { type Binding, type ExprScope, lowerExpr, lowerPlace } from './lower-expr.ts'

/** What the whole program offers to the lowering of one lane. */
export interface ProgramScope extends Omit<ExprScope, 'lookup' | 'lane'> {
  /** Functions that a pointer may point to, with the number that stands for each. */
  readonly addressTaken: readonly { readonly fn: FnDef; readonly number: number }[]
  readonly fnByNumber: (number: number) => FnDef | undefined
  /** Lanes that `fn` may be started in by `lane`. */
  readonly spawnLanes: (lane: LaneId, fn: FnDef, title: string) => readonly LaneId[]
}

const deepestCall = 40

/** The call being inlined: its bindings and where `return` and `break` go. */
interface Scope extends ExprScope {
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

export class LaneLowering {
  readonly code: Instr[] = []
  readonly frames: Frame[] = []
  /** How many objects of each struct this lane may allocate. */
  readonly allocations = new Map<StructType, number>()
  slots = 0
  private nextSlot = 0
  private loops = 0
  private openAtomics = 0

  private readonly program: ProgramScope
  private readonly lane: LaneId

  constructor(program: ProgramScope, lane: LaneId) {
    this.program = program
    this.lane = lane
  }

  /** Lowers the entry function; returns the slots of its parameters. */
  entry(fn: FnDef): readonly Slot[] {
    const scope = this.scope(fn, undefined, undefined, undefined)
    const params = fn.params.map((param) => this.bindSlot(scope, param))
    this.body(fn, scope, 0)
    this.emit(scope, { op: 'exit' })
    return params
  }

  private scope(
    fn: FnDef,
    parent: Scope | undefined,
    call: number | undefined,
    result: Slot | undefined,
  ): Scope {
    const depth = parent === undefined ? 0 : (this.frames[parent.frame]?.depth ?? 0) + 1
    if (depth > deepestCall)
      throw new Error(
        `${fn.name}: calls nest deeper than ${deepestCall}; recursion cannot be modelled`,
      )
    this.frames.push({ fn: fn.name, origin: fn.origin, parent: parent?.frame, call, depth })
    const bindings = new Map<Local, Binding>()
    return {
      ...this.program,
      lane: this.lane,
      lookup: (local) => bindings.get(local) ?? this.bind(bindings, local),
      frame: this.frames.length - 1,
      bindings,
      result,
      returns: [],
      atomics: 0,
      loop: undefined,
      spin: parent?.spin ?? false,
      stmt: call ?? 0,
    }
  }

  private newSlot(): Slot {
    const slot = this.nextSlot++
    this.slots = Math.max(this.slots, this.nextSlot)
    return slot
  }

  private bind(bindings: Map<Local, Binding>, local: Local): Binding {
    const binding: Binding = { kind: 'slot', slot: this.newSlot() }
    bindings.set(local, binding)
    return binding
  }

  private bindSlot(scope: Scope, local: Local): Slot {
    const binding = scope.lookup(local)
    if (binding.kind !== 'slot')
      throw new Error(`${local.name} is an argument and cannot be assigned`)
    return binding.slot
  }

  private emit(scope: Scope, operation: Operation): Pc {
    this.code.push({ ...operation, stmt: scope.stmt, frame: scope.frame, spin: scope.spin })
    return this.code.length - 1
  }

  private patch(pc: Pc): void {
    const instr = this.code[pc]
    const here = this.code.length
    if (instr?.op === 'jump') this.code[pc] = { ...instr, to: here }
    else if (instr?.op === 'branch') this.code[pc] = { ...instr, otherwise: here }
  }

  private body(fn: FnDef, scope: Scope, firstSlot: Slot): void {
    this.emit(scope, { op: 'enter', frame: scope.frame })
    this.block(fn.body, scope)
    for (const pc of scope.returns) this.patch(pc)
    scope.stmt = fn.body.at(-1)?.id ?? scope.stmt
    this.emit(scope, {
      op: 'leave',
      frame: scope.frame,
      from: firstSlot,
      to: this.nextSlot,
      result: scope.result,
    })
  }

  private block(stmts: readonly Stmt[], scope: Scope): void {
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
        this.closeAtomics(scope, scope.atomics - (scope.loop?.atomics ?? 0))
        scope.loop?.breaks.push(this.emit(scope, { op: 'jump', to: 0 }))
        return
      case 'atomic':
        this.atomic(stmt.body, scope)
        return
      case 'await':
        this.waitUntil(stmt.cond, stmt.reason, scope)
        return
      case 'relax':
        this.emit(scope, { op: 'relax' })
        return
      case 'choose':
        this.emit(scope, {
          op: 'choose',
          slot: this.bindSlot(scope, stmt.local),
          options: stmt.options,
        })
        return
      case 'alloc': {
        const times = this.loops > 0 ? 2 : 1
        this.allocations.set(stmt.struct, (this.allocations.get(stmt.struct) ?? 0) + times)
        this.emit(scope, {
          op: 'alloc',
          slot: this.bindSlot(scope, stmt.local),
          struct: stmt.struct,
        })
        return
      }
      case 'free':
        this.emit(scope, { op: 'free', pointer: lowerExpr(stmt.pointer, scope), call: stmt.call })
        return
      case 'assert':
        this.emit(scope, {
          op: 'assert',
          cond: lowerExpr(stmt.cond, scope),
          as: stmt.as,
          text: stmt.text,
        })
        return
      case 'ghost':
        this.emit(scope, { op: 'ghost', ghost: lowerGhost(stmt.ghost, scope) })
        return
      case 'spawn':
        this.emit(scope, {
          op: 'spawn',
          lanes: this.program.spawnLanes(this.lane, stmt.fn(), stmt.title),
          args: stmt.args.map((arg) => lowerExpr(arg, scope)),
          slot: stmt.local === undefined ? undefined : this.bindSlot(scope, stmt.local),
        })
        return
    }
  }

  private set(stmt: Stmt & { readonly kind: 'set' }, scope: Scope): void {
    const value = lowerExpr(stmt.value, scope)
    if (stmt.target.kind === 'local') {
      this.emit(scope, {
        op: 'set',
        slot: this.bindSlot(scope, stmt.target.local),
        value,
        glue: false,
      })
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
    scope.spin = scope.spin || [...stmtsOf(stmt.body)].some((inner) => inner.kind === 'relax')
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
    if (value !== undefined && scope.result !== undefined) {
      this.emit(scope, {
        op: 'set',
        slot: scope.result,
        value: lowerExpr(value, scope),
        glue: false,
      })
    }
    this.closeAtomics(scope, scope.atomics)
    scope.returns.push(this.emit(scope, { op: 'jump', to: 0 }))
  }

  private closeAtomics(scope: Scope, count: number): void {
    for (let i = 0; i < count; i++) this.emit(scope, { op: 'atomic-end' })
  }

  private atomic(body: readonly Stmt[], scope: Scope): void {
    this.emit(scope, { op: 'atomic-begin' })
    scope.atomics++
    this.openAtomics++
    this.block(body, scope)
    this.openAtomics--
    scope.atomics--
    this.emit(scope, { op: 'atomic-end' })
  }

  private waitUntil(cond: Expr, reason: WaitReason, scope: Scope): void {
    const isFirst = this.openAtomics === 1 && this.code.at(-1)?.op === 'atomic-begin'
    if (this.openAtomics > 0 && !isFirst) {
      throw new Error(
        'a wait may only be the first statement of an atomic block: the block could not be undone',
      )
    }
    this.emit(scope, { op: 'await', cond: lowerExpr(cond, scope), wait: lowerWait(reason, scope) })
  }

  private call(
    callee: Callee,
    args: readonly Expr[],
    result: Local | undefined,
    scope: Scope,
  ): void {
    const lowered = args.map((arg) => lowerExpr(arg, scope))
    const resultSlot = result === undefined ? undefined : this.bindSlot(scope, result)
    if (callee.kind === 'direct') {
      this.inline(callee.fn(), args, lowered, resultSlot, scope)
      return
    }
    const pointer = lowerExpr(callee.pointer, scope)
    const known = pointer.op === 'const' ? this.program.fnByNumber(pointer.value) : undefined
    if (known !== undefined) {
      this.inline(known, args, lowered, resultSlot, scope)
      return
    }
    this.dispatch(pointer, callee.pointer, args, lowered, resultSlot, scope)
  }

  /** A call through an ops table: a switch over every function that could be meant. */
  private dispatch(
    pointer: CodeExpr,
    source: Expr,
    args: readonly Expr[],
    lowered: readonly CodeExpr[],
    result: Slot | undefined,
    scope: Scope,
  ): void {
    const first = this.nextSlot
    const slot = this.newSlot()
    const chosen: CodeExpr = { op: 'slot', slot }
    this.emit(scope, { op: 'set', slot, value: pointer, glue: true })
    const held = lowered.map((arg) => this.hold(arg, scope))
    const ends: Pc[] = []
    const { stmt } = scope
    for (const { fn, number } of this.program.addressTaken) {
      if (!isCallableThrough(source, fn)) continue
      scope.stmt = stmt
      const test = this.emit(scope, {
        op: 'branch',
        cond: binary('==', chosen, constant(number)),
        otherwise: 0,
      })
      this.inline(fn, args, held, result, scope)
      ends.push(this.emit(scope, { op: 'jump', to: 0 }))
      this.patch(test)
    }
    this.emit(scope, { op: 'bad-call', pointer: chosen })
    for (const pc of ends) this.patch(pc)
    for (let used = first; used < this.nextSlot; used++) {
      this.emit(scope, { op: 'set', slot: used, value: constant(0), glue: false })
    }
    this.nextSlot = first
  }

  /** Evaluates an argument once, before the call, when that touches memory. */
  private hold(arg: CodeExpr, scope: Scope): CodeExpr {
    if (!readsMemory(arg)) return arg
    const slot = this.newSlot()
    this.emit(scope, { op: 'set', slot, value: arg, glue: true })
    return { op: 'slot', slot }
  }

  private inline(
    fn: FnDef,
    args: readonly Expr[],
    lowered: readonly CodeExpr[],
    result: Slot | undefined,
    outer: Scope,
  ): void {
    const firstSlot = this.nextSlot
    const scope = this.scope(fn, outer, outer.stmt, result)
    const assigned = assignedIn(fn)
    for (const [i, param] of fn.params.entries()) {
      const value = lowered[i] ?? constant(0)
      const arg = args[i]
      if (param.kind === 'ref-param') {
        if (arg?.kind !== 'local')
          throw new Error(`${fn.name}: ${param.name} needs a local variable`)
        scope.bindings.set(param, outer.lookup(arg.local))
      } else if (!assigned.has(param) && !readsMemory(value)) {
        scope.bindings.set(param, { kind: 'value', value })
      } else {
        const slot = this.bindSlot(scope, param)
        this.emit(outer, { op: 'set', slot, value, glue: readsMemory(value) })
      }
    }
    this.body(fn, scope, firstSlot)
    this.nextSlot = firstSlot
  }
}

/** Whether a pointer of this type may point to `fn`: the parameter types decide, as in C. */
function isCallableThrough(pointer: Expr, fn: FnDef): boolean {
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

function assignedIn(fn: FnDef): ReadonlySet<Local> {
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
  return assigned
}

function lowerWait(reason: WaitReason, scope: ExprScope): CodeWait {
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

function lowerGhost(ghost: Ghost, scope: ExprScope): CodeGhost {
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
    case 'note':
      return ghost
  }
}
