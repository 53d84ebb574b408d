/**
 * Every set of fixes against every failure, over several scenarios at once, and the smallest sets under
 * which nothing goes wrong anywhere. In slices, like a single search. Sets that are the same program for
 * a scenario are searched once.
 */

import type { Finding, Limit, Verdict } from '../explore/verdict.ts'
import type { FixDef, MutexModel, ScenarioDef } from '../ir/program.ts'
import { createMachine, type Machine } from '../machine/machine.ts'
import { failureName } from './failure-name.ts'
import { Programs } from './programs.ts'
import { scheduleText } from './schedule-text.ts'
import type { Tally } from './search-protocol.ts'
import type { Clock } from './search-task.ts'

export interface FixSetRequest {
  readonly scenarios: readonly ScenarioDef[]
  readonly mutex: MutexModel
  /** Sets of more fixes are not tried: their number doubles with each fix. */
  readonly mostFixes: number
  /** Of each single search. */
  readonly maxStates: number
}

/** All failures of one kind and object. */
export interface CellFailure {
  /** `use after free of device`, `leak of hmm`, `deadlock` */
  readonly name: string
  /** The shortest run that shows it, in link notation. */
  readonly schedule: string
}

/** What one set of fixes does to one scenario. */
export interface Cell {
  readonly scenario: string
  /** Empty when nothing goes wrong. */
  readonly failures: readonly CellFailure[]
  /** Undefined when every state was visited. */
  readonly limit: Limit | undefined
  readonly states: number
}

export interface FixSet {
  readonly fixes: readonly string[]
  /** One per scenario, in their order. */
  readonly cells: readonly Cell[]
  /** Nothing goes wrong in any scenario, and every search was exhausted. */
  readonly repairs: boolean
}

export interface FixSetResult {
  readonly fixes: readonly FixDef[]
  /** Smaller sets first. */
  readonly sets: readonly FixSet[]
  /** Sets that repair everything and no part of which does. */
  readonly minimal: readonly (readonly string[])[]
  /** How many sets of that size there are; fewer were searched when it was stopped early. */
  readonly possible: number
}

export class FixSetTask {
  private readonly request: FixSetRequest
  private readonly now: Clock
  private readonly startedAt: number
  private readonly fixes: readonly FixDef[]
  private readonly pending: readonly (readonly string[])[]
  private readonly sets: FixSet[] = []
  private readonly programs: Programs<Judged>
  private cells: Cell[] = []

  constructor(request: FixSetRequest, now: Clock) {
    this.request = request
    this.now = now
    this.startedAt = now()
    this.fixes = repairsOf(request.scenarios)
    this.pending = subsets(this.fixes, request.mostFixes)
    this.programs = new Programs(request.maxStates, judged)
  }

  /** Sets judged so far, of how many, and what that took. */
  get tally(): Tally {
    return {
      done: this.sets.length,
      of: this.pending.length,
      states: this.programs.states,
      seconds: (this.now() - this.startedAt) / 1000,
    }
  }

  /** Goes on for about that long; true when every set was searched. */
  advance(milliseconds: number): boolean {
    const until = this.now() + milliseconds
    do {
      const fixes = this.pending[this.sets.length]
      if (fixes === undefined) return true
      this.work(fixes)
    } while (this.now() < until)
    return this.sets.length === this.pending.length
  }

  result(): FixSetResult {
    const good = this.sets.filter((set) => set.repairs).map((set) => set.fixes)
    const minimal = good.filter(
      (fixes) =>
        !good.some(
          (other) => other.length < fixes.length && other.every((fix) => fixes.includes(fix)),
        ),
    )
    return { fixes: this.fixes, sets: this.sets, minimal, possible: this.pending.length }
  }

  private work(fixes: readonly string[]): void {
    const def = this.request.scenarios[this.cells.length]
    if (def === undefined) {
      const repairs = this.cells.every(
        (cell) => cell.failures.length === 0 && cell.limit === undefined,
      )
      this.sets.push({ fixes, cells: this.cells, repairs })
      this.cells = []
      return
    }
    const own = def.fixes.flatMap(({ id }) => (fixes.includes(id) ? [id] : []))
    const key = `${def.id} ${own.join(',')}`
    const variant = { fixes: own, mutex: this.request.mutex }
    const found = this.programs.advance(key, () => createMachine(def.build(variant)))
    if (found !== undefined) this.cells.push({ scenario: def.id, ...found })
  }
}

type Judged = Omit<Cell, 'scenario'>

function judged(machine: Machine, verdict: Verdict): Judged {
  const { states } = verdict.stats
  switch (verdict.kind) {
    case 'proved':
      return { failures: [], limit: undefined, states }
    case 'bounded':
      return { failures: [], limit: verdict.limit, states }
    case 'violated': {
      const failures = failuresOf(machine, verdict.findings)
      return { failures, limit: verdict.limit, states }
    }
  }
}

/** By name; of several with one name the shortest run, which the search found first. */
function failuresOf(machine: Machine, findings: readonly Finding[]): readonly CellFailure[] {
  const byName = new Map<string, Finding>()
  for (const finding of findings) {
    const name = failureName(machine, finding.failure)
    const known = byName.get(name)
    if (known === undefined || finding.schedule.length < known.schedule.length)
      byName.set(name, finding)
  }
  return [...byName]
    .map(([name, { schedule }]) => ({ name, schedule: scheduleText(machine, schedule) }))
    .sort((left, right) => (left.name < right.name ? -1 : 1))
}

/** Fixes that are meant to repair something, of all scenarios together. */
function repairsOf(scenarios: readonly ScenarioDef[]): readonly FixDef[] {
  const found = new Map<string, FixDef>()
  for (const def of scenarios) {
    for (const fix of def.fixes) if ((fix.role ?? 'repair') === 'repair') found.set(fix.id, fix)
  }
  return [...found.values()]
}

/** All sets of up to `most` fixes that do not contradict themselves, smaller ones first. */
function subsets(fixes: readonly FixDef[], most: number): readonly (readonly string[])[] {
  let sets: readonly (readonly FixDef[])[] = [[]]
  for (const fix of fixes) {
    const fitting = sets.filter(
      (set) => set.length < most && set.every((other) => areCompatible(fix, other)),
    )
    sets = [...sets, ...fitting.map((set) => [...set, fix])]
  }
  return sets
    .filter((set) => set.every((fix) => isNeeded(fix, set)))
    .map((set) => set.map((fix) => fix.id))
    .sort((left, right) => left.length - right.length)
}

function areCompatible(one: FixDef, other: FixDef): boolean {
  return one.excludes?.includes(other.id) !== true && other.excludes?.includes(one.id) !== true
}

/** A fix that makes no difference without another is only counted together with it. */
function isNeeded(fix: FixDef, set: readonly FixDef[]): boolean {
  return fix.needs === undefined || fix.needs.some((id) => set.some((other) => other.id === id))
}
