/**
 * Runs a step side by side with the same step of the exchanged threads in the exchanged states, and
 * compares. What a step does depends on the words that it reads and on nothing else, so that one
 * comparison settles the step for all states that agree in those words: few are needed.
 */

import type { LaneId } from '../../machine/code.ts'
import { readiness } from '../../machine/enabled.ts'
import type { Access, Fault } from '../../machine/events.ts'
import { laneStatus, laneWord, type Machine } from '../../machine/machine.ts'
import { type RunStep, StepRecorder } from '../../machine/run.ts'
import { failureKey } from '../failures.ts'
import type { Failure } from '../verdict.ts'

/** The exchanged states, and what becomes of lanes, words and failures. */
export interface Exchanges {
  readonly order: number
  readonly laneOf: (exchange: number, lane: LaneId) => LaneId
  readonly wordOf: (exchange: number, word: number) => number
  readonly wordFrom: (exchange: number, word: number) => number
  readonly failureOf: (exchange: number, failure: Failure) => Failure
  readonly put: (exchange: number, state: Int32Array, to: Int32Array) => void
  /** Takes note of what the states after a step hold; throws when that is a conflict. */
  readonly learn: (before: readonly Int32Array[], after: readonly Int32Array[]) => void
}

/** Which word decides what is compared next; -1 at the end. */
interface Node {
  readonly word: number
  readonly next: Map<number, Node>
}

const settled: Node = { word: -1, next: new Map() }
const mostChoices = 16
/** In place of a choice: whether the lane can take a step at all. */
const standing = 0

export class Lockstep {
  private readonly machine: Machine
  private readonly exchanges: Exchanges
  private readonly roots = new Map<number, Node>()
  private readonly before: readonly Int32Array[]
  private readonly after: readonly Int32Array[]
  private readonly watched: readonly Int32Array[]
  private readonly recorders: readonly StepRecorder[]
  /** Words read by the steps being compared, as words of the state itself, in order. */
  private reads = new Set<number>()
  private written = new Set<number>()
  private stepping: LaneId = 0
  private exchange = 0

  constructor(machine: Machine, exchanges: Exchanges) {
    this.machine = machine
    this.exchanges = exchanges
    const all = Array.from({ length: exchanges.order }, () => new Int32Array(machine.stateSize))
    this.before = all
    this.after = all.map((each) => each.slice())
    this.watched = this.after.map((each) => this.watch(each))
    this.recorders = this.watched.map((each) => new StepRecorder(machine, each))
  }

  /** Compares whether and how lanes can take a step in this state. */
  checkStanding(state: Int32Array): void {
    for (let lane = 0; lane < this.machine.setupLane; lane++) {
      const base = this.machine.laneBase[lane]!
      if (state[base + laneWord.status] === laneStatus.running)
        this.check(state, lane, standing, () => this.compareStanding(lane))
    }
  }

  /** Compares a step of this state. */
  checkStep(state: Int32Array, lane: LaneId, choice: number): void {
    this.check(state, lane, 1 + choice, () => this.compareStep(lane, choice))
  }

  private check(state: Int32Array, lane: LaneId, what: number, compare: () => void): void {
    const pc = state[this.machine.laneBase[lane]! + laneWord.pc]!
    const key = (pc * mostChoices + what) * this.machine.lanes.length + lane
    let node = this.roots.get(key)
    while (node !== undefined && node.word >= 0) node = node.next.get(state[node.word]!)
    if (node === settled) return
    this.reads = new Set()
    for (const [exchange, to] of this.before.entries()) {
      this.exchanges.put(exchange, state, to)
      this.after[exchange]!.set(to)
    }
    compare()
    this.settle(key, state)
  }

  private settle(key: number, state: Int32Array): void {
    const words = [...this.reads]
    const nodeAt = (i: number): Node => {
      const word = words[i]
      return word === undefined ? settled : { word, next: new Map() }
    }
    let node: Node = this.roots.get(key) ?? nodeAt(0)
    this.roots.set(key, node)
    for (const [i, word] of words.entries()) {
      if (node.word !== word) throw new Error('a step reads words in another order than before')
      const value = state[word]!
      const next: Node = node.next.get(value) ?? nodeAt(i + 1)
      node.next.set(value, next)
      node = next
    }
  }

