/**
 * Successors by compiled steps: the same answers as `Expander`, an order of magnitude faster. Whatever
 * goes wrong in a step is left to the plain stepper, which can say what it was.
 */

import type { LaneId } from '../machine/code.ts'
import { laneStatus, laneWord, type Machine } from '../machine/machine.ts'
import { ensure } from '../util/ensure.ts'
import { type DataRace, type NextStep, nextStepOf, racesBetween } from '../machine/races.ts'
import { Expander, type FaultAt, type Standing, type Successors, type Visitor } from './expander.ts'
import { fillTables, standAt, standKind, type Views, viewsOf } from './wasm/tables.ts'
import { accessBits } from './wasm/layout.ts'
import { type CompiledSteps, compileSteps } from './wasm/compile.ts'
import type { LoopMemory } from './wasm/loop-memory.ts'
import { toldAt } from './wasm/race-test.ts'

interface Exports {
  readonly step: (element: number, choice: number) => number
  readonly ready: (element: number) => number
  readonly logged: () => number
  readonly accessed: () => number
  readonly forget: () => void
  /** Only of a whole search. */
  readonly run: (budget: number) => number
  readonly load: (state: number) => void
  readonly find: () => number
  readonly rehash: () => void
}

export class CompiledExpander implements Successors {
  readonly memory: WebAssembly.Memory
  readonly standing: Standing = { enabled: 0, blocked: 0 }
  readonly races: DataRace[] = []
  logged = 0
  private readonly machine: Machine
  private readonly plain: Expander
  private readonly exports: Exports
  private readonly compiled: CompiledSteps
  private views: Views
  /** Per lane and position: options of a choice, or a `standKind`. */
  private readonly kinds: readonly Int8Array[]
  private readonly alternatives: Int32Array
  /** Where the accesses of each lane's next step, all alternatives together, lie in `accesses`. */
  private readonly starts: Int32Array
  private readonly ends: Int32Array
  private readonly toldRaces = new Set<string>()
  private readonly tellsAll: boolean

  /** `tellsAll`: tell a fault every time, not only when it is new; `withLoop`: compile a whole search. */
  constructor(machine: Machine, tellsAll: boolean, withLoop = false) {
    const compiled = compileSteps(machine, withLoop)
    const { bytes, memory: at, loop } = compiled
    this.memory = new WebAssembly.Memory({ initial: Math.ceil((loop?.end ?? at.end) / 65_536) })
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
      env: { memory: this.memory },
    })
    this.machine = machine
    this.tellsAll = tellsAll
    this.plain = new Expander(machine)
    this.exports = instance.exports as unknown as Exports
    this.compiled = compiled
    this.views = viewsOf(machine, compiled, this.memory.buffer)
    this.kinds = machine.lanes.map(({ code }) => Int8Array.from(code, (_, pc) => standAt(code, pc)))
    this.alternatives = new Int32Array(machine.lanes.length)
    this.starts = new Int32Array(machine.lanes.length)
    this.ends = new Int32Array(machine.lanes.length)
    fillTables(machine, compiled, this.kinds, this.memory.buffer)
  }

  get state(): Int32Array {
    return this.views.state
  }

  /** Changed words of the state with their old values. */
  get log(): Int32Array {
    return this.views.log
  }

  /** Where a whole search keeps its things; throws when none was compiled. */
  get loop(): LoopMemory {
    return ensure(this.compiled.loop, 'a compiled search')
  }

  /** Looks at the memory anew after it has grown. */
  attach(): void {
    this.views = viewsOf(this.machine, this.compiled, this.memory.buffer)
  }

  /** Searches on, over at most `budget` states; why it has come back, as `loopEnd`. */
  run(budget: number): number {
    return this.exports.run(budget)
  }

  /** Unpacks a state that was found. */
  load(state: number): void {
    this.exports.load(state)
  }

  /** The number of the state after the step that is being told, -1 when it was not found. */
  find(): number {
    return this.exports.find()
  }

  rehash(): void {
    this.exports.rehash()
  }

  /** `races` of the state that the search has just left, where lanes stand like this. */
  findRacesOf(enabled: number, blocked: number): void {
    const { loop, starts, ends, standing, machine, alternatives } = this
    const { words } = this.views
    standing.enabled = enabled
    standing.blocked = blocked
    this.races.length = 0
    for (let lane = 0; lane < machine.setupLane; lane++) {
      const isEnabled = ((enabled >> lane) & 1) === 1
      starts[lane] = isEnabled ? words[loop.starts / 4 + lane]! : 0
      ends[lane] = isEnabled ? words[loop.ends / 4 + lane]! : 0
      alternatives[lane] = isEnabled ? this.options(lane) : 0
    }
    if ((enabled & (enabled - 1)) !== 0) this.findRaces(machine.setupLane)
  }

  expand(visitor: Visitor): void {
    const { machine, exports, standing } = this
    const lanes = machine.setupLane
    const { stepAt } = this.compiled
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
      const pc = this.state[machine.laneBase[lane]! + laneWord.pc]!
      this.starts[lane] = exports.accessed()
      for (let choice = 0; choice < options; choice++) {
        this.take(lane, stepAt[lane]![pc]!, choice, visitor)
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
    return this.exports.ready(this.compiled.readyAt[lane]![pc]!) === 0 ? -1 : 1
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

  /** What goes wrong in one step from the present state. */
  faultsOf(lane: LaneId, choice: number): readonly FaultAt[] {
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
    const { starts, ends } = this
    const { accesses } = this.views
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
    const { machine, state, toldRaces, compiled } = this
    const [one = 0, other = 0] = [left, right].map(
      (lane) => state[machine.laneBase[lane]! + laneWord.pc]!,
    )
    const key = `${left} ${one} ${right} ${other} ${address}`
    if (toldRaces.has(key)) return false
    toldRaces.add(key)
    const { loop, memory } = compiled
    if (loop !== undefined) {
      const places = [memory.rowOf[left]! + one, memory.rowOf[right]! + other, address] as const
      this.views.words.set(places, (loop.told + toldAt(...places)) / 4)
    }
    return true
  }

  private nextStep(lane: LaneId): NextStep {
    return nextStepOf(this.machine, this.state.slice(), lane, this.alternatives[lane]!)
  }
}

const noFaults: readonly FaultAt[] = []
