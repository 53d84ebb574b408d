/** Which steps move together, and the gaps between the rows that are shown. */

import { callKeys } from '../../src/trace/rows-fold.ts'
import type { Row } from '../../src/trace/rows.ts'
import type { CallIndex, Cursor, RunView } from '../../src/trace/view.ts'
import type { Grip } from '../diagram/grip.ts'
import type { Block } from '../store/reorder.ts'

/** The step of a row; a folded call as a whole, also where other lanes' steps lie in between. */
export function blockOfRow(run: RunView, row: Row): Block {
  return row.folded === undefined
    ? { from: row.from, to: row.to }
    : blockOfCall(run, row.folded.call)
}

/** Everything that a call does in this run. */
export function blockOfCall(run: RunView, call: CallIndex): Block {
  const view = run.calls[call]
  const from = view?.from ?? 0
  const last = run.steps.findLastIndex(({ calls }) => calls.includes(call))
  return { from, to: view?.to ?? Math.max(from, last) + 1 }
}

/** The steps of a row's lane around it that no other lane interrupts. */
export function segmentOfRow(run: RunView, row: Row): Block {
  let { from, to } = row
  while (run.steps[from - 1]?.lane === row.lane) from -= 1
  while (run.steps[to]?.lane === row.lane) to += 1
  return { from, to }
}

/** The gap above each row, and the one below the last. */
export function gapsBetween(rows: readonly Row[]): readonly Cursor[] {
  const last = rows.at(-1)
  return last === undefined ? [] : [...rows.map(({ from }) => from), last.to]
}

/** What is dragged by a grip. */
export function blockOfGrip(run: RunView, { row, call, isSegment }: Grip): Block {
  if (isSegment) return segmentOfRow(run, row)
  const index = call === undefined ? -1 : callKeys(run).indexOf(call)
  return index < 0 ? blockOfRow(run, row) : blockOfCall(run, index)
}
