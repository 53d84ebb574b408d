/** The steps of a lane, each one alternative of the model's loop: guard, statements, end. */

import { flowFrom, type FlowNode, stopsOf } from '../../machine/flow.ts'
import type { Instr, LaneCode, LaneId, Pc } from '../../machine/code.ts'
import { laneStatus } from '../../machine/machine.ts'
import { ensure } from '../../util/ensure.ts'
import { action, waitsForItself } from './actions.ts'
import { evaluate, type Over } from './evaluate.ts'
import { holds } from './expressions.ts'
import type { Writer } from './writer.ts'

/** Rounds of a loop without a step in between: only an endless one has more. */
const mostRounds = 10_000
/** Steps that share an alternative: Spin limits the jumps in one. */
const stepsTogether = 8

/** What is said of a position in a comment. */
export type Describe = (lane: LaneId, pc: Pc) => string

export class StepWriter {
  private readonly writer: Writer
  private readonly describe: Describe

  constructor(writer: Writer, describe: Describe) {
    this.writer = writer
    this.describe = describe
  }

  lane(lane: LaneId): void {
    const { code } = this.code(lane)
    const { stops } = stopsOf(code)
    const choices = stops.filter((pc) => firstOf(code, pc)?.op === 'choose')
    const others = stops.filter((pc) => !choices.includes(pc))
    for (let from = 0; from < others.length; from += stepsTogether)
      this.alternative(lane, others.slice(from, from + stepsTogether))
    for (const pc of choices) {
      const first = firstOf(code, pc)
      const options = first?.op === 'choose' ? first : undefined
      for (const choice of options?.options.keys() ?? [])
        this.alternative(lane, [pc], { slot: options?.slot ?? 0, choice })
    }
  }

  private code(lane: LaneId): LaneCode {
    return this.writer.variables.codeOf(lane)
  }

  private alternative(
    lane: LaneId,
    stops: readonly Pc[],
    chosen?: { readonly slot: number; readonly choice: number },
  ): void {
    const { writer } = this
    const { variables } = writer
    const over = writer.newLabel('over')
    writer.line(':: d_step {')
    writer.indented(() => {
      writer.line(`${this.guard(lane, stops)} ->`)
      if (chosen !== undefined)
        writer.assign(variables.slot(lane, chosen.slot), String(chosen.choice))
      this.dispatch(lane, stops, over)
      writer.label(over)
      writer.statement(`wake_${this.code(lane).letter}()`)
      writer.statement('settle()')
    })
    writer.line('}')
  }

  /** Whether one of these steps can be taken. */
  private guard(lane: LaneId, stops: readonly Pc[]): string {
    const { variables } = this.writer
    const { code } = this.code(lane)
    const pc = variables.value(variables.lane(lane, 'pc'))
    const low = stops[0] ?? 0
    const high = stops.at(-1) ?? 0
    const range = low === high ? `${pc} == ${low}` : `${pc} >= ${low} && ${pc} <= ${high}`
    const among = this.isDense(lane, stops) ? range : oneOf(pc, stops)
    const waits = stops.flatMap((at) => {
      const ready = this.ready(lane, firstOf(code, at))
      return ready === undefined ? [] : [`(${pc} != ${at} || ${ready})`]
    })
    const running = `${variables.value(variables.lane(lane, 'status'))} == RUNNING`
    return [running, among, ...waits].join(' && ')
  }

  /** Whether no other position between the first and the last of them is one where a lane stands. */
  private isDense(lane: LaneId, stops: readonly Pc[]): boolean {
    const low = stops[0] ?? 0
    const high = stops.at(-1) ?? 0
    const between = stopsOf(this.code(lane).code).stops.filter((pc) => pc >= low && pc <= high)
    return between.length === stops.length
  }

  private ready(lane: LaneId, first: Instr | undefined): string | undefined {
    const { variables } = this.writer
    switch (first?.op) {
      case 'relax':
        return `${variables.value(variables.lane(lane, 'dirty'))} != 0`
      case 'await':
        return holds(variables, lane, first.cond)
      default:
        return undefined
    }
  }

  private dispatch(lane: LaneId, stops: readonly Pc[], over: Over): void {
    const { writer } = this
    const [only, ...others] = stops
    if (only === undefined) return
    if (others.length === 0) {
      writer.comment(this.describe(lane, only))
      this.flow(lane, flowFrom(this.code(lane).code, only, true), over, true)
      return
    }
    const half = stops.length >> 1
    const pc = writer.variables.value(writer.variables.lane(lane, 'pc'))
    writer.choose(
      `${pc} < ${stops[half]}`,
      () => this.dispatch(lane, stops.slice(0, half), over),
      () => this.dispatch(lane, stops.slice(half), over),
    )
  }

  /** `isStep`: false for what a lane does before its first step. */
  private flow(lane: LaneId, nodes: readonly FlowNode[], over: Over, isStep: boolean): void {
    const { writer } = this
    const joins = joinsOf(nodes)
    const heads = loopHeads(nodes)
    if (heads.size > 0) writer.statement('fuel = 0')
    const labels = new Map<number, string>()
    const emit = (start: number): void => {
      for (let index: number | undefined = start; index !== undefined; ) {
        const node: FlowNode = ensure(nodes[index], 'a node of the flow')
        if (node.kind !== 'run') {
          this.finish(lane, node, isStep)
          return
        }
        const known = labels.get(index)
        if (known !== undefined) {
          writer.statement(`goto ${known}`)
          return
        }
        if (joins.has(index)) {
          const label = writer.newLabel('join')
          labels.set(index, label)
          writer.label(label)
        }
        if (heads.has(index)) this.fuel(over)
        index = this.instr(lane, node, over, emit)
      }
    }
    emit(0)
  }

