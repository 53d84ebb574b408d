/**
 * The readable reference of the step semantics: executes one step of one lane on a state in place.
 *
 * A step is the first visible instruction from the lane's program counter (or one atomic block),
 * plus the local computation up to the next one. Faults are reported to the sink; after an access
 * through an invalid pointer the lane is crashed, after a use after free it goes on with whatever the
 * memory holds, as the hardware would.
 */

import type { Address, CodeGhost, Instr, LaneId, Pc } from './code.ts'
import { isVisible } from './code.ts'
import { Evaluator } from './evaluator.ts'
import type { Fault } from './events.ts'
import { holdersAfter, holdsLock } from './holders.ts'
import { laneStatus, laneWord } from './machine.ts'
import { objectOf, objectStatus } from './memory.ts'

/** Longest local computation after a visible instruction, in instructions. */
const longestLocal = 10_000

export class Stepper extends Evaluator {
  /** The instruction that the step is named after, once it was reached. */
  private main: Pc | undefined

  /** Runs lanes' code before their first step: what needs no shared memory. */
  begin(lane: LaneId, args: readonly number[]): void {
    const code = this.laneCode(lane)
    const base = this.base(lane)
    for (const [i, slot] of code.params.entries())
      this.write(base + laneWord.locals + slot, args[i] ?? 0)
    this.write(base + laneWord.status, laneStatus.running)
    const outer = { lane: this.lane, pc: this.pc, isCrashed: this.isCrashed }
    this.lane = lane
    this.pc = 0
    this.isCrashed = false
    this.run(undefined)
    Object.assign(this, outer)
  }

  /**
   * Takes one step of an enabled lane; `choice` is used when the step begins with a choice. The sink's
   * `main` tells which instruction the step is named after, before that instruction is executed.
   */
  step(lane: LaneId, choice: number): void {
    this.lane = lane
    this.main = undefined
    this.pc = this.state[this.base(lane) + laneWord.pc] ?? 0
    this.isCrashed = false
    this.wrote = false
    this.run(choice)
    this.wakeSpinners(lane)
  }

  /** `choice` undefined: only local computation, up to the first visible instruction. */
  private run(choice: number | undefined): void {
    const { code } = this.laneCode(this.lane)
    let open = choice !== undefined
    let touched = false
    let atomics = 0
    for (let count = 0; ; count++) {
      const instr = code[this.pc]
      if (instr === undefined) throw new Error(`lane ${this.lane}: no instruction ${this.pc}`)
      if (
        atomics === 0 &&
        beginsStep(code, this.pc) &&
        (!open || (touched && mustBeFirst(code, this.pc)))
      )
        break
      if (count > longestLocal) {
        this.crash({ kind: 'bound', text: 'a loop that never touches shared memory' })
      }
      const isTouch = isVisible(instr)
      touched ||= isTouch
      if (instr.op === 'atomic-begin') atomics++
      if (instr.op === 'atomic-end') atomics--
      const isGlue = instr.op === 'set' && instr.glue
      if (isTouch && !isGlue && choice !== undefined && this.main === undefined) {
        this.main = this.pc
        this.sink.main(this.pc)
      }
      this.execute(instr, choice ?? 0)
      if (this.isCrashed || instr.op === 'exit') break
      const isEnd = isTouch ? !isGlue : instr.op === 'atomic-end' || instr.op === 'leave'
      if (atomics === 0 && touched && isEnd) open = false
    }
    this.finish(code)
  }

  private finish(code: readonly Instr[]): void {
    const base = this.base(this.lane)
    this.write(base + laneWord.pc, this.pc)
    if (this.isCrashed) this.write(base + laneWord.status, laneStatus.crashed)
    if (code[this.pc]?.spin !== true) this.write(base + laneWord.dirty, 0)
  }

  /** A retry loop is worth another round once somebody else has written anything. */
  private wakeSpinners(stepped: LaneId): void {
    if (!this.wrote) return
    for (const [lane, { code }] of this.machine.lanes.entries()) {
      const base = this.base(lane)
      const isSpinning = code[this.state[base + laneWord.pc] ?? 0]?.spin === true
      if (
        lane !== stepped &&
        isSpinning &&
        this.state[base + laneWord.status] === laneStatus.running
      ) {
        this.write(base + laneWord.dirty, 1)
      }
    }
  }

  private execute(instr: Instr, choice: number): void {
    const next = this.pc + 1
    switch (instr.op) {
      case 'set':
        this.setSlot(instr.slot, this.eval(instr.value))
        break
      case 'store': {
        const address = this.eval(instr.address)
        this.store(address, this.eval(instr.value), instr.marked)
        break
      }
      case 'branch': {
        const isTrue = this.eval(instr.cond) !== 0
        this.pc = isTrue ? next : instr.otherwise
        return
      }
      case 'jump':
        this.pc = instr.to
        return
      case 'await':
        this.eval(instr.cond)
        break
      case 'relax':
        this.write(this.base(this.lane) + laneWord.dirty, 0)
        break
      case 'choose':
        this.setSlot(instr.slot, choice)
        this.emit({ kind: 'choice', label: instr.options[choice] ?? String(choice) })
        break
      case 'assert':
        this.assert(instr)
        break
      case 'alloc':
        this.allocate(instr)
        break
      case 'free':
        this.free(this.eval(instr.pointer))
        break
      case 'spawn':
        this.spawn(instr)
        break
      case 'ghost':
        this.ghost(instr.ghost)
        break
      case 'enter':
        this.emit({ kind: 'enter', frame: instr.frame })
        break
      case 'leave':
        this.leave(instr)
        break
      case 'bad-call':
        this.crash({ kind: 'invalid-pointer', value: this.eval(instr.pointer), use: 'call' })
        break
      case 'exit':
        this.write(this.base(this.lane) + laneWord.status, laneStatus.done)
        this.emit({ kind: 'exit' })
        return
      case 'atomic-begin':
      case 'atomic-end':
        break
    }
    this.pc = next
  }

