/**
 * Evaluates expressions on a state, with every access checked: the part of the step semantics that
 * reads and writes memory.
 */

import type { Address, CodeExpr, LaneCode, LaneId, Pc } from './code.ts'
import { type Fault, type MachineEvent, type Sink, silent } from './events.ts'
import { compute } from './fold.ts'
import { laneWord, type Machine } from './machine.ts'
import { objectOf, objectStatus } from './memory.ts'

export class Evaluator {
  protected lane: LaneId = 0
  protected pc: Pc = 0
  protected isCrashed = false
  protected wrote = false
  /** Since the last look: see `peek`. */
  private hasFaulted = false

  protected readonly machine: Machine
  protected readonly state: Int32Array
  protected sink: Sink
  protected readonly onWrite: (index: number, old: number) => void

  /** `onWrite` sees every changed word of the state, before the change: enough to undo the step. */
  constructor(
    machine: Machine,
    state: Int32Array,
    sink: Sink,
    onWrite: (index: number, old: number) => void = () => {},
  ) {
    this.machine = machine
    this.state = state
    this.sink = sink
    this.onWrite = onWrite
  }

  /** Whether the condition holds now; a fault while looking counts as yes, the step will report it. */
  holds(lane: LaneId, cond: CodeExpr): boolean {
    const value = this.peek(lane, cond)
    return this.hasFaulted || value !== 0
  }

  /** The value, without telling anyone; undefined when it cannot be read without a fault. */
  read(lane: LaneId, expr: CodeExpr): number | undefined {
    const value = this.peek(lane, expr)
    return this.hasFaulted ? undefined : value
  }

  /** The same, whatever the memory holds: for names, such as the address of a lock. */
  peek(lane: LaneId, expr: CodeExpr): number {
    const { lane: outer, isCrashed, sink } = this
    this.lane = lane
    this.isCrashed = false
    this.hasFaulted = false
    this.sink = silent
    const value = this.eval(expr)
    this.lane = outer
    this.isCrashed = isCrashed
    this.sink = sink
    return value
  }

  protected laneCode(lane: LaneId): LaneCode {
    const code = this.machine.lanes[lane]
    if (code === undefined) throw new Error(`no lane ${lane}`)
    return code
  }

  protected base(lane: LaneId): number {
    return this.machine.laneBase[lane] ?? 0
  }

  protected write(index: number, value: number): void {
    const old = this.state[index] ?? 0
    if (old === value) return
    this.onWrite(index, old)
    this.state[index] = value
  }

  protected emit(event: MachineEvent): void {
    this.sink.event(event, this.lane, this.pc)
  }

  protected fault(fault: Fault): void {
    this.hasFaulted = true
    this.emit({ kind: 'fault', fault })
  }

  /** What a lane computes after its crash is no fault of its own. */
  protected crash(fault: Fault): void {
    if (this.isCrashed) return
    this.fault(fault)
    this.isCrashed = true
  }

  protected eval(expr: CodeExpr): number {
    switch (expr.op) {
      case 'const':
        return expr.value
      case 'slot':
        return this.state[this.base(this.lane) + laneWord.locals + expr.slot] ?? 0
      case 'load':
        return this.load(this.eval(expr.address), expr.marked)
      case 'not':
        return this.eval(expr.of) === 0 ? 1 : 0
      case 'binary':
        return compute(expr.kind, this.eval(expr.left), this.eval(expr.right))
      case 'and':
        return this.eval(expr.left) !== 0 && this.eval(expr.right) !== 0 ? 1 : 0
      case 'or':
        return this.eval(expr.left) !== 0 || this.eval(expr.right) !== 0 ? 1 : 0
      case 'element': {
        const base = this.eval(expr.base)
        const index = this.eval(expr.index)
        if (index >= 0 && index < expr.length) return base + index * expr.size
        this.crash({ kind: 'invalid-pointer', value: index, use: 'index' })
        return 0
      }
    }
  }

  /** False when the address cannot be accessed at all; freed memory can, and is reported. */
  protected check(address: Address, access: 'read' | 'write'): boolean {
    if (this.isCrashed) return false
    const object = objectOf(this.machine.memory, address)
    const status =
      object === undefined
        ? objectStatus.unallocated
        : this.state[this.machine.statusBase + object.id]
    if (status === objectStatus.unallocated) {
      this.crash({ kind: 'invalid-pointer', value: address, use: access })
      return false
    }
    if (status === objectStatus.freed) this.fault({ kind: 'use-after-free', address, access })
    return true
  }

  protected load(address: Address, marked: boolean): number {
    if (!this.check(address, 'read')) return 0
    const value = this.state[address] ?? 0
    this.sink.access({ address, kind: 'read', marked, pc: this.pc, before: value, after: value })
    return value
  }

  protected store(address: Address, value: number, marked: boolean): void {
    if (!this.check(address, 'write')) return
    this.sink.access({
      address,
      kind: 'write',
      marked,
      pc: this.pc,
      before: this.state[address] ?? 0,
      after: value,
    })
    this.wrote = true
    this.write(address, value)
  }
}
