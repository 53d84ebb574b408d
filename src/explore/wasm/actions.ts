/** What each instruction does to the state, as WebAssembly; jumps and spawned lanes apart. */

import type { CodeExpr, CodeGhost, Instr } from '../../machine/code.ts'
import { laneStatus, laneWord } from '../../machine/machine.ts'
import { objectStatus } from '../../machine/memory.ts'
import {
  call,
  type Code,
  concat,
  constant,
  getGlobal,
  getLocal,
  load,
  op,
  setGlobal,
  setLocal,
} from './assembler.ts'
import { type ExprContext, expression, slotWord } from './expressions.ts'
import { holdersLeft, holdersTaken } from './holders.ts'
import { accessBits } from './layout.ts'

/** Locals of a compiled step. */
export const stepLocal = { choice: 0, next: 1, saved: 2, value: 3, other: 4, fuel: 5 } as const
export const stepLocals = 5

export function writeWord({ helpers }: ExprContext, index: number, value: Code): Code {
  return concat([constant(index), value, call(helpers.write)])
}

/** Evaluates without telling faults or accesses; what it leaves behind is undone. */
export function quietly(expr: CodeExpr, context: ExprContext): Code {
  const { crashed, quiet } = context.helpers
  return concat([
    getGlobal(crashed),
    setLocal(stepLocal.saved),
    constant(0),
    setGlobal(crashed),
    constant(1),
    setGlobal(quiet),
    expression(expr, context),
    constant(0),
    setGlobal(quiet),
    getLocal(stepLocal.saved),
    setGlobal(crashed),
  ])
}

/** 1 when the condition holds, or when looking at it is a fault. */
export function holds(expr: CodeExpr, context: ExprContext): Code {
  const { doubted } = context.helpers
  return concat([
    constant(0),
    setGlobal(doubted),
    quietly(expr, context),
    constant(0),
    op.ne,
    getGlobal(doubted),
    op.or,
  ])
}

export function action(instr: Instr, context: ExprContext): Code {
  const { helpers, machine, lane } = context
  const base = machine.laneBase[lane]!
  switch (instr.op) {
    case 'set':
      return writeWord(context, slotWord(context, instr.slot), expression(instr.value, context))
    case 'store': {
      const flags = accessBits.write | (instr.marked ? accessBits.marked : 0)
      return concat([
        expression(instr.address, context),
        expression(instr.value, context),
        constant(flags),
        call(helpers.store),
      ])
    }
    case 'await':
      return concat([
        expression(instr.cond, context),
        op.eqz,
        op.if,
        constant(1),
        setGlobal(helpers.crashed),
        op.end,
      ])
    case 'relax':
      return writeWord(context, base + laneWord.dirty, constant(0))
    case 'choose':
      return writeWord(context, slotWord(context, instr.slot), getLocal(stepLocal.choice))
    case 'assert':
      return concat([
        expression(instr.cond, context),
        op.eqz,
        getGlobal(helpers.crashed),
        op.eqz,
        op.and,
        op.if,
        constant(0),
        call(instr.as === 'BUG_ON' ? helpers.crash : helpers.fault),
        op.end,
      ])
    case 'alloc':
      return allocate(instr, context)
    case 'free':
      return free(instr.pointer, context)
    case 'leave':
      return concat(
        Array.from({ length: instr.to - instr.from }, (_, i) =>
          writeWord(context, slotWord(context, instr.from + i), constant(0)),
        ),
      )
    case 'bad-call':
      return concat([expression(instr.pointer, context), op.drop, constant(0), call(helpers.crash)])
    case 'ghost':
      return ghost(instr.ghost, context)
    case 'branch':
    case 'jump':
    case 'spawn':
    case 'enter':
    case 'exit':
    case 'atomic-begin':
    case 'atomic-end':
      return []
  }
}

function statusIs(context: ExprContext, object: number, status: number): Code {
  return concat([
    constant(0),
    load(4 * (context.machine.statusBase + object)),
    constant(status),
    op.eq,
  ])
}

function allocate(instr: Instr & { readonly op: 'alloc' }, context: ExprContext): Code {
  const { helpers, machine, lane } = context
  const pool = machine.memory.pools.find(
    (each) => each.lane === lane && each.struct === instr.struct,
  )
  const tries = (pool?.objects ?? []).map((id) =>
    concat([
      statusIs(context, id, objectStatus.unallocated),
      op.if,
      writeWord(context, machine.statusBase + id, constant(objectStatus.live)),
      writeWord(
        context,
        slotWord(context, instr.slot),
        constant(machine.memory.objects[id]?.base ?? 0),
      ),
      constant(1),
      setGlobal(helpers.wrote),
      op.else,
    ]),
  )
  return concat([...tries, constant(0), call(helpers.crash), ...tries.map(() => op.end)])
}

