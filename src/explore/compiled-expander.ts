/**
 * Successors by compiled steps: the same answers as `Expander`, an order of magnitude faster. Whatever
 * goes wrong in a step is left to the plain stepper, which can say what it was.
 */

import type { LaneId } from '../machine/code.ts'
import { laneStatus, laneWord, type Machine } from '../machine/machine.ts'
import { type DataRace, type NextStep, nextStepOf, racesBetween } from '../machine/races.ts'
import { Expander, type FaultAt, type Standing, type Successors, type Visitor } from './expander.ts'
import { accessBits } from './wasm/layout.ts'
import { compileSteps } from './wasm/compile.ts'

/** How a lane can stand at a position: decides how its alternatives are counted. */
const standKind = { plain: 1, wait: 0, relax: -1 } as const

interface Exports {
  readonly step: (element: number, choice: number) => number
  readonly ready: (element: number) => number
  readonly logged: () => number
  readonly accessed: () => number
  readonly forget: () => void
}

export class CompiledExpander implements Successors {
  readonly state: Int32Array
  readonly standing: Standing = { enabled: 0, blocked: 0 }
  readonly races: DataRace[] = []
  /** Changed words of the state with their old values. */
  readonly log: Int32Array
  logged = 0
  private readonly machine: Machine
  private readonly plain: Expander
  private readonly exports: Exports
  private readonly accesses: Int32Array
  private readonly stepAt: readonly Int32Array[]
  private readonly readyAt: readonly Int32Array[]
  /** Per lane and position: options of a choice, or a `standKind`. */
  private readonly kinds: readonly Int8Array[]
  private readonly alternatives: Int32Array
  /** Where the accesses of each lane's next step, all alternatives together, lie in `accesses`. */
  private readonly starts: Int32Array
  private readonly ends: Int32Array
  private readonly toldRaces = new Set<string>()
  private readonly tellsAll: boolean

  /** `tellsAll`: tell a fault every time, not only when it is new. */
  constructor(machine: Machine, tellsAll: boolean) {
    const { bytes, memory, stepAt, readyAt } = compileSteps(machine)
    const shared = new WebAssembly.Memory({ initial: memory.pages })
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
      env: { memory: shared },
    })
    this.machine = machine
    this.tellsAll = tellsAll
    this.plain = new Expander(machine)
    this.exports = instance.exports as unknown as Exports
    this.state = new Int32Array(shared.buffer, 0, machine.stateSize)
    this.log = new Int32Array(shared.buffer, memory.log, (memory.objects - memory.log) / 4)
    this.accesses = new Int32Array(
      shared.buffer,
      memory.accesses,
      (shared.buffer.byteLength - memory.accesses) / 4,
    )
    this.stepAt = stepAt
    this.readyAt = readyAt
    this.kinds = machine.lanes.map(({ code }) =>
      Int8Array.from(code, (instr, pc) => {
        const first = instr.op === 'atomic-begin' ? code[pc + 1] : instr
        if (first?.op === 'choose') return first.options.length
        if (first?.op === 'await') return standKind.wait
        return first?.op === 'relax' ? standKind.relax : standKind.plain
      }),
    )
    this.alternatives = new Int32Array(machine.lanes.length)
    this.starts = new Int32Array(machine.lanes.length)
    this.ends = new Int32Array(machine.lanes.length)
    new Int32Array(shared.buffer, memory.objects, machine.memory.size).set(machine.memory.objectAt)
    const spins = new Uint8Array(shared.buffer, memory.spins, memory.told - memory.spins)
    for (const [lane, { code }] of machine.lanes.entries()) {
      for (const [pc, instr] of code.entries()) spins[memory.rowOf[lane]! + pc] = instr.spin ? 1 : 0
    }
  }

  expand(visitor: Visitor): void {
    const { machine, exports, state, standing } = this
    const lanes = machine.setupLane
    this.races.length = 0
    standing.enabled = 0
    standing.blocked = 0
    for (let lane = 0; lane < lanes; lane++) {
      const options = this.options(lane)
      this.alternatives[lane] = options
      if (options > 0) standing.enabled |= 1 << lane
      else if (options < 0) standing.blocked |= 1 << lane
    }
    exports.forget()
    for (let lane = 0; lane < lanes; lane++) {
      const options = this.alternatives[lane]!
      const pc = state[machine.laneBase[lane]! + laneWord.pc]!
      this.starts[lane] = exports.accessed()
      for (let choice = 0; choice < options; choice++) {
        this.take(lane, this.stepAt[lane]![pc]!, choice, visitor)
      }
      this.ends[lane] = exports.accessed()
    }
    if ((standing.enabled & (standing.enabled - 1)) !== 0) this.findRaces(lanes)
  }

  private options(lane: LaneId): number {
    const { state, machine } = this
    const base = machine.laneBase[lane]!
    if (state[base + laneWord.status] !== laneStatus.running) return 0
    const pc = state[base + laneWord.pc]!
    const kind = this.kinds[lane]![pc]!
    if (kind > 0) return kind
    if (kind === standKind.relax) return state[base + laneWord.dirty] === 0 ? -1 : 1
    return this.exports.ready(this.readyAt[lane]![pc]!) === 0 ? -1 : 1
  }

  private take(lane: LaneId, element: number, choice: number, visitor: Visitor): void {
    const { state, log } = this
    const outcome = this.exports.step(element, choice)
    const logged = this.exports.logged()
    this.logged = logged
    if (outcome === 0) visitor.step(lane, choice, noFaults)
    for (let i = 2 * logged - 2; i >= 0; i -= 2) state[log[i]!] = log[i + 1]!
    if (outcome === 0) return
    this.logged = 0
    visitor.step(
      lane,
      choice,
      outcome === 3 || this.tellsAll ? this.faultsOf(lane, choice) : 'told-before',
    )
  }

  private faultsOf(lane: LaneId, choice: number): readonly FaultAt[] {
    this.plain.state.set(this.state)
    return this.plain.faultsOf(lane, choice)
  }

  /** Conflicts between next steps; the plain stepper says what they are when they are new. */
  private findRaces(lanes: number): void {
    for (let left = 0; left < lanes; left++) {
      for (let right = left + 1; right < lanes; right++) {
        if (this.isNewRace(left, right)) {
          this.races.push(...racesBetween(this.nextStep(left), this.nextStep(right)))
        }
      }
    }
  }

  private isNewRace(left: LaneId, right: LaneId): boolean {
    const { accesses, starts, ends } = this
    for (let i = starts[left]!; i < ends[left]!; i++) {
      for (let j = starts[right]!; j < ends[right]!; j++) {
        const one = accesses[i]!
        const other = accesses[j]!
        if ((one ^ other) >> accessBits.shift !== 0) continue
        if (((one | other) & accessBits.write) === 0 || (one & other & accessBits.marked) !== 0)
          continue
        if (this.tellsAll || this.isFirst(left, right, one >> accessBits.shift)) return true
      }
    }
    return false
  }

  private isFirst(left: LaneId, right: LaneId, address: number): boolean {
    const { machine, state, toldRaces } = this
    const [one = 0, other = 0] = [left, right].map(
      (lane) => state[machine.laneBase[lane]! + laneWord.pc]!,
    )
    const key = `${left} ${one} ${right} ${other} ${address}`
    if (toldRaces.has(key)) return false
    toldRaces.add(key)
    return true
  }

  private nextStep(lane: LaneId): NextStep {
    return nextStepOf(this.machine, this.state.slice(), lane, this.alternatives[lane]!)
  }
}

const noFaults: readonly FaultAt[] = []
