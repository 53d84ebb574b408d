/**
 * Compiles every step of a machine to WebAssembly: one function per position where a lane can stand, and
 * one more where it may have to wait. They work in place on the state at the beginning of the memory.
 */

import type { Instr, LaneCode, LaneId, Pc } from '../../machine/code.ts'
import { type FlowNode, flowFrom, stopsOf } from '../../machine/flow.ts'
import { laneStatus, laneWord, type Machine } from '../../machine/machine.ts'
import {
  action,
  exitLane,
  holds,
  stepLocal,
  stepLocals,
  waitsForItself,
  writeWord,
} from './actions.ts'
import {
  branch,
  branchTable,
  call,
  callIndirect,
  type Code,
  concat,
  constant,
  getGlobal,
  getLocal,
  load,
  loadByte,
  ModuleBuilder,
  op,
  setGlobal,
  setLocal,
} from './assembler.ts'
import { blocksOf, canFault, firstOf } from './blocks.ts'
import { type ExprContext, expression } from './expressions.ts'
import { defineHelpers, type Helpers } from './helpers.ts'
import { type StepMemory, stepMemory } from './layout.ts'
import { defineLoop } from './loop.ts'
import { type LoopMemory, loopMemory } from './loop-memory.ts'

/** As `Stepper`: longer steps are a fault. */
const longestStep = 10_000

export interface CompiledSteps {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly memory: StepMemory
  /** Only when a whole search was compiled. */
  readonly loop: LoopMemory | undefined
  /** Per lane and position, the table index of the step that begins there, -1 where none does. */
  readonly stepAt: readonly Int32Array[]
  /** Per lane and position, the table index of the test whether its wait is over, -1 for no wait. */
  readonly readyAt: readonly Int32Array[]
}

/** `loop`: compiles the breadth-first search around the steps, too. */
export function compileSteps(machine: Machine, loop: boolean): CompiledSteps {
  return new Compiler(machine).compile(loop)
}

interface LaneStops {
  readonly lane: LaneId
  readonly code: LaneCode
  readonly stops: readonly Pc[]
  readonly begin: readonly FlowNode[]
  /** Function that runs the lane's code before its first step. */
  readonly beginFn: number
}

class Compiler {
  private readonly machine: Machine
  private readonly module = new ModuleBuilder()
  private readonly memory: StepMemory
  private readonly helpers: Helpers
  private readonly lanes: readonly LaneStops[]
  private readonly hasSpin: boolean

  constructor(machine: Machine) {
    this.machine = machine
    this.memory = stepMemory(machine)
    this.helpers = defineHelpers(this.module, machine, this.memory)
    this.hasSpin = machine.lanes.some(({ code }) => code.some((instr) => instr.spin))
    this.lanes = machine.lanes.slice(0, machine.setupLane).map((code, lane) => {
      return { lane, code, ...stopsOf(code.code), beginFn: this.module.declare() }
    })
  }

  compile(withLoop: boolean): CompiledSteps {
    const { machine, module, helpers, memory: steps } = this
    const stepType = module.typeOf(1, 0)
    const readyType = module.typeOf(0, 1)
    const stepAt = machine.lanes.map(({ code }) => new Int32Array(code.length).fill(-1))
    const readyAt = machine.lanes.map(({ code }) => new Int32Array(code.length).fill(-1))
    for (const stops of this.lanes) {
      this.defineBegin(stops)
      for (const pc of stops.stops) {
        stepAt[stops.lane]![pc] = module.element(this.step(stops, pc))
        const wait = firstOf(stops.code, pc)
        if (wait?.op === 'await')
          readyAt[stops.lane]![pc] = module.element(this.ready(stops.lane, wait))
      }
    }
    module.export(
      'step',
      module.fn(
        2,
        1,
        0,
        concat([this.reset(), getLocal(1), getLocal(0), callIndirect(stepType), this.outcome()]),
      ),
    )
    module.export('ready', module.fn(1, 1, 0, concat([getLocal(0), callIndirect(readyType)])))
    module.export('logged', module.fn(0, 1, 0, getGlobal(this.helpers.logged)))
    module.export('accessed', module.fn(0, 1, 0, getGlobal(this.helpers.accessed)))
    module.export(
      'forget',
      module.fn(0, 0, 0, concat([constant(0), setGlobal(this.helpers.accessed)])),
    )
    const loop = withLoop ? loopMemory(machine, steps) : undefined
    if (loop !== undefined)
      defineLoop({ module, machine, helpers, steps, loop, reset: this.reset() })
    return { bytes: module.build(), memory: steps, loop, stepAt, readyAt }
  }

