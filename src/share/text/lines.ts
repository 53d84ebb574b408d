/** What the diagram shows, line by line, before anything is laid out in columns. */

import { layoutRows, type Row } from '../../trace/rows.ts'
import { autoFolds, unfoldAll } from '../../trace/rows-fold.ts'
import type { EffectView, LaneIndex, RunView, ViolationKind } from '../../trace/view.ts'
import { ascii } from './ascii.ts'

export interface Cell {
  /** Step number or range; empty for lines that are no step. */
  readonly number: string
  readonly lane: LaneIndex
  /** Call levels. */
  readonly depth: number
  readonly text: string
  /** Without its `//`; empty for none. */
  readonly remark: string
}

/** A line of one thread, or a sentence across all columns. */
export type Line =
  | ({ readonly kind: 'cell' } & Cell)
  | { readonly kind: 'across'; readonly text: string }

export function diagramLines(run: RunView, unfolded: boolean): readonly Line[] {
  const started = new Set<LaneIndex>()
  let afterViolation = false
  return layoutRows(run, unfolded ? unfoldAll : autoFolds).flatMap((row) => {
    const turn = row.afterViolation && !afterViolation
    afterViolation = row.afterViolation
    const lines: Line[] = turn ? [{ kind: 'across', text: afterwards }] : []
    lines.push(...waitLines(run, row, started), ...headLines(run, row))
    started.add(row.lane)
    lines.push(stepLine(row), ...violationLines(run, row))
    return lines
  })
}

const afterwards = '(After the violation: what the hardware might do.)'

function waitLines(run: RunView, row: Row, started: ReadonlySet<LaneIndex>): readonly Line[] {
  return row.waits.flatMap((index) => {
    const wait = run.waits[index]
    if (wait === undefined) return []
    const depth = started.has(wait.lane) ? (row.lanes[wait.lane]?.guides ?? 0) + 1 : 0
    return [cell(wait.lane, depth, `// blocked: ${wait.text}`)]
  })
}

function headLines(run: RunView, row: Row): readonly Line[] {
  return row.heads.map(({ call, depth, text }) => {
    const view = run.calls[call]
    // `mn->ops->release(mn, mm)` does not say who is called.
    const remark = view === undefined || text.includes(view.fn) ? '' : view.fn
    return cell(row.lane, view?.parent === undefined ? 0 : depth + 1, text, remark)
  })
}

function stepLine(row: Row): Line {
  const { from, to, choice, effects, folded } = row
  const name = folded === undefined ? undefined : row.text
  const remarks = effects.flatMap((effect) => remarkOf(effect, name) ?? [])
  const remark = [...(choice === undefined ? [] : [choice]), ...remarks].join('; ')
  const number = to - from === 1 ? `${to}` : `${from + 1}-${to}`
  return { ...cell(row.lane, row.depth + 1, row.text, remark), number }
}

/**
 * What is said of an effect beside its step; undefined where it is said already: a folded lock function
 * says by its name what it did to the lock that it is called with. `folded` is the text of such a call.
 */
export function remarkOf(
  { kind, text }: EffectView,
  folded: string | undefined,
): string | undefined {
  const [, lock] = /^(?:takes|releases) (?:\S*(?:->|\.))?(\w+)/.exec(text) ?? []
  const isSaid = lock !== undefined && folded !== undefined && words(folded).includes(lock)
  if (kind === 'lock' && isSaid) return undefined
  return kind === 'result' ? text.replace(/^→/, 'returns') : text
}

function words(text: string): readonly string[] {
  return text.split(/\W+/)
}

/** These belong to the whole run; the step where they are certain has no part in them. */
export const ofTheRun: readonly ViolationKind[] = ['leak', 'deadlock', 'self-deadlock', 'bound']

function violationLines(run: RunView, row: Row): readonly Line[] {
  return row.violations.flatMap((index) => {
    const violation = run.violations[index]
    if (violation === undefined || ofTheRun.includes(violation.kind)) return []
    return [cell(row.lane, row.depth + 1, `^^^^ ${violation.title}`)]
  })
}

function cell(lane: LaneIndex, depth: number, text: string, remark = ''): { kind: 'cell' } & Cell {
  return { kind: 'cell', number: '', lane, depth, text: ascii(text), remark: ascii(remark) }
}
