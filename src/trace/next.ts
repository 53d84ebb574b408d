/** What each lane would do next at every cursor, and the intervals in which it has to wait. */

import type { Listing } from '../ir/print.ts'
import type { FrameId, LaneId, Pc } from '../machine/code.ts'
import type { Readiness } from '../machine/enabled.ts'
import { framesAt, visiblePc } from '../machine/machine.ts'
import type { RunStep } from '../machine/run.ts'
import { shortWaitText, waitText } from './names.ts'
import { isSameData } from '../util/same.ts'
import { codeText } from './steps.ts'
import type { KnownSurvey, Survey } from './survey.ts'
import type { WaitFor } from './tracks.ts'
import type { Cursor, LaneView, NextView } from './view.ts'

/** What is known of another run of the machine, and what of it holds of the new one. */
export interface KnownNext extends KnownSurvey {
  readonly next: readonly (readonly NextView[])[]
}

export function nextOf(
  survey: Survey,
  listing: Listing,
  known?: KnownNext,
): readonly (readonly NextView[])[] {
  const last = lastSteps(survey)
  const lastThere = known && lastSteps(known.survey)
  let before: readonly NextView[] = []
  return survey.readiness.map((stands, at) => {
    const there = known?.shared.cursor(at) ?? -1
    const rowThere = known?.next[there]
    const stepsThere = rowThere && lastThere?.(there)
    const steps = last(at)
    const row = stands.map((stand, lane) => {
      const viewThere = rowThere?.[lane]
      const isKnown = viewThere !== undefined && stepsThere?.[lane] === steps[lane]
      if (isKnown && dependsOnNoMore(stand)) return viewThere
      const viewBefore = isAsBefore(survey, at, lane) ? before[lane] : undefined
      const view = viewBefore ?? nextView(survey, listing, at, lane, stand, steps[lane])
      if (isSame(view, viewThere)) return viewThere ?? view
      // One object for as long as nothing changes makes the answer half as long on its way to the page.
      return isSame(view, before[lane]) ? (before[lane] ?? view) : view
    })
    before = rowThere?.every((view, lane) => view === row[lane]) === true ? rowThere : row
    return before
  })
}

/** Nothing that is told of the lane has changed with the last step: neither how it stands, nor since when who holds what. */
function isAsBefore({ run, readiness }: Survey, at: Cursor, lane: LaneId): boolean {
  const step = run.steps[at - 1]
  if (step === undefined || step.lane === lane) return false
  if (step.events.some(({ event }) => event.kind === 'acquired')) return false
  return isSameData(readiness[at]?.[lane], readiness[at - 1]?.[lane])
}

