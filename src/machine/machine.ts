/**
 * A program made ready to run: lanes of flat code, memory, and the layout of the state.
 *
 * A state is one Int32Array: the heap words, one status word per object, then per lane a program
 * counter, a status, a flag word and its locals.
 */

import type { Expr, Global } from '../ir/expr.ts'
import type { LayoutOptions } from '../ir/layout.ts'
import type { Bounds, Program } from '../ir/program.ts'
import type { FnDef } from '../ir/stmt.ts'
import type { StructType } from '../ir/types.ts'
import { exprsOf, stmtsOf, subexprs } from '../ir/walk.ts'
import {
  type CodeExpr,
  type FrameId,
  isVisible,
  type LaneCode,
  type LaneId,
  type Pc,
} from './code.ts'
import { lowerExpr } from './lower-expr.ts'
import { LaneLowering } from './lower-fn.ts'
import type { ProgramScope } from './lower-stmt.ts'
import { layOutMemory, type Memory } from './memory.ts'

/** Words at the start of each lane's part of the state. */
export const laneWord = { pc: 0, status: 1, dirty: 2, locals: 3 } as const

export const laneStatus = { notStarted: 0, running: 1, done: 2, crashed: 3 } as const

/** The holders word of a lock has two bits per lane; without locks there is a letter for each thread. */
const mostLanes = { withLocks: 15, withoutLocks: 27 } as const

export interface Machine {
  readonly program: Program
  readonly lanes: readonly LaneCode[]
  /** Index of the set-up lane, the last one. */
  readonly setupLane: LaneId
  readonly memory: Memory
  /** Functions by number - 1, as function pointers hold them. */
  readonly fnNames: readonly string[]
  readonly threadArgs: readonly (readonly CodeExpr[])[]
  readonly globalInit: readonly { readonly address: number; readonly value: number }[]
  /** State word of an object's status is `statusBase + id`. */
  readonly statusBase: number
  /** State word where each lane's part begins. */
  readonly laneBase: readonly number[]
  /** Words of a state. */
  readonly stateSize: number
  /** Lanes that have a retry loop somewhere. */
  readonly spinners: readonly LaneId[]
}

/**
 * Lowers a program; throws with a reason when the model itself is wrong (recursion, misplaced wait).
 * `likely`: how many lanes a program much like it has, which saves a round when it is right.
 */
export function createMachine(program: Program, likely?: number): Machine {
  checkLetters(program)
  // Per-thread arrays need the number of lanes, which is known only after lowering: at most the
  // dynamic lanes are new in the second round, because code does not depend on the number.
  let lanes = likely ?? program.threads.length + 1
  for (;;) {
    const lowered = new ProgramLowering(program, lanes)
    const needed = lowered.run()
    if (needed === lanes) return lowered.machine()
    lanes = needed
  }
}

/** Schedules and diagrams name a lane by its letter. */
function checkLetters({ threads }: Program): void {
  const letters = threads.map(({ letter }) => letter)
  const wrong = letters.find((each, i) => !/^[A-Z]$/.test(each) || letters.indexOf(each) !== i)
  if (wrong !== undefined)
    throw new Error(`thread ${wrong}: every thread needs a letter of its own, A to Z`)
}

interface PendingLane {
  readonly letter: string
  readonly title: string
  readonly kind: LaneCode['kind']
  readonly fn: FnDef
}

class ProgramLowering {
  private readonly pending: PendingLane[] = []
  private readonly lowered: LaneCode[] = []
  private readonly lowerings: LaneLowering[] = []
  /** Per creating lane, the lanes for each function that it starts. */
  private readonly spawned: Map<FnDef, readonly LaneId[]>[] = []
  private readonly addressTaken: { readonly fn: FnDef; readonly number: number }[]
  private readonly provisional: Map<Global, number>

  private readonly layout: LayoutOptions
  private readonly program: Program
  /** Lanes including set-up, as assumed by per-thread arrays and by the set-up lane's number. */
  private readonly laneCount: number