  private compareStanding(lane: LaneId): void {
    const found = this.watched.map((state, exchange) => {
      const of = this.begin(exchange, lane)
      const stand = readiness(this.machine, state, of)
      return stand.kind === 'ready' ? `ready ${stand.options.length}` : stand.kind
    })
    if (found.some((each) => each !== found[0])) this.complain(lane, 'one can go on, the other not')
  }

  private compareStep(lane: LaneId, choice: number): void {
    const steps = this.recorders.map((recorder, exchange) =>
      recorder.take({ lane: this.begin(exchange, lane), choice }),
    )
    const first = steps[0]!
    for (const [exchange, step] of steps.entries()) {
      if (this.faultsOf(first, exchange) !== this.faultsOf(step, 0))
        this.complain(lane, 'they do not go wrong in the same way')
      if (this.accessesOf(first, exchange) !== this.accessesOf(step, 0))
        this.complain(lane, 'they do not touch the same memory')
    }
    if (first.events.every(({ event }) => event.kind !== 'fault'))
      this.exchanges.learn(this.before, this.after)
  }

  private begin(exchange: number, lane: LaneId): LaneId {
    this.exchange = exchange
    this.written.clear()
    this.stepping = this.exchanges.laneOf(exchange, lane)
    return this.stepping
  }

  private faultsOf({ events }: RunStep, exchange: number): string {
    const keys = events.flatMap(({ event, lane, pc }) =>
      event.kind === 'fault' ? [this.faultKey(event.fault, lane, pc, exchange)] : [],
    )
    return keys.sort().join()
  }

  private faultKey(fault: Fault, lane: LaneId, pc: number, exchange: number): string {
    const failure: Failure = { kind: 'fault', lane, pc, fault }
    return failureKey(this.machine, this.exchanges.failureOf(exchange, failure))
  }

  private accessesOf({ accesses }: RunStep, exchange: number): string {
    const keyOf = ({ address, kind, marked }: Access): string =>
      `${this.exchanges.wordOf(exchange, address)} ${kind} ${marked}`
    return [...new Set(accesses.map(keyOf))].sort().join()
  }

  private complain(lane: LaneId, how: string): never {
    const { lanes } = this.machine
    const others = this.before.map((_, exchange) => this.exchanges.laneOf(exchange, lane))
    const letters = [...new Set(others)].sort((a, b) => a - b).map((each) => lanes[each]?.letter)
    throw new Error(
      `${letters.length === 1 ? 'thread' : 'threads'} ${letters.join(', ')} cannot be exchanged: ${how}`,
    )
  }

  /** The state as the stepper sees it: tells which words it reads before it writes them. */
  private watch(state: Int32Array): Int32Array {
    return new Proxy(state, {
      get: (target, name) => {
        const word = typeof name === 'string' ? Number(name) : Number.NaN
        if (!Number.isInteger(word)) return Reflect.get(target, name) as unknown
        this.note(word)
        return target[word]
      },
      set: (target, name, value: number) => {
        const word = Number(name)
        this.written.add(word)
        target[word] = value
        return true
      },
    })
  }

  private note(word: number): void {
    if (!this.written.has(word) && !this.isOfSpinner(word))
      this.reads.add(this.exchanges.wordFrom(this.exchange, word))
  }

  /**
   * Every write looks for spinning lanes, wherever they stand. That is the same for all, because the
   * lanes that are exchanged run the same code.
   */
  private isOfSpinner(word: number): boolean {
    const { laneBase, lanes } = this.machine
    for (const [lane, base] of laneBase.entries()) {
      if (lane === this.stepping) continue
      if (word === base + laneWord.pc || word === base + laneWord.dirty) return true
      if (word === base + laneWord.status) return lanes[lane]?.kind !== 'dynamic'
    }
    return false
  }
}
