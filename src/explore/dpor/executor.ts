/**
 * Executes steps on one state, takes them back, and repeats them elsewhere without executing them
 * again. A fault ends the lane that commits it; the others go on, so that a failing class is as
 * complete as any other.
 */

import type { CodeExpr, Instr, LaneId, Pc } from '../../machine/code.ts'
import { compute } from '../../machine/fold.ts'
import { laneStatus, laneWord, type Machine } from '../../machine/machine.ts'
import { Stepper } from '../../machine/stepper.ts'
import { type Event, maskOf, type Wait } from './event.ts'
import { fixedSteps } from './fixed-steps.ts'
import { Recorder, wordKind, wordKinds } from './recorder.ts'

const emptyRound: readonly number[] = []

export class Executor extends Stepper {
  private readonly recorder: Recorder
  private readonly kinds: Uint8Array
  /** Per lane and code position: see `Event.isFixed`. */
  private readonly fixed: readonly Uint8Array[]
  private readonly rounds: (readonly number[])[]
  /** Lanes that a fault has ended, a bit each. */
  private endedLanes = 0
  private isStepping = false

  static on(machine: Machine, state: Int32Array): Executor {
    const kinds = wordKinds(machine)
    return new Executor(machine, state, new Recorder(machine, kinds), kinds)
  }

  private constructor(machine: Machine, state: Int32Array, recorder: Recorder, kinds: Uint8Array) {
    super(machine, state, recorder, recorder.change)
    this.recorder = recorder
    this.kinds = kinds
    this.fixed = fixedSteps(machine)
    this.rounds = machine.lanes.map(() => emptyRound)
  }

  get words(): Int32Array {
    return this.state
  }

  copyFrom(other: Executor): void {
    this.state.set(other.state)
    this.endedLanes = other.endedLanes
    for (let lane = 0; lane < this.rounds.length; lane++) this.rounds[lane] = other.rounds[lane]!
  }

  /** Alternatives of a lane's next step: 0 when there is no next step, -1 when it waits. */
  alternatives(lane: LaneId): number {
    if (((this.endedLanes >> lane) & 1) === 1) return 0
    if (this.state[this.machine.laneBase[lane]! + laneWord.status] !== laneStatus.running) return 0
    const first = this.first(lane)
    if (first?.op === 'choose') return first.options.length
    const wait = this.waitOf(lane, first)
    return wait === undefined || this.isOver(lane, wait) ? 1 : -1
  }

  hasEnded(lane: LaneId): boolean {
    return ((this.endedLanes >> lane) & 1) === 1
  }

  /** What the lane's next step waits for. */
  wait(lane: LaneId): Wait | undefined {
    return this.waitOf(lane, this.first(lane))
  }

  pcOf(lane: LaneId): Pc {
    return this.state[this.machine.laneBase[lane]! + laneWord.pc]!
  }

  /** Takes a step of an enabled lane. */
  take(lane: LaneId, choice: number): Event {
    const { recorder } = this
    const pc = this.pcOf(lane)
    const first = this.first(lane)
    const wait = this.waitOf(lane, first)
    const roundBefore = this.rounds[lane]!
    recorder.begin(pc)
    // The loop looks again at what it waits for only after this step.
    if (wait?.kind === 'spin') this.watch(lane, wait).forEach((word) => recorder.read(word))
    this.isStepping = true
    this.step(lane, choice)
    this.isStepping = false
    const roundAfter = this.nextRound(lane, pc, first?.op === 'relax')
    this.rounds[lane] = roundAfter
    this.endedLanes |= recorder.ended
    const reads = recorder.reads.filter((word) => !recorder.writes.includes(word))
    return {
      lane,
      choice,
      pc,
      options: first?.op === 'choose' ? first.options.length : 1,
      isFixed: this.fixed[lane]![pc] === 1,
      reads,
      writes: recorder.writes,
      readMask: maskOf(reads),
      writeMask: maskOf(recorder.writes),
      ...this.changes(),
      spawned: recorder.spawned,
      faults: recorder.faults,
      ended: recorder.ended,
      wait,
      roundBefore,
      roundAfter,
    }
  }

  /** Repeats a step where everything that it depends on is as it was. */
  apply({ lane, changes, flips, ended, roundAfter }: Event): void {
    const { state } = this
    for (let i = 0; i < changes.length; i += 3) state[changes[i]!] = changes[i + 2]!
    for (let i = 0; i < flips.length; i += 2) state[flips[i]!]! ^= flips[i + 1]!
    this.endedLanes |= ended
    this.rounds[lane] = roundAfter
  }

  undo({ lane, changes, flips, ended, roundBefore }: Event): void {
    const { state } = this
    for (let i = changes.length - 3; i >= 0; i -= 3) state[changes[i]!] = changes[i + 1]!
    for (let i = 0; i < flips.length; i += 2) state[flips[i]!]! ^= flips[i + 1]!
    this.endedLanes &= ~ended
    this.rounds[lane] = roundBefore
  }