  constructor(program: Program, laneCount: number) {
    this.program = program
    this.laneCount = laneCount
    this.addressTaken = takenFns(program).map((fn, i) => ({ fn, number: i + 1 }))
    // Globals come first in memory, so their addresses do not depend on what lanes allocate.
    this.layout = { threads: laneCount, switches: program.switches }
    const memory = layOutMemory(program.structs, program.globals, [], this.layout)
    this.provisional = new Map(memory.globalAddress)
  }

  private readonly scope = (): ProgramScope => ({
    layout: this.layout,
    addressOf: (global) => this.provisional.get(global) ?? 0,
    fnNumber: (fn) => this.addressTaken.find((taken) => taken.fn === fn)?.number ?? 0,
    fnByNumber: (number) => this.addressTaken[number - 1]?.fn,
    addressTaken: this.addressTaken,
    spawnLanes: (lane, fn, title) => this.spawnLanes(lane, fn, title),
  })

  private get mostLanes(): number {
    const hasLocks = this.program.structs.some(({ role }) => role === 'lock')
    return hasLocks ? mostLanes.withLocks : mostLanes.withoutLocks
  }

  /** Lowers every lane; returns how many there are, set-up included. */
  run(): number {
    if (this.program.threads.length >= this.mostLanes)
      throw new Error(
        `${this.program.threads.length} threads: at most ${this.mostLanes - 1} are possible`,
      )
    for (const { letter, title, fn } of this.program.threads) {
      this.pending.push({ letter, title, kind: 'thread', fn })
    }
    for (let lane = 0; lane < this.pending.length; lane++) {
      const each = this.pending[lane]
      if (each !== undefined) this.lower(each, lane)
    }
    this.lower(
      { letter: '0', title: 'set-up', kind: 'setup', fn: this.program.setup },
      this.laneCount - 1,
    )
    return this.lowered.length
  }

  private lower({ letter, title, kind, fn }: PendingLane, lane: LaneId): void {
    const lowering = new LaneLowering(this.scope(), lane)
    const params = lowering.entry(fn)
    const { code, frames, slots, locals } = lowering
    this.lowerings.push(lowering)
    this.lowered.push({ letter, title, kind, code, frames, slots, params, locals })
  }

  private spawnLanes(lane: LaneId, fn: FnDef, title: string): readonly LaneId[] {
    const started = (this.spawned[lane] ??= new Map())
    const known = started.get(fn)
    if (known !== undefined) return known
    const creator = this.pending[lane]
    // Set-up may contain such code on paths that it does not take; taking one hits the bound.
    if (creator === undefined) return []
    const lanes = Array.from({ length: spawnsBy(creator.letter, this.program.bounds) }, () => {
      const letter = this.nextLetter()
      this.pending.push({ letter, title: `${title} (from ${creator.letter})`, kind: 'dynamic', fn })
      return this.pending.length - 1
    })
    started.set(fn, lanes)
    return lanes
  }

  /** Also ends the lowering of threads that start each other without end. */
  private nextLetter(): string {
    if (this.pending.length + 1 >= this.mostLanes)
      throw new Error(
        `at most ${this.mostLanes} lanes are possible, set-up and started threads included`,
      )
    const used = new Set(this.pending.map(({ letter }) => letter))
    let code = 'A'.charCodeAt(0)
    while (used.has(String.fromCharCode(code))) code++
    return String.fromCharCode(code)
  }