  private reset(): Code {
    const { crashed, faulted, news, wrote, logged } = this.helpers
    return concat(
      [crashed, faulted, news, wrote, logged].flatMap((each) => [constant(0), setGlobal(each)]),
    )
  }

  /** 0 for a step without fault, 1 for one whose faults were all told before, 3 for news. */
  private outcome(): Code {
    const { faulted, news } = this.helpers
    return concat([getGlobal(faulted), getGlobal(news), constant(1), op.shl, op.or])
  }

  private context(lane: LaneId): ExprContext {
    return { machine: this.machine, helpers: this.helpers, lane }
  }

  private step({ lane, code }: LaneStops, pc: Pc): number {
    const body = this.body(lane, code.code, flowFrom(code.code, pc, true))
    return this.module.fn(
      1,
      0,
      stepLocals,
      concat([body, this.hasSpin ? this.wakeSpinners(lane) : []]),
    )
  }

  private ready(lane: LaneId, wait: Instr & { readonly op: 'await' }): number {
    // The local numbers are those of a step: its parameter is just another local here.
    return this.module.fn(0, 1, stepLocals + 1, holds(wait.cond, this.context(lane)))
  }

  private defineBegin({ lane, code, begin, beginFn }: LaneStops): void {
    const context = this.context(lane)
    const count = code.params.length
    const args = code.params.map((slot, i) =>
      writeWord(context, this.machine.laneBase[lane]! + laneWord.locals + slot, getLocal(i)),
    )
    const start = writeWord(
      context,
      this.machine.laneBase[lane]! + laneWord.status,
      constant(laneStatus.running),
    )
    const inner = this.module.fn(1, 0, stepLocals, this.body(lane, code.code, begin))
    const body = concat([...args, start, constant(0), call(inner)])
    this.module.define(beginFn, count, 0, 0, body)
  }

  /** Runs through a flow: a loop that jumps to the block of the next node. */
  private body(lane: LaneId, code: readonly Instr[], nodes: readonly FlowNode[]): Code {
    const blocks = blocksOf(nodes)
    if (blocks.length === 1) return this.block(lane, code, nodes, blocks[0]!, () => [])
    const parts: Code[] = [op.block, op.loop]
    for (let i = 0; i < blocks.length; i++) parts.push(op.block)
    parts.push(getLocal(stepLocal.next), branchTable(blocks.map((_, i) => i)))
    for (const [i, block] of blocks.entries()) {
      parts.push(op.end)
      // Around this code lie the blocks after it, the loop and the outermost block.
      const toLoop = blocks.length - 1 - i
      const go = (node: number, depth = 0): Code =>
        concat([
          constant(blocks.findIndex((each) => each[0] === node)),
          setLocal(stepLocal.next),
          branch(toLoop + depth),
        ])
      parts.push(this.block(lane, code, nodes, block, go), branch(toLoop + 1))
    }
    parts.push(op.end, op.end)
    return concat(parts)
  }

  /**
   * A row of nodes without jumps in or out but at its ends. `go` jumps to a node that begins a block,
   * from `depth` blocks deeper.
   */
  private block(
    lane: LaneId,
    code: readonly Instr[],
    nodes: readonly FlowNode[],
    block: readonly number[],
    go: (node: number, depth?: number) => Code,
  ): Code {
    const context = this.context(lane)
    const parts: Code[] = [this.fuel(block.length)]
    for (const index of block) {
      const node = nodes[index]!
      const instr = code[node.pc]!
      switch (node.kind) {
        case 'stop':
          parts.push(this.finish(lane, node.pc))
          break
        case 'exit':
          parts.push(exitLane(context), this.finish(lane, node.pc))
          break
        case 'run':
          parts.push(this.instr(lane, instr, node.pc))
          if (instr.op === 'branch') {
            parts.push(expression(instr.cond, context), this.leaveIfCrashed(instr))
            const [yes, no] = node.next
            parts.push(op.if, go(yes!, 1), op.else, go(no!, 1), op.end)
          }
      }
    }
    const last = nodes[block.at(-1)!]!
    if (last.kind === 'run' && last.next.length === 1) parts.push(go(last.next[0]!))
    return concat(parts)
  }