function free(pointer: CodeExpr, context: ExprContext): Code {
  const { helpers, machine } = context
  const { value, other } = stepLocal
  const status = concat([getLocal(other), constant(2), op.shl, load(4 * machine.statusBase)])
  const firstPool = machine.memory.objects.findIndex((object) => object.kind === 'pool')
  const globals = firstPool < 0 ? machine.memory.objects.length : firstPool
  return concat([
    expression(pointer, context),
    setLocal(value),
    getLocal(value),
    constant(0),
    op.ne,
    getGlobal(helpers.crashed),
    op.eqz,
    op.and,
    op.if,
    getLocal(value),
    call(helpers.objectOf),
    setLocal(other),
    // No object, or one of static storage: globals come first.
    getLocal(other),
    constant(globals),
    op.lt,
    op.if,
    constant(0),
    call(helpers.crash),
    op.else,
    status,
    constant(objectStatus.live),
    op.eq,
    op.if,
    getLocal(other),
    constant(machine.statusBase),
    op.add,
    constant(objectStatus.freed),
    call(helpers.write),
    constant(1),
    setGlobal(helpers.wrote),
    op.else,
    status,
    constant(objectStatus.freed),
    op.eq,
    op.if,
    getLocal(value),
    call(helpers.fault),
    op.else,
    constant(0),
    call(helpers.crash),
    op.end,
    op.end,
    op.end,
    op.end,
  ])
}

function ghost(ghostCode: CodeGhost, context: ExprContext): Code {
  const { helpers, lane } = context
  const { value } = stepLocal
  const mine = 3 << (2 * lane)
  const word = concat([getLocal(value), constant(2), op.shl, load(0)])
  const onObject = (address: CodeExpr, body: Code): Code =>
    concat([
      quietly(address, context),
      setLocal(value),
      getLocal(value),
      call(helpers.objectOf),
      constant(0),
      op.ge,
      op.if,
      body,
      op.end,
    ])
  switch (ghostCode.kind) {
    case 'note':
    case 'ref':
    case 'contended':
      return []
    case 'acquired': {
      const after = holdersTaken(word, lane, ghostCode.mode)
      return onObject(ghostCode.lock, concat([getLocal(value), after, call(helpers.write)]))
    }
    case 'released':
      return onObject(
        ghostCode.lock,
        concat([
          word,
          constant(mine),
          op.and,
          op.eqz,
          op.if,
          getLocal(value),
          call(helpers.fault),
          op.end,
          getLocal(value),
          holdersLeft(word, lane),
          call(helpers.write),
        ]),
      )
    case 'mark':
      return onObject(
        ghostCode.address,
        concat([getLocal(value), quietly(ghostCode.value, context), call(helpers.write)]),
      )
    case 'observe':
      return concat([
        // As the other ghosts: what a watcher finds in freed memory counts too.
        quietly(ghostCode.cond, context),
        op.eqz,
        op.if,
        constant(0),
        call(helpers.fault),
        op.end,
      ])
  }
}

/** Whether a lane waits for a lock that it holds itself, or for its own read section: 1 or 0. */
export function waitsForItself(
  instr: Instr & { readonly op: 'await' },
  context: ExprContext,
): Code {
  const { helpers, lane } = context
  const { wait } = instr
  const heldBySelf = (lock: CodeExpr, mask: number): Code =>
    concat([
      quietly(lock, context),
      setLocal(stepLocal.value),
      getLocal(stepLocal.value),
      call(helpers.objectOf),
      constant(0),
      op.ge,
      op.ifValue,
      getLocal(stepLocal.value),
      constant(2),
      op.shl,
      load(0),
      constant(mask),
      op.and,
      constant(0),
      op.ne,
      op.else,
      constant(0),
      op.end,
    ])
  switch (wait.kind) {
    case 'event':
      return constant(0)
    case 'lock':
      return heldBySelf(wait.lock, 3 << (2 * lane))
    case 'grace-period':
      if (wait.lanes === undefined) return heldBySelf(wait.domain, 3 << (2 * lane))
      return concat([quietly(wait.lanes, context), constant(1 << lane), op.and, constant(0), op.ne])
  }
}

export function exitLane(context: ExprContext): Code {
  return writeWord(
    context,
    context.machine.laneBase[context.lane]! + laneWord.status,
    constant(laneStatus.done),
  )
}
