/**
 * What a caller may do when a function has returned, for each variant of the code: the rules of lifetime,
 * derived by search.
 */

import type { GuaranteesView as Table } from '../../../src/worker/search-protocol.ts'
import { counted } from '../../../src/util/amounts.ts'
import type { ViewJob } from '../../store/jobs.ts'
import { useFact } from '../../store/use-app.ts'
import { DecidedPage } from '../parts/DecidedPage.tsx'
import '../parts/matrix.css'
import { answersOf } from './answers.ts'
import { GuaranteeTable } from './GuaranteeTable.tsx'
import './guarantees.css'

const job: ViewJob = { kind: 'guarantees' }

export function GuaranteesView() {
  const phase = useFact((state) => state.jobs.guarantees)
  return (
    <DecidedPage
      className="page-wide"
      title="When the function has returned, the caller may …"
      job={job}
      phase={phase}
    >
      {(table, isOver) => (
        <>
          <Summary table={table} />
          <GuaranteeTable table={table} isOver={isOver} />
        </>
      )}
    </DecidedPage>
  )
}

function Summary({ table }: { readonly table: Table }) {
  const { yes, no, open } = answersOf(table.cells.flat())
  return (
    <p className="page-summary" aria-live="polite">
      {counted(yes + no + open, 'answer')}: he may in <strong>{yes}</strong>, since no run among all
      speaks against it; not in <strong>{no}</strong>, each with a run that shows why;{' '}
      {open === 0 ? 'none is open.' : `${open} still open.`}
    </p>
  )
}
