/** What each instruction does to the state, jumps and the order of steps apart. */

import type { Address, CodeGhost, Instr, LaneId } from './code.ts'
import { Evaluator } from './evaluator.ts'
import type { Fault } from './events.ts'
import { holdersAfter, holdsLock } from './holders.ts'
import { laneStatus, laneWord } from './machine.ts'
import { objectOf, objectStatus } from './memory.ts'

export type Action = Exclude<Instr, { readonly op: 'branch' | 'jump' | 'spawn' }>

export class Actions extends Evaluator {
  protected act(instr: Action, choice: number): void {
    switch (instr.op) {
      case 'set':
        this.setSlot(instr.slot, this.eval(instr.value))
        return
      case 'store': {
        const address = this.eval(instr.address)
        this.store(address, this.eval(instr.value), instr.marked)
        return
      }
      case 'await':
        // An enabled wait finds its condition false only by looking at freed memory, which will not change.
        if (this.eval(instr.cond) === 0) this.isCrashed = true
        return
      case 'relax':
        this.write(this.base(this.lane) + laneWord.dirty, 0)
        return
      case 'choose':
        this.setSlot(instr.slot, choice)
        this.emit({ kind: 'choice', label: instr.options[choice] ?? String(choice) })
        return
      case 'assert':
        this.assert(instr)
        return
      case 'alloc':
        this.allocate(instr)
        return
      case 'free':
        this.free(this.eval(instr.pointer))
        return
      case 'ghost':
        this.ghost(instr.ghost)
        return
      case 'enter':
        this.emit({ kind: 'enter', frame: instr.frame })
        return
      case 'leave':
        this.leave(instr)
        return
      case 'bad-call':
        this.crash({ kind: 'invalid-pointer', value: this.eval(instr.pointer), use: 'call' })
        return
      case 'exit':
      case 'atomic-begin':
      case 'atomic-end':
        return
    }
  }

  private setSlot(slot: number, value: number): void {
    this.write(this.base(this.lane) + laneWord.locals + slot, value)
  }

  private assert(instr: Instr & { readonly op: 'assert' }): void {
    const holds = this.eval(instr.cond) !== 0
    if (holds || this.isCrashed) return
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
        text: `more than ${counted(count, 'allocation')} of struct ${instr.struct.name} by one thread`,
      })
      return
    }
    this.write(this.machine.statusBase + object.id, objectStatus.live)
    this.setSlot(instr.slot, object.base)
    this.wrote = true
    this.emit({ kind: 'alloc', object: object.id })
  }

  private free(pointer: Address): void {
    if (pointer === 0 || this.isCrashed) return
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

  /** Finds the lane that starts; undefined when the stepping lane has crashed over it. */
  protected spawn(
    instr: Instr & { readonly op: 'spawn' },
  ): { readonly lane: LaneId; readonly args: readonly number[] } | undefined {
    const args = instr.args.map((arg) => this.eval(arg))
    if (this.isCrashed) return undefined
    const lane = instr.lanes.find(
      (each) => this.state[this.base(each) + laneWord.status] === laneStatus.notStarted,
    )
    if (lane === undefined) {
      const starts = counted(instr.lanes.length, 'start')
      this.crash({ kind: 'bound', text: `more than ${starts} of the same thread` })
      return undefined
    }
    this.wrote = true
    if (instr.slot !== undefined) this.setSlot(instr.slot, lane)
    this.emit({ kind: 'spawn', lane })
    return { lane, args }
  }

  private leave(instr: Instr & { readonly op: 'leave' }): void {
    const locals = this.base(this.lane) + laneWord.locals
    const result = instr.result === undefined ? undefined : this.state[locals + instr.result]
    this.emit({ kind: 'leave', frame: instr.frame, result })
    for (let slot = instr.from; slot < instr.to; slot++) this.write(locals + slot, 0)
  }

  /** Ghosts lie in no footprint: what they need is only looked at. */
  private ghost(ghost: CodeGhost): void {
    switch (ghost.kind) {
      case 'note':
        this.emit(ghost)
        return
      case 'ref':
        this.emit({
          kind: 'ref',
          counter: this.peek(this.lane, ghost.counter),
          delta: this.peek(this.lane, ghost.delta),
          tag: ghost.tag,
        })
        return
      case 'contended':
        this.emit({ kind: 'contended', lock: this.peek(this.lane, ghost.lock) })
        return
      case 'acquired': {
        const lock = this.peek(this.lane, ghost.lock)
        if (objectOf(this.machine.memory, lock) === undefined) return
        this.write(lock, holdersAfter(this.state[lock] ?? 0, this.lane, ghost.mode))
        this.emit({ kind: 'acquired', lock, mode: ghost.mode })
        return
      }
      case 'released': {
        const lock = this.peek(this.lane, ghost.lock)
        if (objectOf(this.machine.memory, lock) === undefined) return
        if (!holdsLock(this.state[lock] ?? 0, this.lane)) this.fault({ kind: 'lock-misuse', lock })
        this.write(lock, holdersAfter(this.state[lock] ?? 0, this.lane, undefined))
        this.emit({ kind: 'released', lock })
        return
      }
      case 'mark': {
        const address = this.peek(this.lane, ghost.address)
        const value = this.peek(this.lane, ghost.value)
        if (objectOf(this.machine.memory, address) !== undefined) this.write(address, value)
        return
      }
      case 'observe': {
        const { id, text } = ghost
        // Looked at like the other ghosts: what a watcher finds in freed memory counts too.
        if (this.peek(this.lane, ghost.cond) !== 0) return
        this.fault({ kind: 'assert', as: 'property', text, property: id })
        return
      }
    }
  }
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
