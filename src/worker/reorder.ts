/** Answers where steps can be moved, and moves them. */

import { recordSteps, type RecordedSteps } from '../explore/explain/recorded.ts'
import { type Block, blockOf, firstOf, type Gap, lastOf } from '../reorder/block.ts'
import { type Verdict, verdictsOf } from '../reorder/feasibility.ts'
import { moveBlock } from '../reorder/move.ts'
import { refusalText } from '../reorder/words.ts'
import type { StepIndex } from '../trace/view.ts'
import { whyNot } from '../trace/why-not.ts'
import { fail, ok, type Result } from '../util/result.ts'
import { derivedRun } from './derived-runs.ts'
import { type Prepared, prepare } from './prepare.ts'
import type { Answer, GapView, HeddleError, MoveView, RunSpec } from './protocol.ts'
import { openedRun, readSchedule } from './replay.ts'
import { letterOf } from './schedule-text.ts'

interface Subject {
  readonly spec: RunSpec
  readonly from: StepIndex
  readonly to: StepIndex
}

interface Played {
  readonly prepared: Prepared
  readonly recorded: RecordedSteps
  /** By the block's first and last step. */
  readonly verdicts: Map<string, readonly Verdict[]>
}

/** The last one played: a drag asks where a block can stand, and then puts it there. */
let latest: { readonly key: string; readonly played: Played } | undefined

export function findMoves({ spec, from, to }: Subject): Result<Answer, HeddleError> {
  const played = play(spec)
  if (!played.ok) return played
  const { recorded } = played.value
  const block = blockIn(recorded, from, to)
  if (!block.ok) return block
  const gaps = verdictsIn(played.value, block.value).map((verdict, gap) =>
    gapView(recorded, block.value, gap, verdict),
  )
  const { lane, steps } = block.value
  return ok({ kind: 'moves', moves: { lane, steps, gaps } })
}

export function moveSteps({
  spec,
  from,
  to,
  gap,
}: Subject & { readonly gap: Gap }): Result<Answer, HeddleError> {
  const played = play(spec)
  if (!played.ok) return played
  const { prepared, recorded } = played.value
  const block = blockIn(recorded, from, to)
  if (!block.ok) return block
  const verdict = verdictsIn(played.value, block.value)[gap]
  if (verdict === undefined)
    return fail(badMove(String(gap), 'There is no such place in this run.'))
  const view = gapView(recorded, block.value, gap, verdict)
  if (view.kind === 'impossible') return fail(badMove(String(gap), `${view.reason}.`))
  const base = derivedRun(prepared, spec.schedule)?.survey.run ?? recorded.run
  const moved = moveBlock(base, block.value, gap)
  if (!moved.ok) return fail(disagreement(spec))
  const { run, origin, at, putOff, stopped, dropped } = moved.value
  const later = new Set(putOff)
  const move: MoveView = {
    isSameClass: view.kind !== 'other-class',
    origin,
    from: at,
    to: at + block.value.steps.length,
    putOff: [...origin.keys()].filter((step) => later.has(origin[step] ?? -1)),
    dropped: stopped && {
      count: dropped.length,
      reason: stoppedText(run, recorded, stopped),
    },
  }
  return ok({
    kind: 'moved',
    opened: openedRun(prepared, run, { kind: 'whole' }, spec.schedule),
    move,
  })
}

type Moved = Extract<ReturnType<typeof moveBlock>, { readonly ok: true }>['value']

function stoppedText(
  run: Moved['run'],
  { steps, machine }: RecordedSteps,
  { step, error }: NonNullable<Moved['stopped']>,
): string {
  const lane = steps[step]?.lane ?? -1
  return `${letterOf(machine, lane)} cannot run: ${whyNot(run, lane, error)}`
}

function play(spec: RunSpec): Result<Played, HeddleError> {
  const prepared = prepare(spec.scenario, spec.variant)
  if (!prepared.ok) return prepared
  const key = JSON.stringify([spec.scenario, prepared.value.variant, spec.schedule])
  if (latest?.key === key) return ok(latest.played)
  const entries = readSchedule(prepared.value, spec.schedule)
  if (!entries.ok) return entries
  const recorded = recordSteps(prepared.value.machine, entries.value)
  if (!recorded.ok) return fail(disagreement(spec))
  const played = { prepared: prepared.value, recorded: recorded.value, verdicts: new Map() }
  latest = { key, played }
  return ok(played)
}

function blockIn(
  { steps }: RecordedSteps,
  from: StepIndex,
  to: StepIndex,
): Result<Block, HeddleError> {
  const block = blockOf(steps, from, to)
  if (block !== undefined) return ok(block)
  const part = `${from + 1} to ${to}`
  return fail(badMove(part, `There are no steps ${part}: the run has ${steps.length}.`))
}

function verdictsIn({ recorded, verdicts }: Played, block: Block): readonly Verdict[] {
  const key = `${firstOf(block)} ${lastOf(block)}`
  const found = verdicts.get(key) ?? verdictsOf(recorded, block)
  verdicts.set(key, found)
  return found
}

function gapView(recorded: RecordedSteps, block: Block, gap: Gap, verdict: Verdict): GapView {
  if (verdict.kind !== 'impossible') return verdict
  return { kind: 'impossible', reason: refusalText(recorded, block, gap, verdict.refusal) }
}

function badMove(part: string, message: string): HeddleError {
  return { code: 'bad-move', part, message }
}

function disagreement({ scenario, schedule }: RunSpec): HeddleError {
  const message = `The run ${schedule.slice(0, 40)} does not run to its end, so nothing in it can be moved.`
  return { code: 'cannot-run', part: scenario, message }
}
