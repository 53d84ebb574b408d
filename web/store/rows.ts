/** The rows of the run that is shown: diagram and listing ask for the same ones. */

import type { FoldState } from '../../src/trace/rows-fold.ts'
import { layoutRows, type Row } from '../../src/trace/rows.ts'
import type { RunView } from '../../src/trace/view.ts'

let latest:
  | { readonly run: RunView; readonly folds: FoldState; readonly rows: readonly Row[] }
  | undefined

/** Laid out once per run and folding; the same array as before while neither changes. */
export function rowsOf(run: RunView, folds: FoldState): readonly Row[] {
  if (latest?.run !== run || latest.folds !== folds) {
    latest = { run, folds, rows: layoutRows(run, folds) }
  }
  return latest.rows
}
