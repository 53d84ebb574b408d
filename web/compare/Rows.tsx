/** The steps of both runs, those that belong together in one row. */

import { useMemo } from 'react'
import type { AlignedRow, Alignment, Difference } from '../../src/compare/align.ts'
import type { RunView, StepIndex } from '../../src/trace/view.ts'
import type { Opened } from '../../src/worker/protocol.ts'
import { counted } from '../../src/util/amounts.ts'
import { openShownRun } from '../store/open-shown.ts'
import { letterOf, specOf } from '../store/run.ts'
import { useApp } from '../store/use-app.ts'
import { Breakable } from '../ui/Breakable.tsx'
import { LaneBadge } from '../ui/LaneBadge.tsx'
import { foldedRows } from './folded.ts'
import { kernelCall } from './words.ts'

interface RowsProps {
  readonly a: Opened
  readonly b: Opened
  readonly alignment: Alignment
  readonly isWhole: boolean
}

export function Rows({ a, b, alignment, isWhole }: RowsProps) {
  const { rows, divergence } = alignment
  const parts = useMemo(() => foldedRows(rows, isWhole), [rows, isWhole])
  return (
    <table className="compare-rows">
      <thead>
        <tr>
          <th scope="col">Run A</th>
          <th scope="col" className="compare-mark">
            <span className="visually-hidden">How they differ</span>
          </th>
          <th scope="col">Run B</th>
        </tr>
      </thead>
      <tbody>
        {parts.map((part) =>
          part.kind === 'gap' ? (
            <tr key={`gap ${part.index}`} className="compare-gap">
              <td colSpan={3}>{counted(part.count, 'equal step')}</td>
            </tr>
          ) : (
            <Row
              key={part.index}
              row={part.row}
              a={a.run}
              b={b.run}
              isFirst={part.index === divergence}
            />
          ),
        )}
      </tbody>
    </table>
  )
}

interface RowProps {
  readonly row: AlignedRow
  readonly a: RunView
  readonly b: RunView
  /** The first difference. */
  readonly isFirst: boolean
}

function Row({ row, a, b, isFirst }: RowProps) {
  const kind = kindOf(row)
  const differs = row.kind === 'both' ? row.differs : []
  return (
    <tr className={`compare-row is-${kind}${isFirst ? ' is-first' : ''}`}>
      <td>
        {row.kind !== 'b' && <Step run={a} side="a" step={row.a} row={row} differs={differs} />}
      </td>
      <td className="compare-mark" title={markTexts[kind]}>
        <span aria-hidden="true">{marks[kind]}</span>
        <span className="visually-hidden">{markTexts[kind]}</span>
        {isFirst && <span className="compare-first">first difference</span>}
      </td>
      <td>
        {row.kind !== 'a' && <Step run={b} side="b" step={row.b} row={row} differs={differs} />}
      </td>
    </tr>
  )
}

type Kind = 'same' | 'differs' | 'moved' | 'only'

const marks: Readonly<Record<Kind, string>> = { same: '=', differs: '≠', moved: '↕', only: '◇' }

const markTexts: Readonly<Record<Kind, string>> = {
  same: 'the same in both',
  differs: 'the same statement, which did something else',
  moved: 'at another place in the other run',
  only: 'in this run only',
}

function kindOf(row: AlignedRow): Kind {
  if (row.kind === 'both') return row.differs.length === 0 ? 'same' : 'differs'
  return row.elsewhere === undefined ? 'only' : 'moved'
}

interface StepProps {
  readonly run: RunView
  readonly side: 'a' | 'b'
  readonly step: StepIndex
  readonly row: AlignedRow
  readonly differs: readonly Difference[]
}

function Step({ run, side, step, row, differs }: StepProps) {
  const app = useApp()
  const view = run.steps[step]
  if (view === undefined) return undefined
  const outer = kernelCall(run, view)
  const other = side === 'a' ? 'B' : 'A'
  const elsewhere = row.kind === 'both' ? undefined : row.elsewhere
  return (
    <div className={`compare-step${view.violations.length > 0 ? ' is-violated' : ''}`}>
      <button
        type="button"
        className="compare-number"
        aria-label={`Open run ${side.toUpperCase()} at step ${step + 1}`}
        title="Opens it in the diagram"
        onClick={() => openShownRun(app, specOf(run), step + 1)}
      >
        {step + 1}
      </button>
      <LaneBadge lane={view.lane} letter={letterOf(run, view.lane)} />
      <code className="compare-text">
        <Breakable text={outer ?? view.text} />
      </code>
      {outer !== undefined && (
        <code className="compare-inner">
          <Breakable text={view.text} />
        </code>
      )}
      {differs.map(({ what, ...values }) => (
        <span key={what} className="compare-value">
          {what}: {values[side]}
        </span>
      ))}
      {elsewhere !== undefined && (
        <span className="compare-elsewhere">
          step {elsewhere + 1} of {other}
        </span>
      )}
      {view.violations.map((index) => (
        <strong key={index} className="compare-violation">
          ✗ {run.violations[index]?.title}
        </strong>
      ))}
    </div>
  )
}