  machine(): Machine {
    const { program, lowered: lanes } = this
    const setupLane = lanes.length - 1
    const order = [setupLane, ...lanes.keys()].slice(0, lanes.length)
    const memory = layOutMemory(
      program.structs,
      program.globals,
      order.map((lane) => ({
        lane,
        letter: lanes[lane]?.letter ?? '',
        isSetup: lane === setupLane,
        counts: this.bounded(lane),
      })),
      this.layout,
    )
    const statusBase = memory.size
    let next = statusBase + memory.objects.length
    const laneBase = lanes.map(({ slots }) => {
      const base = next
      next += laneWord.locals + slots
      return base
    })
    return {
      program,
      lanes,
      setupLane,
      memory,
      fnNames: this.addressTaken.map(({ fn }) => fn.name),
      threadArgs: program.threads.map(({ args }, lane) =>
        args.map((arg) => this.lowerConstant(arg, lane)),
      ),
      globalInit: this.globalInit(memory),
      statusBase,
      laneBase,
      stateSize: next,
      spinners: [...lanes.keys()].filter(
        (lane) => lanes[lane]?.code.some(({ spin }) => spin) === true,
      ),
    }
  }

  private bounded(lane: LaneId): ReadonlyMap<StructType, number> {
    const counts = this.lowerings[lane]?.allocations ?? new Map<StructType, number>()
    const bound = this.program.bounds.objects
    return bound === undefined
      ? counts
      : new Map([...counts.keys()].map((struct) => [struct, bound]))
  }

  private lowerConstant(expr: Expr, lane: LaneId): CodeExpr {
    return lowerExpr(expr, {
      program: this.scope(),
      lane,
      lookup: (local) => {
        throw new Error(`${local.name} is a local and cannot be used here`)
      },
    })
  }

  private globalInit(
    memory: Memory,
  ): readonly { readonly address: number; readonly value: number }[] {
    return this.program.globals.flatMap((global) => {
      const object = memory.objects.find(
        (each) => each.kind === 'global' && each.base === memory.globalAddress.get(global),
      )
      return (this.program.initial.get(global) ?? []).map(({ path, value }) => {
        const word = object?.words.findIndex((each) => each.path === path) ?? -1
        const lowered = this.lowerConstant(value, 0)
        if (object === undefined || word < 0)
          throw new Error(`global ${global.name} has no word ${path}`)
        if (lowered.op !== 'const')
          throw new Error(`initial value of ${global.name} is not constant`)
        return { address: object.base + word, value: lowered.value }
      })
    })
  }
}

function spawnsBy(letter: string, { spawns = 1 }: Bounds): number {
  return typeof spawns === 'number' ? spawns : (spawns[letter] ?? 1)
}

/** Functions used as values, in a fixed order. */
function takenFns(program: Program): readonly FnDef[] {
  const found = new Set<FnDef>()
  const add = (expr: Expr): void => {
    for (const inner of subexprs(expr)) if (inner.kind === 'fnref') found.add(inner.fn())
  }
  for (const words of program.initial.values()) for (const { value } of words) add(value)
  for (const fn of [program.setup, ...program.functions]) {
    for (const stmt of stmtsOf(fn.body)) exprsOf(stmt).forEach(add)
  }
  for (const thread of program.threads) thread.args.forEach(add)
  return [...found]
}

/** Code position of a lane in a state. */
export function pcOf(machine: Machine, state: Int32Array, lane: LaneId): Pc {
  return state[(machine.laneBase[lane] ?? 0) + laneWord.pc] ?? 0
}

export function statusOf(machine: Machine, state: Int32Array, lane: LaneId): number {
  return state[(machine.laneBase[lane] ?? 0) + laneWord.status] ?? 0
}

/** Frames of a code position, outermost first. */
export function framesAt(lane: LaneCode, pc: Pc): readonly FrameId[] {
  const chain: FrameId[] = []
  let frame = lane.code[pc]?.frame
  while (frame !== undefined) {
    chain.unshift(frame)
    frame = lane.frames[frame]?.parent
  }
  return chain
}

/**
 * The instruction that a lane at `pc` shows to people: the first visible one from there, past
 * entering calls and atomic blocks.
 */
export function visiblePc(lane: LaneCode, pc: Pc): Pc {
  for (let at = pc; at < lane.code.length; at++) {
    const instr = lane.code[at]
    if (instr === undefined || isVisible(instr) || instr.op === 'exit') return at
  }
  return pc
}