  /** The step that a lane would take after others; the state stays as it is. */
  takeAfter(before: readonly Event[], lane: LaneId, choice: number): Event {
    for (let i = 0; i < before.length; i++) this.apply(before[i]!)
    const event = this.take(lane, choice)
    this.undo(event)
    for (let i = before.length - 1; i >= 0; i--) this.undo(before[i]!)
    return event
  }

  /** Every word that deciding about the wait may look at, whichever part decides now. */
  watch(lane: LaneId, wait: Wait): readonly number[] {
    const words: number[] = []
    if (wait.kind === 'await') this.evalAll(lane, wait.cond, words)
    else for (let i = 0; i < wait.round.length; i += 2) words.push(wait.round[i]!)
    return words
  }

  /** What a watcher looks at belongs to the footprint here: its verdict depends on it. */
  override peek(lane: LaneId, expr: CodeExpr): number {
    const value = super.peek(lane, expr)
    if (!this.isStepping) return value
    const words: number[] = []
    this.evalAll(lane, expr, words)
    words.forEach((word) => this.recorder.read(word))
    if (this.kinds[value] === wordKind.ghost && value < this.machine.memory.size)
      this.recorder.write(value)
    return value
  }

  private isOver(lane: LaneId, wait: Wait): boolean {
    if (wait.kind === 'await') return this.holds(lane, wait.cond)
    const { round } = wait
    for (let i = 0; i < round.length; i += 2)
      if (this.state[round[i]!] !== round[i + 1]!) return true
    return round.length === 0
  }

  private first(lane: LaneId): Instr | undefined {
    const { code } = this.machine.lanes[lane]!
    const pc = this.pcOf(lane)
    const instr = code[pc]
    return instr?.op === 'atomic-begin' ? code[pc + 1] : instr
  }

  private waitOf(lane: LaneId, first: Instr | undefined): Wait | undefined {
    if (first?.op === 'await') return { kind: 'await', cond: first.cond }
    return first?.op === 'relax' ? { kind: 'spin', round: this.rounds[lane]! } : undefined
  }

  private nextRound(lane: LaneId, from: Pc, isRelax: boolean): readonly number[] {
    const { code } = this.machine.lanes[lane]!
    if (isRelax || code[this.pcOf(lane)]?.spin !== true) return emptyRound
    if (code[from]?.spin !== true && code[this.recorder.mainPc]?.spin !== true) return emptyRound
    const { seen } = this.recorder
    const round = [...this.rounds[lane]!]
    for (let i = 0; i < seen.length; i += 2) {
      const known = round.findIndex((word, at) => at % 2 === 0 && word === seen[i])
      if (known < 0) round.push(seen[i]!, seen[i + 1]!)
      else round[known + 1] = seen[i + 1]!
    }
    return round
  }

  private changes(): { readonly changes: readonly number[]; readonly flips: readonly number[] } {
    const { changed, before } = this.recorder
    const changes: number[] = []
    const flips: number[] = []
    for (let i = 0; i < changed.length; i++) {
      const index = changed[i]!
      const now = this.state[index]!
      if (this.kinds[index] === wordKind.holders) flips.push(index, now ^ before[i]!)
      else changes.push(index, before[i]!, now)
    }
    return { changes, flips }
  }

  /** Evaluates both sides of `&&` and `||`, without checks, and collects every word that is loaded. */
  private evalAll(lane: LaneId, expr: CodeExpr, words: number[]): number {
    switch (expr.op) {
      case 'const':
        return expr.value
      case 'slot':
        return this.state[this.machine.laneBase[lane]! + laneWord.locals + expr.slot]!
      case 'load':
        return this.loadAny(this.evalAll(lane, expr.address, words), words)
      case 'not':
        return this.evalAll(lane, expr.of, words) === 0 ? 1 : 0
      case 'binary': {
        const left = this.evalAll(lane, expr.left, words)
        return compute(expr.kind, left, this.evalAll(lane, expr.right, words))
      }
      case 'and':
      case 'or': {
        const left = this.evalAll(lane, expr.left, words) !== 0
        const right = this.evalAll(lane, expr.right, words) !== 0
        return (expr.op === 'and' ? left && right : left || right) ? 1 : 0
      }
      case 'element': {
        const base = this.evalAll(lane, expr.base, words)
        return base + this.evalAll(lane, expr.index, words) * expr.size
      }
    }
  }

  private loadAny(address: number, words: number[]): number {
    const id = this.machine.memory.objectAt[address] ?? -1
    if (id < 0) return 0
    words.push(address)
    if (this.machine.memory.objects[id]?.kind === 'pool') words.push(this.machine.statusBase + id)
    return this.state[address]!
  }
}