  private fuel(over: Over): void {
    const { writer } = this
    writer.statement('fuel = fuel + 1')
    writer.when(`fuel > ${mostRounds}`, () => {
      writer.statement('fault(out_of_bounds)')
      writer.statement(`goto ${over}`)
    })
  }

  /** Returns the node that follows, unless the instruction has written what follows itself. */
  private instr(
    lane: LaneId,
    node: FlowNode,
    over: Over,
    emit: (node: number) => void,
  ): number | undefined {
    const { writer } = this
    const instr = ensure(this.code(lane).code[node.pc], `instruction ${node.pc}`)
    let next = node.next[0]
    writer.scoped(() => {
      switch (instr.op) {
        case 'branch': {
          const [yes = 0, no = 0] = node.next
          if (instr.cond.op === 'const') {
            next = instr.cond.value === 0 ? no : yes
            return
          }
          const cond = evaluate(writer, lane, instr.cond, over)
          writer.choose(
            cond,
            () => emit(yes),
            () => emit(no),
          )
          next = undefined
          return
        }
        case 'jump':
          return
        case 'spawn':
          this.spawn(lane, instr, over)
          return
        default:
          action(writer, lane, instr, over)
      }
    })
    return next
  }

  private spawn(lane: LaneId, instr: Instr & { readonly op: 'spawn' }, over: Over): void {
    const { writer } = this
    const { variables } = writer
    const args = instr.args.map((arg) => writer.temporary(evaluate(writer, lane, arg, over)))
    const tryFrom = (position: number): void => {
      const child = instr.lanes[position]
      if (child === undefined) {
        writer.statement('fault(out_of_bounds)')
        writer.statement(`goto ${over}`)
        return
      }
      writer.choose(
        `${variables.value(variables.lane(child, 'status'))} == NOT_STARTED`,
        () => {
          if (instr.slot !== undefined)
            writer.assign(variables.slot(lane, instr.slot), String(child))
          this.begin(child, args)
        },
        () => tryFrom(position + 1),
      )
    }
    tryFrom(0)
    writer.statement('wrote = 1')
  }

  private begin(lane: LaneId, args: readonly string[]): void {
    const { writer } = this
    const { variables } = writer
    const { params, code } = this.code(lane)
    for (const [i, slot] of params.entries())
      writer.assign(variables.slot(lane, slot), args[i] ?? '0')
    writer.assign(variables.lane(lane, 'status'), String(laneStatus.running))
    const over = writer.newLabel('began')
    this.flow(lane, flowFrom(code, 0, false), over, false)
    writer.label(over)
  }

  /** Where the lane stands from now on. */
  private finish(lane: LaneId, { kind, pc }: FlowNode, isStep: boolean): void {
    const { writer } = this
    const { variables } = writer
    const { code } = this.code(lane)
    if (kind === 'exit') writer.assign(variables.lane(lane, 'status'), 'DONE')
    writer.assign(variables.lane(lane, 'pc'), String(pc))
    if (variables.spins(lane) && code[pc]?.spin !== true)
      writer.assign(variables.lane(lane, 'dirty'), '0')
    const first = firstOf(code, pc)
    if (!isStep || kind === 'exit' || first?.op !== 'await') return
    writer.scoped(() => {
      if (first.wait.kind === 'event') return
      writer.when(`!${holds(variables, lane, first.cond)}`, () => {
        const self = waitsForItself(writer, lane, first)
        if (self !== undefined) writer.when(self, () => writer.statement('fault(self_deadlock)'))
      })
    })
  }
}

function oneOf(value: string, of: readonly number[]): string {
  return `(${of.map((each) => `${value} == ${each}`).join(' || ')})`
}

/** The instruction that decides whether a lane can go on: inside an atomic block its first one. */
function firstOf(code: readonly Instr[], pc: Pc): Instr | undefined {
  const instr = code[pc]
  return instr?.op === 'atomic-begin' ? code[pc + 1] : instr
}

/** Nodes that more than one other leads to. */
function joinsOf(nodes: readonly FlowNode[]): ReadonlySet<number> {
  const reached = new Set([0])
  const joins = new Set<number>()
  for (const { next } of nodes) {
    for (const to of next) {
      if (reached.has(to)) joins.add(to)
      reached.add(to)
    }
  }
  return joins
}

/** Nodes that a loop goes back to. */
function loopHeads(nodes: readonly FlowNode[]): ReadonlySet<number> {
  const heads = new Set<number>()
  const done = new Set<number>()
  const open = new Set<number>()
  const visit = (index: number): void => {
    if (open.has(index)) heads.add(index)
    if (open.has(index) || done.has(index)) return
    open.add(index)
    nodes[index]?.next.forEach(visit)
    open.delete(index)
    done.add(index)
  }
  visit(0)
  return heads
}
