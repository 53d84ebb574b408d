/** Inlines one lane's functions into flat code. */

import type { Expr, Local } from '../ir/expr.ts'
import type { Callee, FnDef } from '../ir/stmt.ts'
import { type CodeExpr, type Pc, readsMemory, type Slot, usesSlot } from './code.ts'
import { binary, constant } from './fold.ts'
import { type Binding, lowerExpr } from './lower-expr.ts'
import { assignedIn, isCallableThrough } from './lower-parts.ts'
import { type Scope, StmtLowering } from './lower-stmt.ts'

const deepestCall = 40

export class LaneLowering extends StmtLowering {
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
    const frame = this.frames.length
    this.frames.push({ fn: fn.name, origin: fn.origin, parent: parent?.frame, call, depth })
    const bindings = new Map<Local, Binding>()
    return {
      program: this.program,
      lane: this.lane,
      lookup: (local) => {
        if (isParam(local) && !fn.params.includes(local))
          throw new Error(`${fn.name}: ${local.name} is a parameter of another function`)
        return bindings.get(local) ?? this.bind(frame, bindings, local)
      },
      frame,
      bindings,
      result,
      returns: [],
      atomics: 0,
      loop: undefined,
      spin: parent?.spin ?? false,
      stmt: call ?? 0,
    }
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

  protected override call(
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
    const lent = this.lend(fn, args, scope, outer)
    for (const [i, param] of fn.params.entries()) {
      if (param.kind === 'ref-param') continue
      const value = lowered[i] ?? constant(0)
      const isStable = !readsMemory(value) && !lent.some((slot) => usesSlot(value, slot))
      if (isStable && !assigned.has(param)) {
        scope.bindings.set(param, { kind: 'value', value })
      } else {
        const slot = this.bindSlot(scope, param)
        this.emit(outer, { op: 'set', slot, value, glue: readsMemory(value) })
      }
    }
    this.body(fn, scope, firstSlot)
    this.nextSlot = firstSlot
  }

  /** Parameters by reference stand for the caller's variables; returns the slots of those. */
  private lend(fn: FnDef, args: readonly Expr[], scope: Scope, outer: Scope): readonly Slot[] {
    return fn.params.flatMap((param, i) => {
      if (param.kind !== 'ref-param') return []
      const arg = args[i]
      if (arg?.kind !== 'local') throw new Error(`${fn.name}: ${param.name} needs a local variable`)
      scope.bindings.set(param, outer.lookup(arg.local))
      return [this.bindSlot(outer, arg.local)]
    })
  }
}

function isParam({ kind }: Local): boolean {
  return kind === 'param' || kind === 'ref-param'
}
