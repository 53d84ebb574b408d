/** The steps of a lane, each one alternative of the model's loop: guard, statements, end. */

import { flowFrom, stopsOf } from '../../machine/flow.ts'
import type { Instr, LaneCode, LaneId, Pc, Slot } from '../../machine/code.ts'
import type { Over } from './evaluate.ts'
import { holds } from './expressions.ts'
import { firstOf, FlowWriter } from './flows.ts'
import type { Writer } from './writer.ts'

/** Instructions of the steps that share an alternative: Spin limits how long one may be. */
const instructionsTogether = 120

/** What is said of a position in a comment. */
export type Describe = (lane: LaneId, pc: Pc) => string

/** The alternative of a choice, and the local that holds it. */
interface Chosen {
  readonly slot: Slot
  readonly choice: number
}

export class StepWriter {
  private readonly writer: Writer
  private readonly flows: FlowWriter
  private readonly describe: Describe
  private readonly prints: boolean

  /** `prints`: a replay in Spin prints each step, as its part of a schedule and its source line. */
  constructor(writer: Writer, describe: Describe, prints: boolean) {
    this.writer = writer
    this.flows = new FlowWriter(writer)
    this.describe = describe
    this.prints = prints
  }

  lane(lane: LaneId): void {
    const { code } = this.code(lane)
    const { stops } = stopsOf(code)
    const choices = stops.filter((pc) => firstOf(code, pc)?.op === 'choose')
    const others = stops.filter((pc) => !choices.includes(pc))
    for (const together of this.groups(lane, others)) this.alternative(lane, together)
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

  private tell(lane: LaneId, pc: Pc, chosen: Chosen | undefined): void {
    const { writer } = this
    const text = this.describe(lane, pc)
    writer.comment(text)
    if (!this.prints) return
    const choice = chosen === undefined ? '' : `.${chosen.choice}`
    const step = `${this.code(lane).letter.toLowerCase()}${choice}`
    writer.statement(`printf("${step}: ${escaped(text)}\\n")`)
  }

  /** Neighbours share an alternative, because every alternative is tried in every state. */
  private groups(lane: LaneId, stops: readonly Pc[]): readonly (readonly Pc[])[] {
    const groups: Pc[][] = []
    let room = 0
    for (const pc of stops) {
      const length = flowFrom(this.code(lane).code, pc, true).length
      const last = groups.at(-1)
      if (last === undefined || length > room) {
        groups.push([pc])
        room = instructionsTogether - length
      } else {
        last.push(pc)
        room -= length
      }
    }
    return groups
  }

  private alternative(lane: LaneId, stops: readonly Pc[], chosen?: Chosen): void {
    const { writer } = this
    const over = writer.newLabel('over')
    writer.line(':: d_step {')
    writer.indented(() => {
      writer.line(`${this.guard(lane, stops)} ->`)
      this.dispatch(lane, stops, over, chosen)
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

  private dispatch(lane: LaneId, stops: readonly Pc[], over: Over, chosen?: Chosen): void {
    const { writer } = this
    const [only, ...others] = stops
    if (only === undefined) return
    if (others.length === 0) {
      this.tell(lane, only, chosen)
      const nodes = flowFrom(this.code(lane).code, only, true)
      const given = chosen === undefined ? [] : [[chosen.slot, String(chosen.choice)] as const]
      this.flows.write({ lane, nodes, over, given, isStep: true })
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
}

/** Inside a format of printf. */
function escaped(text: string): string {
  return text.replaceAll('\\', '').replaceAll('"', "'").replaceAll('%', '%%')
}

function oneOf(value: string, of: readonly number[]): string {
  return `(${of.map((each) => `${value} == ${each}`).join(' || ')})`
}
