/**
 * Explores interleaving classes: runs that differ only in the order of independent steps are one class.
 *
 * `optimal` explores every class once and nothing else (sleep sets and wakeup trees), `source` every
 * class once and some runs for nothing (source sets), `sleep` uses sleep sets alone, and `naive` takes
 * every interleaving; the last two are there to test the first two.
 *
 * The search is cut into slices by its caller, has no clock, and is the same each time.
 */

import type { LaneId } from '../../machine/code.ts'
import { initialState } from '../../machine/initial.ts'
import type { Machine } from '../../machine/machine.ts'
import type { ScheduleEntry } from '../../machine/run.ts'
import { ClassFindings } from './class-findings.ts'
import type { ClassLimits, ClassMode, ClassReport, RunEnd } from './class-report.ts'
import { type Event, isAmong, isDependent } from './event.ts'
import { Executor } from './executor.ts'
import { History } from './history.ts'
import type { Node } from './node.ts'
import type { Branch } from './wakeup-tree.ts'
import { Reversals } from './reversals.ts'

const defaultSteps = 500

/** Told of each run when it ends; a test looks at the state and at the class there. */
export type RunVisitor = (end: RunEnd, search: ClassSearch) => void

export class ClassSearch {
  private readonly mode: ClassMode
  private readonly lanes: number
  private readonly executor: Executor
  private readonly history: History
  private readonly nodes: Node[] = []
  private readonly reversals: Reversals
  private readonly findings: ClassFindings
  private readonly mostSteps: number
  private readonly mostRuns: number
  private readonly visit: RunVisitor
  private readonly count = { classes: 0, failing: 0, blocked: 0, redundant: 0, runs: 0, steps: 0 }
  private longest = 0
  private limit: 'runs' | 'cancelled' | undefined

  /** Throws when the scenario's set-up is wrong: then there is nothing to search. */
  constructor(
    machine: Machine,
    mode: ClassMode = 'optimal',
    limits: ClassLimits = {},
    visit: RunVisitor = () => {},
  ) {
    const start = initialState(machine)
    if (!start.ok) throw new Error(start.error)
    this.mode = mode
    this.lanes = machine.setupLane
    this.executor = Executor.on(machine, start.value.state)
    this.history = new History(this.lanes)
    const scratch = Executor.on(machine, start.value.state.slice())
    this.reversals = new Reversals(this.history, this.nodes, scratch, mode === 'optimal')
    this.findings = new ClassFindings(machine)
    this.mostSteps = limits.steps ?? defaultSteps
    this.mostRuns = limits.runs ?? Number.POSITIVE_INFINITY
    this.visit = visit
    this.enter([], [])
  }

  /** The state where the search stands; do not write to it. */
  get state(): Int32Array {
    return this.executor.words
  }

  /** The steps of the present run, with what went wrong in each. */
  get events(): readonly Event[] {
    return this.history.events
  }

  /** Names the class of the present run. */
  classKey(): string {
    return this.history.key()
  }

  /** Explores until `runs` more runs have ended; true when there is nothing left to explore. */
  advance(runs: number): boolean {
    const until = this.count.runs + runs
    while (this.count.runs < until && this.limit === undefined) {
      const node = this.nodes.at(-1)
      if (node === undefined) return true
      const isOpen = node.isFresh || node.children.length > 0
      if (isOpen && this.count.runs >= this.mostRuns) this.limit = 'runs'
      else if (!isOpen || !this.descend(node)) this.ascend()
    }
    if (this.limit !== undefined) return true
    return this.nodes.length === 0
  }

  /** Ends the search early; the report says so. */
  stop(): void {
    if (this.nodes.length > 0) this.limit = 'cancelled'
  }

  report(): ClassReport {
    const isDone = this.nodes.length === 0 && this.limit === undefined
    return {
      mode: this.mode,
      ...this.count,
      longest: this.longest,
      findings: this.findings.list(),
      isComplete: isDone && !this.findings.hasHitBound && !this.reversals.isIncomplete,
      limit:
        this.limit ?? this.findings.limit ?? (this.reversals.isIncomplete ? 'waits' : undefined),
    }
  }

