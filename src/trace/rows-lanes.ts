/** What a row of the diagram has to do with the lanes, also with those that stand still meanwhile. */

import { rowOfStep } from './rows-find.ts'
import type { CallIndex, RunView, StepIndex } from './view.ts'

/** A lane at a row. */
export interface LaneAtRow {
  /** Vertical lines at the depths 0 … guides - 1: calls that the lane is inside of. */
  readonly guides: number
  /** Index into `RunView.waits` of the wait that the lane is in. */
  readonly wait: number | undefined
}

/** Consecutive steps that are one row. */
export interface Piece {
  readonly from: StepIndex
  readonly to: StepIndex
  /** Position of the folded call in the calls of the piece's steps. */
  readonly fold: number | undefined
}

export interface AtRow {
  /** Indices into `RunView.waits` of the waits that begin at this row. */
  readonly waits: readonly number[]
  /** One entry per lane. */
  readonly lanes: readonly LaneAtRow[]
}

/**
 * To be asked for every row in turn. Most rows change nothing for most lanes: what stays is the same object, and
 * a lane that stands still is looked at again only when it leaves a call.
 */
export class LaneWalk {
  private readonly run: RunView
  private readonly placed: PlacedWaits
  private readonly standing: readonly Standing[]
  private lanes: readonly LaneAtRow[]

  constructor(run: RunView, pieces: readonly Piece[]) {
    this.run = run
    this.placed = placeWaits(run, pieces)
    this.standing = run.lanes.map(() => ({ calls: noCalls, open: 0, guides: 0, until: 0 }))
    this.lanes = run.lanes.map(() => ({ guides: 0, wait: undefined }))
  }

  at({ from, fold }: Piece, index: number): AtRow {
    const step = this.run.steps[from]
    const own = step && this.standing[step.lane]
    if (step !== undefined && own !== undefined) {
      own.calls = step.calls
      own.open = fold ?? step.calls.length
      own.guides = Math.max(0, own.open - 1)
      own.until = from + 1
    }
    let changed: LaneAtRow[] | undefined
    for (let lane = 0; lane < this.lanes.length; lane += 1) {
      const before = this.lanes[lane]
      const standing = this.standing[lane]
      if (before === undefined || standing === undefined) continue
      if (standing.until <= from) lookAgain(this.run, standing, from)
      const placed = this.placed.waiting[lane]?.[index] ?? -1
      const wait = placed < 0 ? undefined : placed
      if (before.guides === standing.guides && before.wait === wait) continue
      changed ??= [...this.lanes]
      changed[lane] = { guides: standing.guides, wait }
    }
    this.lanes = changed ?? this.lanes
    return { waits: this.placed.starting.get(index) ?? noWaits, lanes: this.lanes }
  }
}

/** How deep a lane is inside of calls; what holds until it takes another step, or until a step. */
interface Standing {
  /** Of its last step, of which the first `open` are not folded. */
  calls: readonly CallIndex[]
  open: number
  guides: number
  until: StepIndex
}

/** How deep a lane that stands still is: the calls of its last step that it has not left for good. */
function lookAgain({ calls }: RunView, standing: Standing, at: StepIndex): void {
  let open = 0
  standing.until = Number.POSITIVE_INFINITY
  for (let position = 0; position < standing.open; position += 1) {
    const end = calls[standing.calls[position] ?? -1]?.to ?? Number.POSITIVE_INFINITY
    if (end <= at) continue
    open += 1
    standing.until = Math.min(standing.until, end)
  }
  standing.guides = Math.max(0, open - 1)
}

const noCalls: readonly CallIndex[] = []
const noWaits: readonly number[] = []

interface PlacedWaits {
  /** Per row, the waits that begin there; left out where none does. */
  readonly starting: ReadonlyMap<number, readonly number[]>
  /** Per lane and row, the wait that the lane is in; -1 where it is in none. */
  readonly waiting: readonly Int32Array[]
}

function placeWaits(run: RunView, rows: readonly Piece[]): PlacedWaits {
  const starting = new Map<number, readonly number[]>()
  const waiting = run.lanes.map(() => new Int32Array(rows.length).fill(-1))
  run.waits.forEach((wait, index) => {
    const first = rowOfStep(rows, wait.from)
    if (first === undefined) return
    starting.set(first, [...(starting.get(first) ?? noWaits), index])
    const last = rowOfStep(rows, (wait.to ?? run.steps.length) - 1) ?? first
    waiting[wait.lane]?.fill(index, first, last + 1)
  })
  return { starting, waiting }
}
