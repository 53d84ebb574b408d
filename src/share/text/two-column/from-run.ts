/** From a run to the rows of its table. What came after a violation is left out: the bug ends the diagram. */

import { layoutRows, type Row } from '../../../trace/rows.ts'
import { autoFolds, unfoldAll } from '../../../trace/rows-fold.ts'
import type { LaneIndex, RunView, ViolationView, WaitView } from '../../../trace/view.ts'
import { ascii } from '../ascii.ts'
import { ofTheRun, remarkOf } from '../lines.ts'
import type { Table, TableRow } from './table.ts'

export interface TableOptions {
  /** Show every step of the kernel library. */
  readonly unfolded: boolean
  /** What the columns are called: after the threads, or as a report of the kernel would: `CPU0`. */
  readonly labels: 'threads' | 'cpus'
}

export function tableOf(run: RunView, { unfolded, labels }: TableOptions): Table {
  const lanes = run.lanes.flatMap((lane, index) => (lane.startedAt === undefined ? [] : [index]))
  const rows = layoutRows(run, unfolded ? unfoldAll : autoFolds)
  const before = rows.filter((row) => !row.afterViolation)
  return {
    labels: lanes.map((lane, column) => (labels === 'cpus' ? `CPU${column}` : nameOf(run, lane))),
    rows: before.flatMap((row) => rowsOf(run, row, lanes)),
  }
}

function nameOf(run: RunView, index: LaneIndex): string {
  const lane = run.lanes[index]
  return lane === undefined ? '?' : plain(`Thread ${lane.letter} (${lane.title})`)
}

function rowsOf(run: RunView, row: Row, lanes: readonly LaneIndex[]): readonly TableRow[] {
  const column = lanes.indexOf(row.lane)
  const waits = row.waits.flatMap((index): readonly TableRow[] => {
    const wait = run.waits[index]
    if (wait === undefined) return []
    const depth = isInside(run, wait) ? (row.lanes[wait.lane]?.guides ?? 0) + 1 : 0
    return [
      { column: lanes.indexOf(wait.lane), depth, text: '', remark: blockedOn(wait), mark: '' },
    ]
  })
  const heads = row.heads.map(({ call, depth, fn }): TableRow => {
    const isEntry = run.calls[call]?.parent === undefined
    return { column, depth: isEntry ? 0 : depth + 1, text: `${fn}()`, remark: '', mark: '' }
  })
  return [...waits, ...heads, stepRow(run, row, column)]
}

/** A thread that has not done anything yet waits outside of all calls. */
function isInside(run: RunView, { lane, from }: WaitView): boolean {
  return run.steps.slice(0, from).some((step) => step.lane === lane)
}

function blockedOn({ text }: WaitView): string {
  const [, lock] = /^(\S+) held by /.exec(text) ?? []
  return plain(lock === undefined ? `blocked: ${text}` : `blocked on ${lock}`)
}

function stepRow(run: RunView, row: Row, column: number): TableRow {
  const [violation] = row.violations.flatMap((index) => run.violations[index] ?? [])
  const mark = violation === undefined || ofTheRun.includes(violation.kind) ? '' : markOf(violation)
  const folded = row.folded === undefined ? undefined : row.text
  const said = row.effects.flatMap((effect) => {
    const text = remarkOf(effect, folded)
    if (text === undefined) return []
    return [effect.kind === 'ref' ? `ref ${text}` : text]
  })
  const remarks = [...(row.choice === undefined ? [] : [row.choice]), ...said]
  return {
    column,
    depth: row.depth + 1,
    text: statement(row.text),
    // Below what breaks, only that counts.
    remark: mark === '' ? plain(remarks.join('; ')) : '',
    mark,
  }
}

function markOf({ title, object }: ViolationView): string {
  return plain(object === undefined ? title : `${title}: ${object}`)
}

/** Statements end in a semicolon, conditions and labels do not. */
function statement(text: string): string {
  const line = plain(text)
  return /[;:{}]$/.test(line) || /^(?:if|while|for|switch) ?\(/.test(line) ? line : `${line};`
}

/** One line of ASCII in which nothing can be taken for a remark. */
function plain(text: string): string {
  return ascii(text).replaceAll(/\s+/g, ' ').replaceAll('//', '/').trim()
}
