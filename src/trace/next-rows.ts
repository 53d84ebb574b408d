/** What each lane would do next at every cursor. */

import type { Listing } from '../ir/print.ts'
import type { LaneId } from '../machine/code.ts'
import type { Readiness } from '../machine/enabled.ts'
import type { RunStep } from '../machine/run.ts'
import { isSameData } from '../util/same.ts'
import { nextView } from './next.ts'
import type { KnownSurvey, Survey } from './survey.ts'
import type { Cursor, NextView } from './view.ts'

/** What is known of another run of the machine, and what of it holds of the new one. */
export interface KnownNext extends KnownSurvey {
  readonly next: readonly (readonly NextView[])[]
}

export function nextOf(
  survey: Survey,
  listing: Listing,
  known?: KnownNext,
): readonly (readonly NextView[])[] {
  const rows = new NextRows(survey, listing, known)
  return survey.readiness.map((stands, at) => rows.at(stands, at))
}

/** To be asked for every cursor in turn. */
class NextRows {
  private readonly survey: Survey
  private readonly listing: Listing
  private readonly known: KnownNext | undefined
  private readonly last: LastSteps
  private readonly lastThere: LastSteps | undefined
  private before: readonly NextView[] = []

  constructor(survey: Survey, listing: Listing, known: KnownNext | undefined) {
    this.survey = survey
    this.listing = listing
    this.known = known
    this.last = lastSteps(survey)
    this.lastThere = known && lastSteps(known.survey)
  }

  at(stands: readonly Readiness[], at: Cursor): readonly NextView[] {
    const there = this.known?.shared.cursor(at) ?? -1
    const rowThere = this.known?.next[there]
    // What went before is the same, too, since when who holds what.
    const isAllKnown = at <= (this.known?.shared.start ?? -1) && !hasCrashed(stands)
    if (rowThere === undefined) this.before = this.row(stands, at)
    else if (isAllKnown) this.before = rowThere
    else {
      const row = this.row(stands, at, rowThere, this.lastThere?.(there))
      this.before = rowThere.every((view, lane) => view === row[lane]) ? rowThere : row
    }
    return this.before
  }

  /** `rowThere` and `stepsThere` are those of the known run, where it is in the same state. */
  private row(
    stands: readonly Readiness[],
    at: Cursor,
    rowThere: readonly NextView[] = [],
    stepsThere: ReturnType<LastSteps> = [],
  ): readonly NextView[] {
    const steps = this.last(at)
    return stands.map((stand, lane) => {
      const viewThere = rowThere[lane]
      const isKnown = viewThere !== undefined && stepsThere[lane] === steps[lane]
      if (isKnown && dependsOnNoMore(stand)) return viewThere
      const viewBefore = this.before[lane]
      const view =
        (isAsBefore(this.survey, at, lane) ? viewBefore : undefined) ??
        nextView(this.survey, this.listing, at, lane, stand, steps[lane])
      if (viewThere !== undefined && isSame(view, viewThere)) return viewThere
      // One object for as long as nothing changes makes the answer half as long on its way to the page.
      return viewBefore !== undefined && isSame(view, viewBefore) ? viewBefore : view
    })
  }
}

/** Why a lane has crashed is told by the whole run. */
function hasCrashed(stands: readonly Readiness[]): boolean {
  return stands.some(({ kind }) => kind === 'crashed')
}

/** Nothing that is told of the lane has changed with the last step: neither how it stands, nor since when who holds what. */
function isAsBefore({ run, readiness }: Survey, at: Cursor, lane: LaneId): boolean {
  const step = run.steps[at - 1]
  if (step === undefined || step.lane === lane) return false
  if (step.events.some(({ event }) => event.kind === 'acquired')) return false
  return isSameData(readiness[at]?.[lane], readiness[at - 1]?.[lane])
}

/** Per lane, its last step before a cursor. To be asked for later and later ones. */
type LastSteps = (at: Cursor) => readonly (RunStep | undefined)[]

function lastSteps({ run }: Survey): LastSteps {
  const last: (RunStep | undefined)[] = []
  let cursor = 0
  return (at) => {
    for (; cursor < at; cursor++) {
      const step = run.steps[cursor]
      if (step !== undefined) last[step.lane] = step
    }
    return last
  }
}

/** Whom a lane waits for is told with the step since when. */
function dependsOnNoMore(stand: Readiness): boolean {
  return stand.kind !== 'blocked' && stand.kind !== 'crashed'
}

function isSame(view: NextView, before: NextView): boolean {
  if (view.kind === 'not-started') return view.kind === before.kind
  if (view.kind === 'can') {
    if (before.kind !== 'can' || view.options !== before.options) return false
    return view.text === before.text && view.line === before.line
  }
  return before.kind === view.kind && view.reason === before.reason && view.line === before.line
}
