/**
 * What page and states worker say to each other. Such a worker does one job: it is told what, reports
 * while it goes on, answers once, and is then let go of. Told to stop, it answers with what it has.
 */

import type { Variant } from '../ir/program.ts'

export interface Program {
  readonly scenario: string
  readonly variant: Variant
}

export type StatesJob =
  /** Every state, or those near the run of this schedule when there are more than `most`. */
  | (Program & { readonly kind: 'graph'; readonly schedule: string; readonly most: number })
  /** Every interleaving class, or as many as `most` runs come to. */
  | (Program & { readonly kind: 'classes'; readonly most: number })

export interface GraphNode {
  /** Centre, in CSS pixels at zoom 1. */
  readonly x: number
  readonly y: number
  /** Steps of a shortest run to it. */
  readonly depth: number
  readonly kind: 'open' | 'done' | 'failed'
  /** `use after free of device`, `all have finished`; of others what each thread does next. */
  readonly text: string
  /** Two of the next steps race. */
  readonly hasRace: boolean
  /** Of a shortest run to it, in link notation. */
  readonly schedule: string
}

export interface GraphEdge {
  readonly from: number
  readonly to: number
  /** `A`, `A0` for the first of several alternatives. */
  readonly step: string
}

export interface GraphView {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
  /** Indices of the nodes that the run goes through, in order. */
  readonly path: readonly number[]
  /** All states that were found, as a search counts them. */
  readonly states: number
  /** Nodes besides: where a step went wrong. */
  readonly wrong: number
  readonly steps: number
  /** Every state that can be reached was found. */
  readonly isWhole: boolean
  /** Only what is that many steps from the run is in `nodes`; undefined: all. */
  readonly within: number | undefined
  readonly width: number
  readonly height: number
}

export interface ClassRow {
  /** In link notation: a run of the class. */
  readonly schedule: string
  readonly steps: number
  readonly switches: number
  /** What goes wrong in it, by name; empty when nothing does. */
  readonly failures: readonly string[]
}

export interface ClassesView {
  readonly rows: readonly ClassRow[]
  /** Every class is there. */
  readonly isComplete: boolean
  /** What it did not get beyond. */
  readonly limit: string | undefined
}

export interface StatesProgress {
  readonly kind: 'progress'
  /** States, or runs. */
  readonly found: number
}

export type FromStates =
  | StatesProgress
  | { readonly kind: 'graph'; readonly view: GraphView }
  | { readonly kind: 'classes'; readonly view: ClassesView }
  | { readonly kind: 'failed'; readonly message: string }

export type ToStates = StatesJob | { readonly kind: 'stop' }
