/** What a lane would do next, how it stands in the end, and the intervals in which it has to wait. */

import type { Listing } from '../ir/print.ts'
import type { FrameId, LaneId, Pc } from '../machine/code.ts'
import type { Readiness } from '../machine/enabled.ts'
import { framesAt, visiblePc } from '../machine/machine.ts'
import type { RunStep } from '../machine/run.ts'
import { shortWaitText, waitText } from './names.ts'
import { codeText } from './steps.ts'
import type { Survey } from './survey.ts'
import type { WaitFor } from './tracks.ts'
import type { Cursor, LaneView, NextView } from './view.ts'

/** `last` is the last step that the lane has taken. */
export function nextView(
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
