/**
 * What a search says. A verdict never claims more than was searched: `proved` only when every reachable
 * state was visited, `bounded` with the limit that was hit.
 */

import type { LaneId, Pc } from '../machine/code.ts'
import type { DataRace } from '../machine/races.ts'
import type { Fault } from '../machine/events.ts'
import type { ScheduleEntry } from '../machine/run.ts'
import type { ObjectId } from '../machine/memory.ts'

/** A way in which the program goes wrong, before names are put to it. */
export type Failure =
  | { readonly kind: 'fault'; readonly lane: LaneId; readonly pc: Pc; readonly fault: Fault }
  /** Nobody can go on although these lanes have not finished. */
  | { readonly kind: 'deadlock'; readonly lanes: readonly LaneId[]; readonly pcs: readonly Pc[] }
  /** Others can go on for ever, but this lane never again. */
  | { readonly kind: 'endless-wait'; readonly lane: LaneId; readonly pc: Pc }
  /** Every lane is done and the object is still allocated. */
  | { readonly kind: 'leak'; readonly object: ObjectId }
  | { readonly kind: 'data-race'; readonly race: DataRace }

/** What a search minimises: steps, changes of thread, or changes away from a thread that could go on. */
export type Minimised = 'steps' | 'switches' | 'preemptions'

/** A distinct failure (kind, object, code line, thread) and the best run that shows it. */
export interface Finding {
  /** Equal for equal failures; stable over runs of the search. */
  readonly key: string
  readonly failure: Failure
  /** For faults the last step commits it; for the others the state after it shows it. */
  readonly schedule: readonly ScheduleEntry[]
  readonly switches: number
  readonly preemptions: number
}

export type Limit = 'states' | 'memory' | 'seconds' | 'cancelled' | 'model'

export interface SearchStats {
  readonly states: number
  readonly transitions: number
  /** States are counted up to symmetry, of which the program has this many exchanges; else left out. */
  readonly exchanges?: number
  /** Longest shortest path that was reached, in steps. */
  readonly depth: number
  /** States found and not yet expanded. */
  readonly frontier: number
  /** Steps are taken by the machine's stepper, by what was learned of them, or by that in compiled code. */
  readonly engine: 'stepper' | 'learned' | 'compiled'
  /** Bytes held by states and table. */
  readonly bytes: number
}

export type Verdict =
  /** Something is wrong. `exhausted`: all distinct failures are known. */
  | {
      readonly kind: 'violated'
      readonly findings: readonly Finding[]
      readonly exhausted: boolean
      readonly limit: Limit | undefined
      readonly stats: SearchStats
    }
  /** Nothing is wrong in any interleaving within the model's bounds. */
  | { readonly kind: 'proved'; readonly stats: SearchStats }
  /** Nothing wrong was found before the limit was hit. */
  | { readonly kind: 'bounded'; readonly limit: Limit; readonly stats: SearchStats }

export interface SearchLimits {
  readonly states?: number
  readonly bytes?: number
  /** The best one that can be had unless one is named, to compare with. */
  readonly engine?: SearchStats['engine']
  /** Bytes that the compiled search has at first for what it learns of steps; it takes more when needed. */
  readonly stepRoom?: number
  /**
   * Whether states that differ only by a declared symmetry are one: true where the scenario declares
   * any, false never. Default: from 24 exchanges on. With fewer it saves memory but no time, because
   * every step is compared with the exchanged ones, and the search of all states is compiled.
   */
  readonly symmetry?: boolean
}
