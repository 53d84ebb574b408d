/**
 * Visits every reachable state once and collects every distinct failure with the best run to it: the
 * one with the fewest steps, switches or preemptions.
 *
 * A state in which a run went wrong is not searched further and not put among the visited ones, so a
 * faulty state is never merged with an equal clean one. For switches and preemptions the thread that
 * ran last is part of the state.
 */

import { initialState } from '../machine/initial.ts'
import type { Machine } from '../machine/machine.ts'
import { TooManyValues } from './coding.ts'
import { CompiledSearch } from './compiled-search.ts'
import { isForbidden } from './compiling.ts'
import { FoundFailures } from './found-failures.ts'
import type { Range } from './packing.ts'
import { SteppedSearch } from './stepped-search.ts'
import { Symmetry } from './symmetry/symmetry.ts'
import type { Limit, Minimised, SearchLimits, SearchStats, Verdict } from './verdict.ts'

export class StateSearch {
  private readonly machine: Machine
  private readonly initial: Int32Array
  private readonly minimised: Minimised
  private readonly limits: SearchLimits
  private readonly found: FoundFailures
  private readonly symmetry: Symmetry | undefined
  private engine: CompiledSearch | SteppedSearch
  private stoppedBy: Limit | undefined

  /** Throws when the scenario's set-up or declared symmetry is wrong: then there is nothing to search. */
  constructor(machine: Machine, minimised: Minimised = 'steps', limits: SearchLimits = {}) {
    const start = initialState(machine)
    if (!start.ok) throw new Error(start.error)
    this.machine = machine
    this.initial = start.value.state
    const symmetry = Symmetry.of(machine, this.initial, limits.symmetry)
    this.symmetry = symmetry
    this.found = new FoundFailures(machine, symmetry && ((failure) => symmetry.keyOf(failure)))
    this.minimised = minimised
    this.limits = limits
    this.engine = this.compiled() ?? this.stepped()
  }

  get stats(): SearchStats {
    return this.engine.stats
  }

  /** Words of the state that changed so far, each with a range that holds all that it held. */
  get ranges(): ReadonlyMap<number, Range> {
    return this.engine.ranges
  }

  /** Shows every state found so far, one after the other in the same array. */
  forEachState(visit: (state: Int32Array) => void): void {
    this.engine.forEachState(visit)
  }

  /** How many states there are when those that differ only by symmetry are counted, too. */
  orbits(): number {
    let count = 0
    this.forEachState((state) => {
      count += this.symmetry?.orbitSize(state) ?? 1
    })
    return count
  }

  /** Distinct failures found so far. */
  get failures(): number {
    return this.found.size
  }

  /** Expands at most `count` states; true when the search has ended. */
  advance(count: number): boolean {
    if (this.stoppedBy !== undefined) return true
    try {
      return this.engine.advance(count)
    } catch (error) {
      if (!(error instanceof TooManyValues)) throw error
      // Begins again with one that has room for any value, and learns nothing.
      this.found.clear()
      this.engine = this.stepped('stepper')
      return false
    }
  }

  /** Ends the search early; the verdict says so. */
  stop(limit: Limit): void {
    this.stoppedBy ??= limit
  }

  verdict(): Verdict {
    const { stats } = this
    const limit = this.stoppedBy ?? this.engine.limit
    const exhausted = limit === undefined && stats.frontier === 0
    if (this.found.size > 0) {
      const findings = this.found.findings((found) => this.engine.shownBy(found))
      return { kind: 'violated', findings, exhausted, limit, stats }
    }
    if (exhausted) return { kind: 'proved', stats }
    return { kind: 'bounded', limit: limit ?? 'states', stats }
  }

  /** Breadth first, and where WebAssembly is to be had. */
  private compiled(): CompiledSearch | undefined {
    const { machine, initial, found, limits, minimised, symmetry } = this
    const isWanted = limits.engine === undefined || limits.engine === 'compiled'
    if (!isWanted || minimised !== 'steps' || symmetry !== undefined) return undefined
    try {
      return new CompiledSearch(machine, initial, found, limits)
    } catch (error) {
      const isShort = error instanceof TooManyValues || error instanceof RangeError
      if (isShort || isForbidden(error)) return undefined
      throw error
    }
  }

  private stepped(engine = this.limits.engine): SteppedSearch {
    const { machine, initial, minimised, symmetry, found } = this
    const limits = { ...this.limits, ...(engine === undefined ? {} : { engine }) }
    return new SteppedSearch({ machine, initial, minimised, limits, symmetry, found })
  }
}

/** Searches to the end at once. */
export function searchAll(
  machine: Machine,
  minimised: Minimised = 'steps',
  limits: SearchLimits = {},
): Verdict {
  const search = new StateSearch(machine, minimised, limits)
  while (!search.advance(65_536));
  return search.verdict()
}
