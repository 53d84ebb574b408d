/**
 * Every reachable state with every step between states, for drawing: breadth first, so that the first way
 * to a state is a shortest one. A state in which a run has gone wrong is a node of its own, and not
 * searched further. Exact: whole states are compared.
 */

import type { LaneId } from '../../machine/code.ts'
import { initialState } from '../../machine/initial.ts'
import { laneStatus, type Machine, pcOf, statusOf } from '../../machine/machine.ts'
import type { ScheduleEntry } from '../../machine/run.ts'
import type { FaultAt, Successors } from '../expander.ts'
import { LearnedExpander } from '../learned/learned-expander.ts'
import { leakedObjects } from '../failures.ts'
import { StateSet } from '../state-set.ts'
import type { Failure } from '../verdict.ts'

export type NodeIndex = number

export interface GraphStep extends ScheduleEntry {
  readonly from: NodeIndex
  readonly to: NodeIndex
}

/**
 * How a state is: `open` somebody can go on, `done` all have finished, `failed` something is wrong in it
 * or went wrong in the step to it.
 */
export type NodeEnd =
  | { readonly kind: 'open' }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly failure: Failure }

const open: NodeEnd = { kind: 'open' }

export class StateGraph {
  readonly steps: GraphStep[] = []
  private readonly machine: Machine
  private readonly most: number
  private readonly set: StateSet
  private readonly expander: LearnedExpander
  private readonly ends: NodeEnd[] = []
  private readonly races = new Set<NodeIndex>()
  /** The step that a state was first found by; undefined for the first one. */
  private readonly parents: (GraphStep | undefined)[] = []
  private readonly depths: number[] = []
  private readonly scratch: Int32Array
  private expanded = 0
  private afterFault = 0

  /** Throws when the scenario's set-up is wrong. Beyond `most` states none is searched. */
  constructor(machine: Machine, most: number) {
    const start = initialState(machine)
    if (!start.ok) throw new Error(start.error)
    this.machine = machine
    this.most = most
    this.set = new StateSet(machine.stateSize + 1)
    this.expander = new LearnedExpander(machine, true)
    this.scratch = new Int32Array(machine.stateSize + 1)
    this.add(start.value.state, undefined, undefined)
  }

  /** Nodes so far. */
  get size(): number {
    return this.set.size
  }

  /** Nodes that a step which goes wrong leads to: a search does not count them among the states. */
  get wrong(): number {
    return this.afterFault
  }

  /** Every state that can be reached is in it. */
  get isWhole(): boolean {
    return this.expanded === this.size
  }

  /** Expands so many states more; true when there are none, or too many. */
  advance(states: number): boolean {
    for (let i = 0; i < states; i++) {
      if (this.isWhole || this.size >= this.most) return true
      this.expand(this.expanded)
      this.expanded++
    }
    return this.isWhole || this.size >= this.most
  }

  endOf(node: NodeIndex): NodeEnd {
    return this.ends[node] ?? open
  }

  /** Two of the next steps race for the same word. */
  hasRace(node: NodeIndex): boolean {
    return this.races.has(node)
  }

  /** Steps of a shortest run to it. */
  depthOf(node: NodeIndex): number {
    return this.depths[node] ?? 0
  }

  wayTo(node: NodeIndex): readonly ScheduleEntry[] {
    const way: ScheduleEntry[] = []
    for (let step = this.parents[node]; step !== undefined; step = this.parents[step.from])
      way.push({ lane: step.lane, choice: step.choice })
    return way.reverse()
  }

  /** The states of a run, as far as they are known. */
  pathOf(schedule: readonly ScheduleEntry[]): readonly NodeIndex[] {
    const path: NodeIndex[] = [0]
    const next = new Map(this.steps.map((step) => [keyOf(step.from, step), step.to]))
    for (const entry of schedule) {
      const to = next.get(keyOf(path.at(-1) ?? 0, entry))
      if (to === undefined) return path
      path.push(to)
    }
    return path
  }

  /** The state of a node, in an array that the next call fills anew. */
  stateOf(node: NodeIndex): Int32Array {
    const { words, states } = this.set
    return states.subarray(node * words, node * words + this.machine.stateSize)
  }

  private expand(node: NodeIndex): void {
    if (this.endOf(node).kind === 'failed') return
    const { expander } = this
    expander.state.set(this.stateOf(node))
    expander.expand({
      step: (lane, choice, faults) => {
        const failure = faults === 'told-before' ? undefined : firstFailure(lane, faults)
        this.add(expander.state, { from: node, lane, choice }, failure)
      },
    })
    if (expander.races.length > 0) this.races.add(node)
    this.ends[node] = this.standing(expander)
  }

  private add(
    state: Int32Array,
    by: Omit<GraphStep, 'to'> | undefined,
    failure: Failure | undefined,
  ): void {
    this.scratch.set(state)
    this.scratch[state.length] = failure === undefined ? 0 : 1
    const found = this.set.add(this.scratch, 0)
    const isNew = this.depths.length < this.set.size
    const to = isNew ? this.set.size - 1 : found
    const step = by === undefined ? undefined : { ...by, to }
    if (step !== undefined) this.steps.push(step)
    if (!isNew) return
    if (failure !== undefined) this.afterFault++
    this.parents.push(step)
    this.depths.push(by === undefined ? 0 : this.depthOf(by.from) + 1)
    this.ends.push(failure === undefined ? open : { kind: 'failed', failure })
  }

  private standing({ standing, state }: Pick<Successors, 'standing' | 'state'>): NodeEnd {
    if (standing.enabled !== 0) return open
    const { machine } = this
    const lanes = [...machine.lanes.keys()]
    const blocked = lanes.filter((lane) => ((standing.blocked >> lane) & 1) === 1)
    if (blocked.length > 0) {
      const pcs = blocked.map((lane) => pcOf(machine, state, lane))
      return { kind: 'failed', failure: { kind: 'deadlock', lanes: blocked, pcs } }
    }
    if (lanes.some((lane) => statusOf(machine, state, lane) === laneStatus.crashed)) return open
    const [object] = leakedObjects(machine, state)
    return object === undefined
      ? { kind: 'done' }
      : { kind: 'failed', failure: { kind: 'leak', object } }
  }
}

function firstFailure(lane: LaneId, faults: readonly FaultAt[]): Failure | undefined {
  const [first] = faults
  return first === undefined ? undefined : { kind: 'fault', lane, ...first }
}

function keyOf(from: NodeIndex, { lane, choice }: ScheduleEntry): string {
  return `${from} ${lane} ${choice}`
}

/**
 * Nodes from which or to which a path leads in at most `k` steps, for the greatest `k` that keeps their
 * number within `most`; the path itself always. In ascending order.
 */
export function around(
  size: number,
  steps: readonly GraphStep[],
  path: readonly NodeIndex[],
  most: number,
): { readonly nodes: readonly NodeIndex[]; readonly within: number } {
  const beside: NodeIndex[][] = Array.from({ length: size }, () => [])
  for (const { from, to } of steps) {
    beside[from]?.push(to)
    beside[to]?.push(from)
  }
  const found = new Set(path)
  let edge: readonly NodeIndex[] = [...found]
  for (let within = 0; ; within++) {
    const next = new Set<NodeIndex>()
    for (const node of edge)
      for (const other of beside[node] ?? []) if (!found.has(other)) next.add(other)
    if (next.size === 0 || found.size + next.size > most)
      return { nodes: [...found].sort((a, b) => a - b), within }
    for (const node of next) found.add(node)
    edge = [...next]
  }
}
