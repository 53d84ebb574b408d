/** The interleaving classes of the program: one run of each, and what goes wrong in it. */

import { useMemo, useState } from 'react'
import type { ClassesView, ClassRow } from '../../src/worker/states-protocol.ts'
import { Pages } from './Pages.tsx'

export interface ClassesProps {
  readonly view: ClassesView
  /** Of the run on the page. */
  readonly schedule: string
  readonly onOpen: (row: ClassRow) => void
}

export function Classes({ view, schedule, onOpen }: ClassesProps) {
  const [onlyFailing, setOnlyFailing] = useState(false)
  const [text, setText] = useState('')
  const rows = useMemo(
    () => view.rows.filter((row) => isWanted(row, onlyFailing, text.trim().toLowerCase())),
    [view, onlyFailing, text],
  )
  return (
    <div className="page">
      <p className="page-summary">{summaryOf(view)}</p>
      <div className="filters">
        <label className="states-check">
          <input
            type="checkbox"
            checked={onlyFailing}
            onChange={() => setOnlyFailing(!onlyFailing)}
          />
          Failing only
        </label>
        <input
          type="search"
          className="filter-text"
          aria-label="Filter by failure or schedule"
          placeholder="Failure or schedule"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <output className="job-said">
          {rows.length.toLocaleString('en')} of {view.rows.length.toLocaleString('en')}
        </output>
      </div>
      <Pages items={rows} unit="classes">
        {(shown) => (
          <table className="classes">
            <thead>
              <tr>
                <th scope="col">Result</th>
                <th scope="col">Steps</th>
                <th scope="col">Switches</th>
                <th scope="col">A run of the class</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <tr
                  key={row.schedule}
                  aria-current={row.schedule === schedule ? 'true' : undefined}
                >
                  <td className={row.failures.length > 0 ? 'mark-wrong' : 'mark-right'}>
                    {row.failures.length > 0 ? `✗ ${row.failures.join(', ')}` : '✓ passes'}
                  </td>
                  <td>{row.steps}</td>
                  <td>{row.switches}</td>
                  {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- its button has a text */}
                  <td>
                    <button type="button" className="text-link" onClick={() => onOpen(row)}>
                      <code>{row.schedule}</code>
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Pages>
    </div>
  )
}

function isWanted({ failures, schedule }: ClassRow, onlyFailing: boolean, text: string): boolean {
  if (onlyFailing && failures.length === 0) return false
  return text === '' || schedule.includes(text) || failures.some((each) => each.includes(text))
}

function summaryOf({ rows, isComplete, limit }: ClassesView): string {
  const failing = rows.filter(({ failures }) => failures.length > 0).length
  const counts = `${rows.length.toLocaleString('en')} classes, ${failing.toLocaleString('en')} of them fail`
  if (isComplete)
    return `All ${counts}. Runs of one class differ only in the order of independent steps.`
  return `${counts} so far: there are more. ${limitText(limit)}`
}

function limitText(limit: string | undefined): string {
  switch (limit) {
    case 'runs':
      return 'No further run was looked at.'
    case 'steps':
      return 'Some runs are too long to be followed to their end.'
    case 'model':
      return 'Some runs leave the bounds of the model.'
    default:
      return 'It was stopped.'
  }
}