/** Per lane, its last step before a cursor. To be asked for later and later ones. */
function lastSteps({ run }: Survey): (at: Cursor) => readonly (RunStep | undefined)[] {
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

function isSame(view: NextView, before: NextView | undefined): boolean {
  if (view.kind === 'not-started' || before === undefined) return view.kind === before?.kind
  if (view.kind === 'can') {
    if (before.kind !== 'can' || view.options !== before.options) return false
    return view.text === before.text && view.line === before.line
  }
  return before.kind === view.kind && view.reason === before.reason && view.line === before.line
}

function nextView(
  survey: Survey,
  listing: Listing,
  at: Cursor,
  lane: LaneId,
  stand: Readiness,
  last: RunStep | undefined,
): NextView {
  switch (stand.kind) {
    case 'ready': {
      const { text, line } = nextText(survey, listing, lane, last, stand.pc)
      return { kind: 'can', lane, text, line, options: stand.options }
    }
    case 'blocked': {
      const { line } = nextText(survey, listing, lane, last, stand.pc)
      return { kind: 'blocked', lane, reason: blockedReason(survey, at, stand), line }
    }
    case 'done':
      return { kind: 'done', lane, reason: 'has finished', line: undefined }
    case 'crashed':
      return { kind: 'crashed', lane, reason: survey.crashText(lane), line: undefined }
    case 'not-started':
      return { kind: 'not-started', lane }
  }
}

function blockedReason(
  survey: Survey,
  at: Cursor,
  stand: Readiness & { readonly kind: 'blocked' },
): string {
  return `waits for ${waitText(survey.machine, stand.why, (lock, holder) => survey.heldSince(at, lock, holder))}`
}

/**
 * The library call about to be made, with the line that makes it; inside a library function the line
 * itself and where it stands.
 */
function nextText(
  survey: Survey,
  listing: Listing,
  lane: LaneId,
  last: RunStep | undefined,
  pc: Pc,
): { readonly text: string; readonly line: number } {
  const code = survey.machine.lanes[lane]
  if (code === undefined) return { text: '', line: 1 }
  const shown = visiblePc(code, pc)
  const own = codeText(code, shown, listing)
  const chain = framesAt(code, shown)
  const fresh = chain.find(
    (frame) =>
      code.frames[frame]?.origin === 'kernel' &&
      (last === undefined || hasJustEntered(last, frame)),
  )
  const call = fresh === undefined ? undefined : code.frames[fresh]?.call
  if (call !== undefined) {
    return {
      text: listing.callOf.get(call) ?? own.text,
      line: listing.lineOf.get(call) ?? own.line,
    }
  }
  const inner = code.frames[chain.at(-1) ?? 0]
  return inner?.origin === 'kernel' ? { ...own, text: `${own.text}, in ${inner.fn}` } : own
}

function hasJustEntered(last: RunStep, frame: FrameId): boolean {
  return last.events
    .slice(last.eventsBefore)
    .some(
      ({ event, lane }) => lane === last.lane && event.kind === 'enter' && event.frame === frame,
    )
}

/** Intervals in which a lane is blocked. */
export function waitsOf(survey: Survey): readonly WaitFor[] {
  const waits: WaitFor[] = []
  for (let lane = 0; lane < survey.laneCount; lane++) {
    let open: Omit<WaitFor, 'to'> | undefined
    for (const [at, stands] of survey.readiness.entries()) {
      const stand = stands[lane]
      if (stand?.kind === 'blocked') {
        open ??= {
          lane,
          from: at,
          text: shortWaitText(survey.machine, stand.why),
          lock: stand.why.kind === 'lock' ? stand.why.lock : undefined,
        }
      } else if (open !== undefined) {
        waits.push({ ...open, to: at })
        open = undefined
      }
    }
    if (open !== undefined) waits.push({ ...open, to: undefined })
  }
  return waits.sort((left, right) => left.from - right.from)
}

export function lanesOf(survey: Survey): readonly LaneView[] {
  const { machine, run } = survey
  const last = survey.readiness.at(-1) ?? []
  return Array.from({ length: survey.laneCount }, (_, lane) => {
    const code = machine.lanes[lane]
    const kind = code?.kind === 'dynamic' ? 'dynamic' : 'static'
    const startedAt = kind === 'static' ? 0 : startOf(survey, lane)
    return {
      letter: code?.letter ?? '?',
      title: code?.title ?? '',
      kind,
      startedAt,
      end: endOf(survey, lane, last[lane], run.steps.length),
    }
  })
}

function startOf({ run }: Survey, lane: LaneId): Cursor | undefined {
  const at = run.steps.findIndex((step) =>
    step.events.some(({ event }) => event.kind === 'spawn' && event.lane === lane),
  )
  return at < 0 ? undefined : at + 1
}

function endOf(
  survey: Survey,
  lane: LaneId,
  stand: Readiness | undefined,
  at: Cursor,
): LaneView['end'] {
  switch (stand?.kind) {
    case 'ready':
      return { kind: 'ready', text: 'can go on' }
    case 'blocked':
      return { kind: 'blocked', text: blockedReason(survey, at, stand) }
    case 'done':
      return { kind: 'done', text: 'has finished' }
    case 'crashed':
      return { kind: 'crashed', text: survey.crashText(lane) }
    case 'not-started':
    case undefined:
      return { kind: 'not-started', text: 'was never started' }
  }
}
