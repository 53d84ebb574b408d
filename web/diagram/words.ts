/** What rows and tracks say to people who hover or listen. */

import type { Row } from '../../src/trace/rows.ts'
import type {
  HoldView,
  LaneIndex,
  LifetimeTrack,
  RunView,
  StepIndex,
  ViolationView,
} from '../../src/trace/view.ts'
import type { Change } from '../store/reorder.ts'

/** Relative to the cursor: executed, just executed (perhaps in part), or not yet. */
export type RowState = 'done' | 'current' | 'future'

export function letterOf(run: RunView, lane: LaneIndex | undefined): string {
  return lane === undefined ? '?' : (run.lanes[lane]?.letter ?? '?')
}

/** `12 B mutex_unlock(&device->mutex), 1 → 0, steps 12 to 15, not yet run` */
export function rowName(
  run: RunView,
  row: Row,
  state: RowState,
  beside = '',
  changes = '',
): string {
  const parts = [
    `${row.from + 1} ${letterOf(run, row.lane)} ${row.text}`,
    ...(row.choice === undefined ? [] : [`chooses ${row.choice}`]),
    ...row.effects.map(({ text }) => text),
    ...(row.to - row.from > 1 ? [`steps ${row.from + 1} to ${row.to}`] : []),
    ...violationsOf(run, row).map((violation) => violationChip(run, violation)),
    ...waitsOf(run, row).map(({ lane, text }) => `${letterOf(run, lane)} blocked: ${text}`),
    ...(row.afterViolation ? ['after the violation'] : []),
    ...(beside === '' ? [] : [beside]),
    ...changeWords(changes).map(({ said }) => said),
    ...stateWords(state),
  ]
  return parts.join(', ')
}

const changeTexts: Readonly<Record<Change, { mark: string; word: string; said: string }>> = {
  moved: { mark: '⇅', word: 'moved', said: 'moved' },
  later: { mark: '↧', word: 'later', said: 'had to wait after the move' },
  different: { mark: '≠', word: 'differs', said: 'differs after the move' },
}

/** `changes` are words of `Change` with spaces between them. */
export function changeWords(
  changes: string,
): readonly { change: string; mark: string; word: string; said: string }[] {
  const words = changes.split(' ')
  const known: readonly Change[] = ['moved', 'later', 'different']
  return known.flatMap((change) =>
    words.includes(change) ? [{ change, ...changeTexts[change] }] : [],
  )
}

function stateWords(state: RowState): readonly string[] {
  switch (state) {
    case 'done':
      return []
    case 'current':
      return ['current']
    case 'future':
      return ['not yet run']
  }
}

export function violationsOf(run: RunView, row: Row): readonly ViolationView[] {
  return row.violations.flatMap((index) => run.violations[index] ?? [])
}

export function waitsOf(run: RunView, row: Row): RunView['waits'] {
  return row.waits.flatMap((index) => run.waits[index] ?? [])
}

/** `✗ use after free: device, freed by A at step 41` */
export function violationChip(run: RunView, violation: ViolationView): string {
  const { kind, title, text, object, related } = violation
  const isFreed = kind === 'use-after-free' || kind === 'double-free'
  if (!isFreed || object === undefined || related === undefined) return `✗ ${title}: ${text}`
  const by = letterOf(run, run.steps[related]?.lane)
  return `✗ ${title}: ${object}, freed by ${by} at step ${related + 1}`
}

/** `steps 3 to 6`, `step 3`, `from step 3 on` */
export function span(from: StepIndex, to: StepIndex | undefined): string {
  if (to === undefined) return `from step ${from + 1} on`
  return to - from <= 1 ? `step ${from + 1}` : `steps ${from + 1} to ${to}`
}

export function holdWords(run: RunView, lock: string, hold: HoldView): string {
  const mode = hold.mode === 'read' ? 'for reading' : 'for writing'
  return `${letterOf(run, hold.lane)} holds ${lock} ${mode}, ${span(hold.from, hold.to)}`
}

export function insideWords(run: RunView, lock: string, hold: HoldView): string {
  const who = letterOf(run, hold.lane)
  const when = span(hold.to ?? hold.from, hold.insideTo)
  return `${who} has released ${lock}, others may take it, but ${who} is still inside the unlock function, ${when}`
}

export function waitWords(
  run: RunView,
  lock: string,
  wait: { readonly lane: LaneIndex; readonly from: StepIndex; readonly to: StepIndex | undefined },
): string {
  return `${letterOf(run, wait.lane)} waits for ${lock}, ${span(wait.from, wait.to)}`
}

export function liveWords({ label, from, freedAt }: LifetimeTrack): string {
  return `${label} is live, ${span(from ?? 0, freedAt === undefined ? undefined : freedAt + 1)}`
}

export function freedWords(run: RunView, { label, freedAt, freedBy }: LifetimeTrack): string {
  return `${label} is freed, by ${letterOf(run, freedBy)} at step ${(freedAt ?? 0) + 1}`
}

export function touchWords(run: RunView, { label }: LifetimeTrack, step: StepIndex): string {
  return `${letterOf(run, run.steps[step]?.lane)} touches ${label} at step ${step + 1}, after it was freed`
}

/** `value` from one past step `at - 1`; `next` is where it changes again. */
export function countWords(
  run: RunView,
  label: string,
  point: { readonly at: number; readonly value: number; readonly lane: LaneIndex | undefined },
  next: number | undefined,
): string {
  const since = point.at === 0 ? '' : `, set by ${letterOf(run, point.lane)} at step ${point.at}`
  const until = next === undefined ? '' : `, until step ${next}`
  return `${label} is ${point.value}${since}${until}`
}
