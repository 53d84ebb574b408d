/* oxlint-disable jsx-a11y/no-noninteractive-element-to-interactive-role -- a table whose cells are gone through by arrow keys is a grid */
/** Every set against every failure. Long tables are drawn a part at a time. */

import { useMemo, useRef, useState } from 'react'
import type { FixSet } from '../../../src/worker/fix-sets.ts'
import type { FixesRequest, FixesView } from '../../../src/worker/search-protocol.ts'
import { grouped } from '../../../src/util/amounts.ts'
import { Mark } from '../parts/Mark.tsx'
import { fixesText } from '../parts/programs.ts'
import { type GridKeys, type GridPlace, useGridKeys } from '../parts/use-grid-keys.ts'
import { useShown } from '../parts/use-shown.ts'
import { FixNames } from './FixNames.tsx'
import { MatrixFilter } from './MatrixFilter.tsx'
import { columnsOf, failureWords, type MatrixColumn, noFilter, passesFilter } from './matrix.ts'
import { useOwnFixes } from './use-own-fixes.ts'

export interface FixMatrixProps {
  readonly view: FixesView
  readonly asked: FixesRequest
}

/** Rows that are drawn at once, and added on demand. */
const portion = 200

export function FixMatrix({ view, asked }: FixMatrixProps) {
  const [filter, setFilter] = useState(noFilter)
  const [most, setMost] = useState(portion)
  const grid = useRef<HTMLTableElement>(null)
  const columns = useMemo(() => columnsOf(view.sets), [view.sets])
  const found = view.sets.filter((set) => passesFilter(set, filter))
  const rows = found.slice(0, most)
  const keys = useGridKeys(grid, rows.length, columns.length)
  return (
    <>
      <MatrixFilter
        fixes={view.fixes}
        sets={view.sets}
        found={found.length}
        filter={filter}
        onChange={(next) => {
          setFilter(next)
          setMost(portion)
        }}
      />
      <table
        ref={grid}
        role="grid"
        aria-label="Sets of fixes and what goes wrong under them"
        aria-rowcount={found.length + 2}
        className="matrix fix-matrix"
        onKeyDown={keys.onKeyDown}
      >
        <Head columns={columns} />
        <tbody>
          {rows.map((set, row) => (
            <Row
              key={set.fixes.join()}
              view={view}
              asked={asked}
              set={set}
              columns={columns}
              keys={keys}
              row={row}
            />
          ))}
        </tbody>
      </table>
      {found.length > rows.length && (
        <p className="matrix-more">
          <button type="button" className="button" onClick={() => setMost(most + portion)}>
            Show {Math.min(portion, found.length - rows.length)} more of {grouped(found.length)}
          </button>
        </p>
      )}
    </>
  )
}

/** Scenarios over their failures. */
function Head({ columns }: { readonly columns: readonly MatrixColumn[] }) {
  const scenarios = [...new Set(columns.map(({ scenario }) => scenario))]
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2} className="matrix-corner">
          Fixes
        </th>
        {scenarios.map((scenario) => (
          <th
            key={scenario}
            scope="colgroup"
            colSpan={columns.filter((column) => column.scenario === scenario).length}
            className="matrix-scenario"
          >
            <code>{scenario}</code>
          </th>
        ))}
      </tr>
      <tr>
        {columns.map(({ scenario, failure }, index) => (
          <th
            key={`${scenario} ${failure}`}
            scope="col"
            className={isFirst(columns, index) ? 'matrix-failure matrix-first' : 'matrix-failure'}
          >
            {failure}
          </th>
        ))}
      </tr>
    </thead>
  )
}

function isFirst(columns: readonly MatrixColumn[], index: number): boolean {
  return columns[index - 1]?.scenario !== columns[index]?.scenario
}

interface RowProps extends FixMatrixProps {
  readonly set: FixSet
  readonly columns: readonly MatrixColumn[]
  readonly keys: GridKeys
  readonly row: number
}

function Row({ view, asked, set, columns, keys, row }: RowProps) {
  const isMinimal = view.minimal.some((ids) => ids.join() === set.fixes.join())
  return (
    <tr className={set.repairs ? 'matrix-repairs' : undefined}>
      <th scope="row">
        <FixNames ids={set.fixes} known={view.fixes} />
        {set.repairs && (
          <span className="matrix-repaired">
            <Mark tone="right" /> {isMinimal ? 'repairs, smallest' : 'repairs'}
          </span>
        )}
      </th>
      {columns.map((column, index) => (
        <td
          key={`${column.scenario} ${column.failure}`}
          className={isFirst(columns, index) ? 'matrix-first' : undefined}
        >
          <Square
            asked={asked}
            set={set}
            column={column}
            keys={keys}
            place={{ row, column: index }}
          />
        </td>
      ))}
    </tr>
  )
}

interface SquareProps {
  readonly asked: FixesRequest
  readonly set: FixSet
  readonly column: MatrixColumn
  readonly keys: GridKeys
  readonly place: GridPlace
}

function Square({ asked, set, column, keys, place }: SquareProps) {
  const ownFixes = useOwnFixes()
  const { scenario, failure } = column
  const cell = set.cells.find((each) => each.scenario === scenario)
  const words = cell === undefined ? undefined : failureWords(cell, failure)
  const variant = { fixes: ownFixes(scenario, set.fixes), mutex: asked.mutex }
  const { isCurrent, open } = useShown({ scenario, variant, schedule: words?.shown?.schedule })
  if (words === undefined) return undefined
  const { tone, sentence } = words
  return (
    <button
      type="button"
      className={`matrix-cell matrix-${tone}`}
      {...keys.cell(place)}
      aria-label={`${failure} in ${scenario}, ${fixesText(set.fixes)}. ${sentence}`}
      aria-current={isCurrent ? 'true' : undefined}
      title={`${failure}. ${sentence}`}
      onClick={open}
    >
      <Mark tone={tone} />
    </button>
  )
}
