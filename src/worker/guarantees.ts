/** The table of what a caller may do once a function has returned: each cell is decided like a claim. */

import type { ScenarioDef } from '../ir/program.ts'
import type { Claim } from '../models/claims/claim.ts'
import { cellVariant, guaranteeColumns, guaranteeRows } from '../models/claims/guarantees.ts'
import { ensure } from '../util/ensure.ts'
import { ClaimsTask } from './claims.ts'
import type { GuaranteeCell, GuaranteesView } from './search-protocol.ts'
import type { Clock } from './search-task.ts'

export class GuaranteesTask {
  private readonly checks: ClaimsTask

  constructor(scenarios: readonly ScenarioDef[], now: Clock) {
    this.checks = new ClaimsTask(claimsOf(scenarios), now)
  }

  /** Goes on for about that long; true when every cell is decided. */
  advance(milliseconds: number): boolean {
    return this.checks.advance(milliseconds)
  }

  /** As far as it is known. */
  get view(): GuaranteesView {
    const cells = this.checks
      .result()
      .map(({ decisions }) =>
        decisions.map(
          ({ check, holds, shown }): GuaranteeCell => ({ variant: check.variant, holds, shown }),
        ),
      )
    return { ...this.checks.tally, rows: guaranteeRows, columns: guaranteeColumns, cells }
  }
}

/** A row is a claim, and each of its cells a check. */
function claimsOf(scenarios: readonly ScenarioDef[]): readonly Claim[] {
  return guaranteeRows.map((row) => {
    const def = ensure(
      scenarios.find(({ id }) => id === row.scenario),
      `scenario ${row.scenario}`,
    )
    const checks = guaranteeColumns.map((column) => ({
      id: column.id,
      by: 'author' as const,
      says: row.may,
      scenario: row.scenario,
      variant: cellVariant(row, column, def),
      property: { kind: 'never' as const, failures: row.unless },
    }))
    return { id: row.id, title: row.may, by: 'author', sides: {}, checks }
  })
}