  private setSlot(slot: number, value: number): void {
    this.write(this.base(this.lane) + laneWord.locals + slot, value)
  }

  private assert(instr: Instr & { readonly op: 'assert' }): void {
    if (this.eval(instr.cond) !== 0) return
    const fault: Fault = { kind: 'assert', as: instr.as, text: instr.text }
    if (instr.as === 'BUG_ON') this.crash(fault)
    else this.fault(fault)
  }

  private allocate(instr: Instr & { readonly op: 'alloc' }): void {
    const { pools, objects } = this.machine.memory
    const pool = pools.find((each) => each.lane === this.lane && each.struct === instr.struct)
    const id = pool?.objects.find(
      (each) => this.state[this.machine.statusBase + each] === objectStatus.unallocated,
    )
    const object = id === undefined ? undefined : objects[id]
    if (object === undefined) {
      const count = pool?.objects.length ?? 0
      this.crash({
        kind: 'bound',
        text: `more than ${count} allocations of struct ${instr.struct.name} by one thread`,
      })
      return
    }
    this.write(this.machine.statusBase + object.id, objectStatus.live)
    this.setSlot(instr.slot, object.base)
    this.wrote = true
    this.emit({ kind: 'alloc', object: object.id })
  }

  private free(pointer: Address): void {
    if (pointer === 0) return
    const object = objectOf(this.machine.memory, pointer)
    if (object === undefined || object.kind === 'global') {
      this.crash({ kind: 'invalid-pointer', value: pointer, use: 'free' })
      return
    }
    const index = this.machine.statusBase + object.id
    switch (this.state[index]) {
      case objectStatus.live:
        this.write(index, objectStatus.freed)
        this.wrote = true
        this.emit({ kind: 'free', object: object.id })
        return
      case objectStatus.freed:
        this.fault({ kind: 'double-free', object: object.id })
        return
      default:
        this.crash({ kind: 'invalid-pointer', value: pointer, use: 'free' })
    }
  }

  private spawn(instr: Instr & { readonly op: 'spawn' }): void {
    const child = instr.lanes.find(
      (lane) => this.state[this.base(lane) + laneWord.status] === laneStatus.notStarted,
    )
    if (child === undefined) {
      this.crash({
        kind: 'bound',
        text: `more than ${instr.lanes.length} starts of the same thread`,
      })
      return
    }
    this.wrote = true
    if (instr.slot !== undefined) this.setSlot(instr.slot, child)
    const args = instr.args.map((arg) => this.eval(arg))
    this.emit({ kind: 'spawn', lane: child })
    this.begin(child, args)
  }

  private leave(instr: Instr & { readonly op: 'leave' }): void {
    const locals = this.base(this.lane) + laneWord.locals
    const result = instr.result === undefined ? undefined : this.state[locals + instr.result]
    this.emit({ kind: 'leave', frame: instr.frame, result })
    for (let slot = instr.from; slot < instr.to; slot++) this.write(locals + slot, 0)
  }

  private ghost(ghost: CodeGhost): void {
    switch (ghost.kind) {
      case 'note':
        this.emit(ghost)
        return
      case 'ref':
        this.emit({
          kind: 'ref',
          counter: this.eval(ghost.counter),
          delta: this.eval(ghost.delta),
          tag: ghost.tag,
        })
        return
      case 'contended':
        this.emit({ kind: 'contended', lock: this.eval(ghost.lock) })
        return
      case 'acquired': {
        const lock = this.eval(ghost.lock)
        if (objectOf(this.machine.memory, lock) === undefined) return
        this.write(lock, holdersAfter(this.state[lock] ?? 0, this.lane, ghost.mode))
        this.emit({ kind: 'acquired', lock, mode: ghost.mode })
        return
      }
      case 'released': {
        const lock = this.eval(ghost.lock)
        if (objectOf(this.machine.memory, lock) === undefined) return
        if (!holdsLock(this.state[lock] ?? 0, this.lane)) this.fault({ kind: 'lock-misuse', lock })
        this.write(lock, holdersAfter(this.state[lock] ?? 0, this.lane, undefined))
        this.emit({ kind: 'released', lock })
        return
      }
    }
  }
}

/** True where a lane stops between steps. */
function beginsStep(code: readonly Instr[], pc: Pc): boolean {
  const instr = code[pc]
  return instr !== undefined && (isVisible(instr) || instr.op === 'atomic-begin')
}

/** Waits and choices begin a step of their own: nothing may ride along before them. */
function mustBeFirst(code: readonly Instr[], pc: Pc): boolean {
  const instr = code[pc]
  const op = instr?.op === 'atomic-begin' ? code[pc + 1]?.op : instr?.op
  return op === 'await' || op === 'choose' || op === 'relax'
}
