/** What is said about places for steps, and about what a move has changed. */

import { changesOf, type Changes } from '../../src/reorder/changes.ts'
import type { RunView, ViolationView } from '../../src/trace/view.ts'
import type { GapView, MoveView } from '../../src/worker/protocol.ts'
import type { Notice } from '../store/notice.ts'
import type { Block, Change, Changed } from '../store/reorder.ts'
import { letterOf } from '../store/run.ts'

/** `B’s down_write(&hmm->rwsem)`, `B’s 5 steps from down_write(…)` */
export function blockName(run: RunView, { from, to }: Block): string {
  const lane = run.steps[from]?.lane ?? 0
  const who = letterOf(run, lane)
  const own = run.steps.slice(from, to).filter((step) => step.lane === lane).length
  const call = run.calls.find(
    (each) =>
      each.parent !== undefined && each.lane === lane && each.from === from && each.to === to,
  )
  if (call !== undefined && (own > 1 || call.origin === 'kernel')) return `${who}’s ${call.text}`
  const text = run.steps[from]?.text ?? '?'
  return own > 1 ? `${who}’s ${own} steps from ${text}` : `${who}’s ${text}`
}

export interface GapWords {
  readonly mark: string
  /** On every gap while something is dragged. */
  readonly brief: string
  /** Beside the pointer. */
  readonly title: string
  readonly detail: string
}

export function gapWords(gap: GapView): GapWords {
  switch (gap.kind) {
    case 'here':
      return { mark: '·', brief: 'here', title: 'Where it stands', detail: 'Nothing changes.' }
    case 'same-class':
      return {
        mark: '=',
        brief: 'same class',
        title: 'Same interleaving class',
        detail: 'Only independent steps change places.',
      }
    case 'other-class':
      return {
        mark: '↕',
        brief: 'can stand',
        title: 'Can stand here',
        detail: 'Another interleaving class: the rest is replayed.',
      }
    case 'impossible':
      return {
        mark: '✗',
        brief: 'cannot',
        title: 'Cannot stand here',
        detail: `${gap.reason}.`,
      }
  }
}

export interface MoveOutcome {
  readonly notice: Notice
  readonly changed: Changed
}

/** `name` is what was moved, as it was called in the run before. */
export function outcomeOf(
  name: string,
  before: RunView,
  after: RunView,
  move: MoveView,
): MoveOutcome {
  const changes = changesOf(before, after, move.origin)
  const tone = changes.added.length > 0 || move.dropped !== undefined ? 'warning' : 'info'
  const text = [whereTo(name, after, move), ...whatChanged(after, move, changes)].join(' ')
  return { notice: { topic: 'replay', tone, text }, changed: marksOf(move, changes) }
}

function whereTo(name: string, after: RunView, { from, to, isSameClass }: MoveView): string {
  const place = to - from > 1 ? `steps ${from + 1} to ${to}` : `step ${from + 1}`
  const kind = isSameClass
    ? 'The same interleaving class: only independent steps changed places.'
    : 'Another interleaving class.'
  return `${name} is now ${place} of ${after.steps.length}. ${kind}`
}

function whatChanged(after: RunView, move: MoveView, changes: Changes): readonly string[] {
  if (move.isSameClass && changes.isSameState) return ['The result is the same.']
  const { added, gone, end, isSameState, different } = changes
  const other = different.filter((at) => at < move.from || at >= move.to).length
  return [
    ...(added.length > 0 ? [`New: ${listed(added)}.`] : []),
    ...(gone.length > 0 ? [`Gone: ${listed(gone)}.`] : []),
    ...(end === undefined ? [] : [`Now ${end}.`]),
    ...(isSameState && added.length + gone.length === 0 ? ['It ends in the same state.'] : []),
    ...(other > 0
      ? [
          `${counted(other, 'other step')} ${other > 1 ? 'do something else or find' : 'does something else or finds'} other values.`,
        ]
      : []),
    ...(move.putOff.length > 0
      ? [`${counted(move.putOff.length, 'step')} had to wait and come later.`]
      : []),
    ...keptText(after, move),
  ]
}

function keptText({ steps }: RunView, { to, dropped }: MoveView): readonly string[] {
  const kept = steps.length - to
  if (dropped !== undefined)
    return [`${kept} of ${kept + dropped.count} remaining steps kept; then ${dropped.reason}.`]
  if (kept === 0) return []
  return [kept === 1 ? 'The remaining step is kept.' : `All ${kept} remaining steps kept.`]
}

function listed(violations: readonly ViolationView[]): string {
  const names = violations.map(({ title, object }) =>
    object === undefined ? title : `${title} (${object})`,
  )
  return [...new Set(names)].join(', ')
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

function marksOf(move: MoveView, { different }: Changes): Changed {
  const marks = new Map<number, readonly Change[]>()
  const add = (at: number, change: Change): void => {
    marks.set(at, [...(marks.get(at) ?? []), change])
  }
  for (let at = move.from; at < move.to; at += 1) add(at, 'moved')
  for (const at of move.putOff) add(at, 'later')
  for (const at of different) add(at, 'different')
  return marks
}