  /** Takes the next step from a node; false when there is none. */
  private descend(node: Node): boolean {
    const branch = node.children.shift()
    if (branch !== undefined) {
      node.isFresh = false
      this.follow(node, this.repeat(branch), branch.children)
      return true
    }
    if (!node.isFresh) return false
    node.isFresh = false
    return this.begin(node)
  }

  private repeat({ event, isElsewhere }: Branch): Event {
    if (isElsewhere) return this.executor.take(event.lane, event.choice)
    this.executor.apply(event)
    return event
  }

  /** The first look at a node at which nothing has to be explored in particular. */
  private begin(node: Node): boolean {
    const enabled = this.enabled()
    if (enabled.length === 0 || this.history.length >= this.mostSteps) {
      this.endRun(enabled.length > 0 ? 'cut' : 'maximal')
      return false
    }
    if (this.mode === 'naive' || this.mode === 'sleep') {
      for (const lane of enabled) this.addAlternatives(node, lane)
      if (node.children.length === 0) this.endRun('redundant')
      return node.children.length > 0 && this.descend(node)
    }
    const awake = this.firstAwake(node, enabled)
    if (awake === undefined) {
      this.endRun('redundant')
      return false
    }
    const event = this.executor.take(awake.lane, awake.choice)
    this.follow(node, event, [])
    return true
  }

  private firstAwake(node: Node, enabled: readonly LaneId[]): ScheduleEntry | undefined {
    for (const lane of enabled) {
      const options = this.executor.alternatives(lane)
      for (let choice = 0; choice < options; choice++)
        if (!isAmong(node.sleep, lane, choice)) return { lane, choice }
    }
    return undefined
  }

  private enabled(): readonly LaneId[] {
    const enabled: LaneId[] = []
    const last = this.history.events.at(-1)?.lane ?? 0
    // Going on with the same lane first gives runs with few switches.
    for (let i = 0; i < this.lanes; i++) {
      const lane = (last + i) % this.lanes
      if (this.executor.alternatives(lane) > 0) enabled.push(lane)
    }
    return enabled
  }

  private addAlternatives(node: Node, lane: LaneId): void {
    const options = this.executor.alternatives(lane)
    for (let choice = 0; choice < options; choice++) {
      if (isAmong(node.sleep, lane, choice)) continue
      const event = this.executor.take(lane, choice)
      this.executor.undo(event)
      node.children.push({ event, isElsewhere: false, children: [] })
    }
  }

  private follow(node: Node, event: Event, children: Node['children']): void {
    node.current = event
    this.count.steps++
    this.history.push(event)
    const isNaive = this.mode === 'naive'
    const sleep = isNaive ? [] : node.sleep.filter((asleep) => !isDependent(asleep, event))
    this.enter(sleep, children)
  }

  private enter(sleep: Event[], children: Node['children']): void {
    this.nodes.push({ sleep, children, current: undefined, isFresh: true })
  }

  private ascend(): void {
    this.nodes.pop()
    const node = this.nodes.at(-1)
    if (node === undefined) return
    const event = this.history.pop()
    this.executor.undo(event)
    node.current = undefined
    if (this.mode !== 'naive') node.sleep.push(event)
  }

  private endRun(how: 'maximal' | 'redundant' | 'cut'): void {
    const { executor, history, count } = this
    this.longest = Math.max(this.longest, history.length)
    count.runs++
    const blocked: LaneId[] = []
    for (let lane = 0; lane < this.lanes; lane++)
      if (executor.alternatives(lane) < 0) blocked.push(lane)
    const end = how === 'maximal' ? this.findings.end(executor, history, blocked) : how
    // What a redundant run shows is shown by the run that it is equivalent to.
    if (how === 'cut') this.findings.cut(executor, history)
    if (end === 'class') count.classes++
    if (end === 'failing') {
      count.classes++
      count.failing++
    }
    if (end === 'blocked') count.blocked++
    if (end === 'redundant') count.redundant++
    this.visit(end, this)
    if (this.mode === 'optimal' || this.mode === 'source') this.reversals.analyse(executor, blocked)
  }
}

/** Searches to the end at once. */
export function searchClasses(
  machine: Machine,
  mode: ClassMode = 'optimal',
  limits: ClassLimits = {},
  visit?: RunVisitor,
): ClassReport {
  const search = new ClassSearch(machine, mode, limits, visit)
  while (!search.advance(65_536));
  return search.report()
}
