/** Collects what one step touches and changes while the machine's stepper executes it. */

import type { Access, Fault, MachineEvent, Sink } from '../../machine/events.ts'
import { laneWord, type Machine } from '../../machine/machine.ts'
import type { LaneId, Pc } from '../../machine/code.ts'
import type { FaultAt } from '../expander.ts'

/** How a word of the state takes part in the reduction. */
export const wordKind = { plain: 0, holders: 1, ignored: 2, ghost: 3 } as const

/** The ghost word `holders` has bits per lane, so that changes by different lanes commute. */
export function wordKinds(machine: Machine): Uint8Array {
  const kinds = new Uint8Array(machine.stateSize)
  for (const { base, words, parts } of machine.memory.objects) {
    for (const [i, word] of words.entries()) if (word.ghost) kinds[base + i] = wordKind.ghost
    for (const { offset, struct } of parts)
      if (struct.role === 'lock') kinds[base + offset] = wordKind.holders
  }
  // Whether a retry is worth while is decided here by the words that the loop looked at.
  for (const base of machine.laneBase) kinds[base + laneWord.dirty] = wordKind.ignored
  return kinds
}

const noFaults: readonly FaultAt[] = []

export class Recorder implements Sink {
  reads: number[] = []
  writes: number[] = []
  /** Addresses and values of plain words, in the order of the accesses. */
  seen: number[] = []
  /** Changed words and what they held before the step. */
  changed: number[] = []
  before: number[] = []
  faults: readonly FaultAt[] = noFaults
  spawned = 0
  ended = 0
  mainPc: Pc = 0
  private readonly machine: Machine
  private readonly kinds: Uint8Array
  private readonly stamps: Uint32Array
  private stamp = 0

  constructor(machine: Machine, kinds: Uint8Array) {
    this.machine = machine
    this.kinds = kinds
    this.stamps = new Uint32Array(machine.stateSize)
  }

  begin(pc: Pc): void {
    this.reads = []
    this.writes = []
    this.seen = []
    this.changed.length = 0
    this.before.length = 0
    this.faults = noFaults
    this.spawned = 0
    this.ended = 0
    this.mainPc = pc
    this.stamp++
  }

  readonly main = (pc: Pc): void => {
    this.mainPc = pc
  }

  readonly access = ({ address, kind, after }: Access): void => {
    this.seen.push(address, after)
    if (kind === 'write') this.write(address)
    else this.read(address)
    this.readStatus(address)
  }

  readonly event = (event: MachineEvent, lane: LaneId, pc: Pc): void => {
    switch (event.kind) {
      case 'alloc':
      case 'free':
        this.write(this.machine.statusBase + event.object)
        return
      case 'spawn':
        this.spawned |= 1 << event.lane
        return
      case 'fault':
        this.faults = [...this.faults, { fault: event.fault, pc }]
        this.ended |= 1 << lane
        this.readBy(event.fault)
        return
      default:
        return
    }
  }

  /** A changed word of the state, before the change. */
  readonly change = (index: number, old: number): void => {
    const kind = this.kinds[index]
    if (kind === wordKind.ignored || this.stamps[index] === this.stamp) return
    this.stamps[index] = this.stamp
    this.changed.push(index)
    this.before.push(old)
  }

  read(word: number): void {
    if (!this.reads.includes(word)) this.reads.push(word)
  }

  write(word: number): void {
    if (!this.writes.includes(word)) this.writes.push(word)
  }

  /** Every access looks at the status of its object; that of a variable never changes. */
  readStatus(address: number): void {
    const id = this.machine.memory.objectAt[address] ?? -1
    const object = this.machine.memory.objects[id]
    if (object?.kind === 'pool') this.read(this.machine.statusBase + id)
  }

  private readBy(fault: Fault): void {
    if (fault.kind === 'double-free') this.read(this.machine.statusBase + fault.object)
    if (fault.kind === 'invalid-pointer' && fault.use !== 'index') this.readStatus(fault.value)
  }
}
