/** What a lane runs through in one step, as statements: the graph of its instructions laid out in a row. */

import type { Instr, LaneCode, LaneId, Pc, Slot } from '../../machine/code.ts'
import { flowFrom, type FlowNode } from '../../machine/flow.ts'
import { ensure } from '../../util/ensure.ts'
import { action, waitsForItself } from './actions.ts'
import { evaluate, type Over } from './evaluate.ts'
import { holds } from './expressions.ts'
import type { Writer } from './writer.ts'

/** Rounds of a loop without a step in between: only an endless one has more. */
const mostRounds = 10_000

/** What a lane runs through at once. */
export interface Flow {
  readonly lane: LaneId
  readonly nodes: readonly FlowNode[]
  readonly over: Over
  /** Values that locals get before. */
  readonly given: readonly (readonly [Slot, string])[]
  /** False for what a lane does before its first step. */
  readonly isStep: boolean
}

export class FlowWriter {
  private readonly writer: Writer

  constructor(writer: Writer) {
    this.writer = writer
  }

  write(flow: Flow): void {
    const { writer } = this
    const { variables } = writer
    const { lane, given } = flow
    writer.scoped(() => {
      // Between steps a local may need fewer bits than within one.
      const changed = variables.isNarrow ? changedSlots(this.code(lane).code, flow) : []
      for (const slot of changed) {
        const index = variables.slot(lane, slot)
        variables.workOn(index, writer.temporary(variables.value(index)))
      }
      for (const [slot, value] of given) writer.assign(variables.slot(lane, slot), value)
      this.nodes(flow, () => this.putBack(lane, changed))
      for (const slot of changed) variables.workOn(variables.slot(lane, slot), undefined)
    })
  }

  private code(lane: LaneId): LaneCode {
    return this.writer.variables.codeOf(lane)
  }

  private putBack(lane: LaneId, slots: readonly Slot[]): void {
    const { writer } = this
    const { variables } = writer
    for (const slot of slots) {
      const index = variables.slot(lane, slot)
      const name = variables.value(index)
      variables.workOn(index, undefined)
      writer.assign(index, name)
      variables.workOn(index, name)
    }
  }

  /** `putBack` writes what belongs at each end. */
  private nodes({ lane, nodes, over, isStep }: Flow, putBack: () => void): void {
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
          putBack()
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
    writer.assign(variables.lane(lane, 'status'), 'RUNNING')
    const over = writer.newLabel('began')
    const given = params.map((slot, i) => [slot, args[i] ?? '0'] as const)
    this.write({ lane, nodes: flowFrom(code, 0, false), over, given, isStep: false })
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

/** Locals that the flow may write, each once. */
function changedSlots(code: readonly Instr[], { nodes, given }: Flow): readonly Slot[] {
  const written = nodes.flatMap(({ pc, kind }): readonly Slot[] => {
    const instr = code[pc]
    if (kind !== 'run' || instr === undefined) return []
    switch (instr.op) {
      case 'set':
      case 'choose':
      case 'alloc':
        return [instr.slot]
      case 'spawn':
        return instr.slot === undefined ? [] : [instr.slot]
      case 'leave':
        return Array.from({ length: instr.to - instr.from }, (_, i) => instr.from + i)
      default:
        return []
    }
  })
  return [...new Set([...given.map(([slot]) => slot), ...written])]
}

/** The instruction that decides whether a lane can go on: inside an atomic block its first one. */
export function firstOf(code: readonly Instr[], pc: Pc): Instr | undefined {
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
