/**
 * The table form of a program: per lane a flat list of guarded assignments on words. Calls are
 * inlined at each call site, so a lane has no stack, every program counter has a fixed call chain, and
 * a state has a fixed size. Interpreter, search and exporters all read this form.
 */

import type { BinaryOp as SourceOp, Local } from '../ir/expr.ts'
import type { AssertKind, LockMode, StmtId } from '../ir/stmt.ts'
import type { StructType } from '../ir/types.ts'

/** Index of an instruction within its lane's code. */
export type Pc = number
/** Index of a lane: threads, then dynamic lanes, then set-up. */
export type LaneId = number
/** Word of a lane's locals. */
export type Slot = number
/** Word address in the heap; 0 is NULL. */
export type Address = number
/** Index into `LaneCode.frames`. */
export type FrameId = number

/** `&&` and `||` are no operators of two values: they may leave out the right one. */
export type BinaryOp = Exclude<SourceOp, '&&' | '||'>

export type CodeExpr =
  | { readonly op: 'const'; readonly value: number; readonly text: string }
  | { readonly op: 'slot'; readonly slot: Slot }
  | { readonly op: 'load'; readonly address: CodeExpr; readonly marked: boolean }
  | { readonly op: 'not'; readonly of: CodeExpr }
  | {
      readonly op: 'binary'
      readonly kind: BinaryOp
      readonly left: CodeExpr
      readonly right: CodeExpr
    }
  /** Short-circuit: the right side is only evaluated, and its loads only done, when needed. */
  | { readonly op: 'and' | 'or'; readonly left: CodeExpr; readonly right: CodeExpr }
  /** `base + index * size`; an index outside 0 … length-1 is an invalid pointer. */
  | {
      readonly op: 'element'
      readonly base: CodeExpr
      readonly index: CodeExpr
      readonly size: number
      readonly length: number
    }

/** Why an `await` may wait, with addresses in place of names. */
export type CodeWait =
  | { readonly kind: 'lock'; readonly lock: CodeExpr }
  /** `lanes`: mask of the lanes waited for, bit n for lane n. */
  | {
      readonly kind: 'grace-period'
      readonly domain: CodeExpr
      readonly lanes: CodeExpr | undefined
    }
  | { readonly kind: 'event'; readonly text: string }

export type CodeGhost =
  | { readonly kind: 'acquired'; readonly lock: CodeExpr; readonly mode: LockMode }
  | { readonly kind: 'released'; readonly lock: CodeExpr }
  | { readonly kind: 'contended'; readonly lock: CodeExpr }
  | {
      readonly kind: 'ref'
      readonly counter: CodeExpr
      readonly delta: CodeExpr
      readonly tag: string
    }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'mark'; readonly address: CodeExpr; readonly value: CodeExpr }
  | {
      readonly kind: 'observe'
      readonly cond: CodeExpr
      readonly id: string
      readonly text: string
    }

/** What the instruction does. Those that touch shared memory or wait begin a new step. */
export type Operation =
  /** `glue`: an argument that rides along with the first step of the callee. */
  | { readonly op: 'set'; readonly slot: Slot; readonly value: CodeExpr; readonly glue: boolean }
  | {
      readonly op: 'store'
      readonly address: CodeExpr
      readonly value: CodeExpr
      readonly marked: boolean
    }
  | { readonly op: 'branch'; readonly cond: CodeExpr; readonly otherwise: Pc }
  | { readonly op: 'jump'; readonly to: Pc }
  | { readonly op: 'await'; readonly cond: CodeExpr; readonly wait: CodeWait }
  | { readonly op: 'relax' }
  | { readonly op: 'choose'; readonly slot: Slot; readonly options: readonly string[] }
  | { readonly op: 'alloc'; readonly slot: Slot; readonly struct: StructType }
  | { readonly op: 'free'; readonly pointer: CodeExpr; readonly call: string }
  | {
      readonly op: 'assert'
      readonly cond: CodeExpr
      readonly as: AssertKind
      readonly text: string
    }
  | { readonly op: 'ghost'; readonly ghost: CodeGhost }
  | {
      readonly op: 'spawn'
      readonly lanes: readonly LaneId[]
      readonly args: readonly CodeExpr[]
      readonly slot: Slot | undefined
    }
  | { readonly op: 'atomic-begin' }
  | { readonly op: 'atomic-end' }
  | { readonly op: 'enter'; readonly frame: FrameId }
  /** Leaves the frame and clears its locals, so that equal situations are equal states. */
  | {
      readonly op: 'leave'
      readonly frame: FrameId
      readonly from: Slot
      readonly to: Slot
      readonly result: Slot | undefined
    }
  /** A call through a pointer to something that is not a function of the right type. */
  | { readonly op: 'bad-call'; readonly pointer: CodeExpr }
  | { readonly op: 'exit' }

export type Instr = Operation & {
  readonly stmt: StmtId
  readonly frame: FrameId
  /** Part of a loop that calls cpu_relax(): while a lane stands here, writes of others are noted. */
  readonly spin: boolean
}

/** One inlined call. */
export interface Frame {
  readonly fn: string
  readonly origin: 'model' | 'kernel'
  readonly parent: FrameId | undefined
  /** The call statement; undefined for the lane's entry function. */
  readonly call: StmtId | undefined
  readonly depth: number
}

/** Where a variable of a function lies while one of its calls runs. */
export interface LocalAt {
  readonly frame: FrameId
  readonly slot: Slot
  readonly local: Local
}

export interface LaneCode {
  readonly letter: string
  readonly title: string
  readonly kind: 'thread' | 'dynamic' | 'setup'
  readonly code: readonly Instr[]
  readonly frames: readonly Frame[]
  /** Words of locals. */
  readonly slots: number
  /** Slots that receive the arguments, in order. */
  readonly params: readonly Slot[]
  /** Several share a slot when their calls do not overlap. */
  readonly locals: readonly LocalAt[]
}

/** True for instructions that begin a step: they touch shared memory, wait, or choose. */
export function isVisible(instr: Operation): boolean {
  switch (instr.op) {
    case 'set':
      return readsMemory(instr.value)
    case 'branch':
    case 'assert':
      return readsMemory(instr.cond)
    case 'store':
    case 'await':
    case 'relax':
    case 'choose':
    case 'alloc':
    case 'free':
    case 'spawn':
    case 'bad-call':
      return true
    case 'jump':
    case 'ghost':
    case 'atomic-begin':
    case 'atomic-end':
    case 'enter':
    case 'leave':
    case 'exit':
      return false
  }
}

export function readsMemory(expr: CodeExpr): boolean {
  return hasPart(expr, (part) => part.op === 'load')
}

/** Whether the value depends on a local. */
export function usesSlot(expr: CodeExpr, slot: Slot): boolean {
  return hasPart(expr, (part) => part.op === 'slot' && part.slot === slot)
}

function hasPart(expr: CodeExpr, test: (part: CodeExpr) => boolean): boolean {
  if (test(expr)) return true
  switch (expr.op) {
    case 'const':
    case 'slot':
      return false
    case 'load':
      return hasPart(expr.address, test)
    case 'not':
      return hasPart(expr.of, test)
    case 'binary':
    case 'and':
    case 'or':
      return hasPart(expr.left, test) || hasPart(expr.right, test)
    case 'element':
      return hasPart(expr.base, test) || hasPart(expr.index, test)
  }
}
