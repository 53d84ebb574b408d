/* oxlint-disable jsx-a11y/no-noninteractive-element-to-interactive-role -- a table whose cells are gone through by arrow keys is a grid */
/** The table itself: a function and a right per row, a variant per column, each cell a way to what shows it. */

import { Fragment, useRef } from 'react'
import type { GuaranteeRow } from '../../../src/models/claims/claim.ts'
import type { GuaranteeCell, GuaranteesView } from '../../../src/worker/search-protocol.ts'
import { Breakable } from '../../ui/Breakable.tsx'
import { Mark } from '../parts/Mark.tsx'
import { programText } from '../parts/programs.ts'
import { type GridKeys, type GridPlace, useGridKeys } from '../parts/use-grid-keys.ts'
import { useShown } from '../parts/use-shown.ts'
import { answersOf, cellWords, returnText } from './answers.ts'

export interface GuaranteeTableProps {
  readonly table: GuaranteesView
  /** Nothing more will be decided. */
  readonly isOver: boolean
}

export function GuaranteeTable({ table, isOver }: GuaranteeTableProps) {
  const { rows, columns, cells } = table
  const grid = useRef<HTMLTableElement>(null)
  const keys = useGridKeys(grid, rows.length, columns.length)
  return (
    <table
      ref={grid}
      role="grid"
      aria-label="What the caller may do, per variant"
      className="matrix guarantees"
      onKeyDown={keys.onKeyDown}
    >
      <thead>
        <tr>
          <th scope="col" className="matrix-corner">
            After …, the caller may …
          </th>
          {columns.map(({ id, title, variant }) => (
            <th key={id} scope="col" title={programText('', variant).replace(/^ \+ /, '')}>
              <Title text={title} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={row.id} className={isFirstOf(rows, index) ? 'matrix-group' : undefined}>
            <th scope="row">
              <span className="guarantee-fn">
                <Breakable text={row.fn} />
                {row.returned !== undefined && <span className="chip">returns {row.returned}</span>}
              </span>
              <span className="guarantee-may">{row.may}</span>
            </th>
            {(cells[index] ?? []).map((cell, column) => (
              <td key={columns[column]?.id ?? column}>
                <Cell
                  row={row}
                  title={columns[column]?.title ?? ''}
                  cell={cell}
                  isOver={isOver}
                  keys={keys}
                  place={{ row: index, column }}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">guaranteed</th>
          {columns.map(({ id }, column) => {
            const { yes } = answersOf(cells.flatMap((row) => row[column] ?? []))
            return (
              <td key={id} className="matrix-sum">
                {yes} of {rows.length}
              </td>
            )
          })}
        </tr>
      </tfoot>
    </table>
  )
}

/** Broken only at spaces and after underscores. */
function Title({ text }: { readonly text: string }) {
  const wordJoiner = '\u2060'
  const parts = text.replaceAll('->', `-${wordJoiner}>`).split(/(?<=_)/)
  return parts.map((part, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- parts of one text have no other name
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}

function isFirstOf(rows: readonly GuaranteeRow[], index: number): boolean {
  return rows[index - 1]?.fn !== rows[index]?.fn
}

interface CellProps {
  readonly row: GuaranteeRow
  /** Of the column. */
  readonly title: string
  readonly cell: GuaranteeCell
  readonly isOver: boolean
  readonly keys: GridKeys
  readonly place: GridPlace
}

function Cell({ row, title, cell, isOver, keys, place }: CellProps) {
  const { scenario } = row
  const { variant, shown } = cell
  const [first] = shown
  const schedule = first?.kind === 'run' ? first.schedule : undefined
  const { isCurrent, open } = useShown({ scenario, variant, schedule })
  const { tone, answer, figure, rest } = cellWords(cell, isOver)
  const where = `${returnText(row)}, ${title}: may ${row.may}?`
  return (
    <button
      type="button"
      className={`matrix-cell matrix-${tone}`}
      {...keys.cell(place)}
      aria-current={isCurrent ? 'true' : undefined}
      aria-disabled={first === undefined}
      title={`${answer}: ${figure} ${rest}.\n${programText(scenario, variant)}`}
      onClick={first === undefined ? undefined : open}
    >
      <span>
        <Mark tone={tone} /> {answer}
      </span>
      <span className="matrix-figure">{figure}</span>
      <span className="visually-hidden">
        {rest}. {where}
      </span>
    </button>
  )
}
