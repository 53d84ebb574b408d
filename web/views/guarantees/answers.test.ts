import { describe, expect, it } from 'vitest'
import type { GuaranteeCell } from '../../../src/worker/search-protocol.ts'
import { answersOf, cellWords } from './answers.ts'

const variant = { fixes: [], mutex: 'count' } as const
const yes: GuaranteeCell = { variant, holds: true, shown: [{ kind: 'exhausted', states: 3_757 }] }
const no: GuaranteeCell = {
  variant,
  holds: false,
  shown: [{ kind: 'run', schedule: 'a2b', steps: 1 }],
}
const limited: GuaranteeCell = {
  variant,
  holds: undefined,
  shown: [{ kind: 'undecided', states: 4_000_000 }],
}
const pending: GuaranteeCell = { variant, holds: undefined, shown: [] }

describe('a cell of the table', () => {
  it.each([
    [yes, 'yes', 'all 3,757', 'states were visited, and no run speaks against it'],
    [no, 'no', '1 step', 'in a run that speaks against it'],
    [limited, 'open', '> 4,000,000', 'states: the search was stopped there'],
    [pending, 'open', '', 'not searched'],
  ] as const)('says %#', (cell, answer, figure, rest) => {
    expect(cellWords(cell, true)).toMatchObject({ answer, figure, rest })
  })

  it('is still to be searched while the search goes on', () => {
    expect(cellWords(pending, false).rest).toBe('still to be searched')
  })
})

it('answers are counted', () => {
  expect(answersOf([yes, no, limited, pending, yes])).toEqual({ yes: 2, no: 1, open: 2 })
})