  private instr(lane: LaneId, instr: Instr, pc: Pc): Code {
    const context = this.context(lane)
    const place = (this.memory.rowOf[lane]! + pc) * this.machine.memory.size
    const here: Code = canFault(instr)
      ? concat([constant(place), setGlobal(this.helpers.place)])
      : []
    if (instr.op === 'branch') return here
    if (instr.op === 'spawn') return concat([here, this.spawn(lane, instr), this.stopIfCrashed()])
    return concat([here, action(instr, context), canFault(instr) ? this.stopIfCrashed() : []])
  }

  private spawn(lane: LaneId, instr: Instr & { readonly op: 'spawn' }): Code {
    const context = this.context(lane)
    const { helpers, machine } = this
    const args = concat(instr.args.map((arg) => expression(arg, context)))
    const tries = instr.lanes.map((child) => {
      const status = 4 * (machine.laneBase[child]! + laneWord.status)
      const slot =
        instr.slot === undefined
          ? []
          : writeWord(
              context,
              machine.laneBase[lane]! + laneWord.locals + instr.slot,
              constant(child),
            )
      return concat([
        constant(0),
        load(status),
        constant(laneStatus.notStarted),
        op.eq,
        op.if,
        slot,
        constant(1),
        setGlobal(helpers.wrote),
        args,
        call(this.lanes[child]!.beginFn),
        op.else,
      ])
    })
    // The arguments are read first, also for a start that cannot be: they may race.
    const read = instr.args.flatMap((arg) => [expression(arg, context), op.drop])
    const refused = [...read, constant(0), call(helpers.crash)]
    return concat([...tries, ...refused, ...tries.map(() => op.end)])
  }

  private stopIfCrashed(): Code {
    return concat([
      getGlobal(this.helpers.crashed),
      op.if,
      constant(1),
      setGlobal(this.helpers.faulted),
      op.return,
      op.end,
    ])
  }

  /** The condition is on the stack; it is put aside while the crash is looked for. */
  private leaveIfCrashed(instr: Instr): Code {
    if (!canFault(instr)) return []
    return concat([setLocal(stepLocal.value), this.stopIfCrashed(), getLocal(stepLocal.value)])
  }

  private fuel(count: number): Code {
    return concat([
      getLocal(stepLocal.fuel),
      constant(count),
      op.add,
      setLocal(stepLocal.fuel),
      getLocal(stepLocal.fuel),
      constant(longestStep),
      op.gt,
      op.if,
      constant(0),
      call(this.helpers.crash),
      this.stopIfCrashed(),
      op.end,
    ])
  }

  private finish(lane: LaneId, pc: Pc): Code {
    const context = this.context(lane)
    const base = this.machine.laneBase[lane]!
    const { code } = this.machine.lanes[lane]!
    const calm =
      this.hasSpin && code[pc]?.spin !== true
        ? writeWord(context, base + laneWord.dirty, constant(0))
        : []
    const wait = firstOf(this.machine.lanes[lane]!, pc)
    const self =
      wait?.op === 'await'
        ? concat([
            constant((this.memory.rowOf[lane]! + pc) * this.machine.memory.size),
            setGlobal(this.helpers.place),
            holds(wait.cond, context),
            op.eqz,
            op.if,
            waitsForItself(wait, context),
            op.if,
            constant(0),
            call(this.helpers.fault),
            op.end,
            op.end,
          ])
        : []
    return concat([writeWord(context, base + laneWord.pc, constant(pc)), calm, self])
  }

  /** Lanes in a retry loop are worth another round when this step wrote anything. */
  private wakeSpinners(stepped: LaneId): Code {
    const { machine, memory, helpers } = this
    const others = this.lanes.filter(
      ({ lane, code }) => lane !== stepped && code.code.some((instr) => instr.spin),
    )
    const wakes = others.map(({ lane }) => {
      const base = machine.laneBase[lane]!
      return concat([
        constant(0),
        load(4 * (base + laneWord.pc)),
        loadByte(memory.spins + memory.rowOf[lane]!),
        constant(0),
        load(4 * (base + laneWord.status)),
        constant(laneStatus.running),
        op.eq,
        op.and,
        op.if,
        writeWord(this.context(lane), base + laneWord.dirty, constant(1)),
        op.end,
      ])
    })
    return concat([getGlobal(helpers.wrote), op.if, ...wakes, op.end])
  }
}
