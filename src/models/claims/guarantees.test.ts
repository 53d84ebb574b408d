import { describe, expect, it } from 'vitest'
import { holds, scenarioOf, searched } from '../../testing/claims.ts'
import { cellVariant, guaranteeColumns, guaranteeRows } from './guarantees.ts'

/** A letter per column: y, he may; n, some run shows that he may not. */
const expected: Readonly<Record<string, string>> = {
  'register-failed': 'yyyyyyyyy',
  registered: 'yyyyyyyyy',
  'unregistered-mirror': 'nnnnynyny',
  'unregistered-callbacks': 'nnnnynyny',
  'unregistered-device': 'nnnnynyny',
  'unregistered-memory': 'nyyyyyyyy',
  'device-busy': 'yyyyyyyyy',
  'device-free': 'nnnyyyyyy',
  'device-code': 'yyyyyyyyy',
  'mm-dead': 'nnnnnnnny',
}

describe('what a caller may do when a function has returned', () => {
  it.each(guaranteeRows)('$fn, $returned: $may', (row) => {
    const def = scenarioOf(row.scenario)
    const cells = guaranteeColumns.map((column) => {
      const found = searched(row.scenario, cellVariant(row, column, def))
      return holds({ kind: 'never', failures: row.unless }, found) ? 'y' : 'n'
    })
    expect(cells.join('')).toBe(expected[row.id])
  })

  it('asks only what its scenario knows, and has unique ids', () => {
    for (const { scenario, questions } of guaranteeRows) {
      const ids = (scenarioOf(scenario).questions ?? []).map(({ id }) => id)
      expect(ids).toEqual(expect.arrayContaining([...questions]))
    }
    for (const list of [guaranteeRows, guaranteeColumns]) {
      expect(new Set(list.map(({ id }) => id)).size).toBe(list.length)
    }
  })
})
