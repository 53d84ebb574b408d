/**
 * All runs of a small program, breadth first and without any reduction: the plain reference that unit
 * tests of locks need, because a lost wake-up shows only in one interleaving out of thousands.
 */

import type { Fault } from '../machine/events.ts'
import { initialState } from '../machine/initial.ts'
import type { Machine } from '../machine/machine.ts'
import { laneStatus, statusOf } from '../machine/machine.ts'
import { readiness } from '../machine/enabled.ts'
import { wordName } from '../machine/memory.ts'
import { racesIn } from '../machine/races.ts'
import { type RunStep, takeStep } from '../machine/run.ts'
import { addressOf, faultText, whyNot } from './play.ts'

export interface EveryRun {
  readonly states: number
  /** What goes wrong in some run, each with the shortest schedule that shows it. */
  readonly faults: readonly string[]
  /** Words that two threads may touch at the same moment, at least one of them plainly. */
  readonly races: readonly string[]
  /** Final states in which a thread that has started is not done: where each stands. */
  readonly stuck: readonly string[]
  /** Values of the watched words in final states in which every thread is done. */
  readonly outcomes: readonly string[]
  /** False when the limit was hit: then nothing is known about the rest. */
  readonly complete: boolean
}

interface Node {
  readonly state: Int32Array
  readonly schedule: string
}

/** `watch`: words by name, as in `x` or `lock.count.counter`. */
export function everyRun(
  machine: Machine,
  watch: readonly string[] = [],
  limit = 300_000,
): EveryRun {
  const start = initialState(machine)
  if (!start.ok) throw new Error(start.error)
  const search = new Search(machine, watch)
  search.add({ state: start.value.state, schedule: '' })
  let next = 0
  while (next < search.queue.length && next < limit) search.expand(next++)
  return search.result(next)
}

class Search {
  readonly queue: Node[] = []
  private readonly seen = new Set<string>()
  private readonly faults = new Map<string, string>()
  private readonly races = new Set<string>()
  private readonly stuck = new Map<string, string>()
  private readonly outcomes = new Set<string>()
  private readonly machine: Machine
  private readonly watched: readonly (readonly [string, number])[]

  constructor(machine: Machine, watch: readonly string[]) {
    this.machine = machine
    this.watched = watch.map((name) => [name, addressOf(machine, name)])
  }

  add(node: Node): void {
    const key = node.state.join()
    if (this.seen.has(key)) return
    this.seen.add(key)
    this.queue.push(node)
  }

  expand(index: number): void {
    const node = this.queue[index]
    if (node === undefined) return
    let isFinal = true
    for (let lane = 0; lane < this.machine.setupLane; lane++) {
      const ready = readiness(this.machine, node.state, lane)
      if (ready.kind !== 'ready') continue
      isFinal = false
      for (let choice = 0; choice < Math.max(1, ready.options.length); choice++) {
        this.follow(node, lane, choice)
      }
    }
    if (isFinal) this.end(node)
    for (const race of racesIn(this.machine, node.state)) {
      this.races.add(wordName(this.machine.memory, race.address))
    }
  }

  private follow(node: Node, lane: number, choice: number): void {
    const state = Int32Array.from(node.state)
    const step = takeStep(this.machine, state, { lane, choice })
    const letter = this.machine.lanes[lane]?.letter.toLowerCase() ?? '?'
    const schedule = `${node.schedule}${letter}${choice === 0 ? '' : `.${choice}`}`
    for (const fault of faultsOf(step)) {
      const text = faultText(this.machine, fault)
      if (!this.faults.has(text)) this.faults.set(text, schedule)
    }
    this.add({ state, schedule })
  }

  private end(node: Node): void {
    const { machine } = this
    const started = machine.lanes.flatMap((_, lane) => {
      const status = statusOf(machine, node.state, lane)
      return status === laneStatus.notStarted || lane === machine.setupLane ? [] : [status]
    })
    if (started.every((status) => status === laneStatus.done)) {
      this.outcomes.add(
        this.watched.map(([name, at]) => `${name}=${node.state[at] ?? '?'}`).join(' '),
      )
      return
    }
    const text = machine.program.threads
      .map(({ letter }, lane) => `${letter} ${whyNot({ machine, state: node.state }, lane)}`)
      .join(', ')
    if (!this.stuck.has(text)) this.stuck.set(text, node.schedule)
  }

  result(expanded: number): EveryRun {
    const withSchedule = (found: ReadonlyMap<string, string>): string[] =>
      [...found].map(([text, schedule]) => `${text} (${schedule})`)
    return {
      states: this.seen.size,
      faults: withSchedule(this.faults),
      races: [...this.races],
      stuck: withSchedule(this.stuck),
      outcomes: [...this.outcomes].sort(),
      complete: expanded === this.queue.length,
    }
  }
}

function faultsOf(step: RunStep): readonly Fault[] {
  return step.events.flatMap(({ event }) => (event.kind === 'fault' ? [event.fault] : []))
}
