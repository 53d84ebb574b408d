import { describe, expect, it } from 'vitest'
import type { Cell, FixSet } from '../../../src/worker/fix-sets.ts'
import { caveatsOf, columnsOf, failureWords, noFilter, passesFilter } from './matrix.ts'
import { replayWords } from './replay-words.ts'

function cell(scenario: string, names: readonly string[], limit?: Cell['limit']): Cell {
  const failures = names.map((name) => ({ name, schedule: 'a2b' }))
  return { scenario, failures, limit, states: 1_864 }
}

function set(fixes: readonly string[], ...cells: readonly Cell[]): FixSet {
  return { fixes, cells, repairs: cells.every(({ failures }) => failures.length === 0) }
}

describe('the columns of the matrix', () => {
  it('are all failures of each scenario, leaks last', () => {
    const sets = [
      set([], cell('one', ['leak of hmm', 'use after free of device']), cell('two', ['deadlock'])),
      set(['kref'], cell('one', ['deadlock']), cell('two', [])),
    ]
    expect(columnsOf(sets).map(({ scenario, failure }) => `${scenario}: ${failure}`)).toEqual([
      'one: deadlock',
      'one: use after free of device',
      'one: leak of hmm',
      'two: deadlock',
    ])
  })

  it('name a scenario in which nothing goes wrong, too', () => {
    expect(columnsOf([set([], cell('one', []))])).toEqual([{ scenario: 'one', failure: 'nothing' }])
  })
})

describe('a cell', () => {
  it('says that it happens, that it never does, or that it is open', () => {
    const happens = failureWords(cell('one', ['deadlock']), 'deadlock')
    expect(happens).toMatchObject({ tone: 'wrong', shown: { schedule: 'a2b' } })
    const never = failureWords(cell('one', ['deadlock']), 'leak of hmm')
    expect(never.sentence).toBe('Does not happen: all 1,864 states were visited.')
    const open = failureWords(cell('one', [], 'states'), 'deadlock')
    expect(open.sentence).toBe(
      'Open: the search was stopped after 1,864 states (the limit of states).',
    )
    expect(open.tone).toBe('open')
  })
})

it('rows are chosen by size, by fix and by whether they repair', () => {
  const good = set(['kref', 'srcu'], cell('one', []))
  const bad = set(['kref'], cell('one', ['deadlock']))
  const chosen = (change: Partial<typeof noFilter>) =>
    [good, bad].filter((each) => passesFilter(each, { ...noFilter, ...change }))
  expect(chosen({})).toEqual([good, bad])
  expect(chosen({ size: 1 })).toEqual([bad])
  expect(chosen({ fix: 'srcu' })).toEqual([good])
  expect(chosen({ onlyRepairing: true })).toEqual([good])
})

describe('the result claims no more than was searched', () => {
  const good = set([], cell('one', []))

  it('and has nothing to add when all was', () => {
    expect(caveatsOf([good], 1, 2, { mostFixes: 2 })).toEqual([])
  })

  it('and says what stopped it, what was left out and what is open', () => {
    const open = set(['kref'], cell('one', [], 'memory'))
    expect(caveatsOf([good, open], 9, 5, { mostFixes: 1 })).toEqual([
      'Only 2 of 9 sets were searched, smaller ones first.',
      'Sets of more than 1 fix were not tried.',
      'The searches of 1 set met a limit: what was not found there may still happen.',
    ])
  })
})

describe('a run under a fix', () => {
  const base = { fixes: ['kref'], tried: 'kref', violations: [], schedule: 'a3' }

  it('is the same', () => {
    expect(replayWords({ ...base, outcome: { kind: 'same' } })).toMatchObject({
      text: 'the same, step for step',
      at: undefined,
    })
  })

  it('is blocked before a step, and shown there', () => {
    const outcome = { kind: 'blocked', at: 25, reason: 'A cannot run: waits' } as const
    expect(replayWords({ ...base, outcome })).toEqual({
      text: 'blocked at step 26',
      swap: undefined,
      why: 'A cannot run: waits',
      at: 25,
    })
  })

  it('is diverted by a step, shown after it, and may stop later', () => {
    const stopped = { at: 7, reason: 'B cannot run: it has returned' }
    const outcome = { kind: 'diverted', at: 3, does: 'get', instead: 'put', stopped } as const
    expect(replayWords({ ...base, outcome })).toEqual({
      text: 'diverted at step 4',
      swap: { does: 'get', instead: 'put' },
      why: 'Stopped at step 8: B cannot run: it has returned',
      at: 4,
    })
  })
})
