import { describe, expect, it } from 'vitest'
import { fixtureRun } from '../../src/trace/fixture-run.ts'
import { autoFolds } from '../../src/trace/rows-fold.ts'
import { layoutRows } from '../../src/trace/rows.ts'
import { countWords, rowName, span, violationChip } from './words.ts'

const run = fixtureRun(
  `
  A unload       | B exit
                 | destroy() {
                 | @mutex_lock(&m) {
                 | count--
                 | owner = B
                 | }
  work() {       |
  ~ m held by B  |
                 | kfree(device) ; frees device
  read(device) ; ✗ use-after-free device |
  put(device) ; 1 → 0
  `,
)
const rows = layoutRows(run, autoFolds)
const names = rows.map((row, index) => rowName(run, row, index === 1 ? 'current' : 'done'))

describe('words', () => {
  it('name a row by number, thread and text, then what happened', () => {
    expect(names).toEqual([
      '1 B mutex_lock(&m), steps 1 to 2',
      '3 B kfree(device), frees device, A blocked: m held by B, current',
      '4 A read(device), ✗ use after free: device, freed by B at step 3',
      '5 A put(device), 1 → 0, after the violation',
    ])
  })

  it('say why a row is dimmed', () => {
    const [row] = rows
    if (row === undefined) throw new Error('no row')
    expect(rowName(run, row, 'done', 'does not touch device')).toMatch(/, does not touch device$/)
  })

  it('say that a row has not been run', () => {
    expect(
      rows.map((row) => rowName(run, row, 'future')).every((name) => name.endsWith('not yet run')),
    ).toBe(true)
  })

  it('fall back to the full text of a violation that freed nothing', () => {
    const [violation] = run.violations
    if (violation === undefined) throw new Error('no violation')
    const race = { ...violation, kind: 'data-race' as const, title: 'data race', text: 'A and B' }
    expect(violationChip(run, race)).toBe('✗ data race: A and B')
  })

  it('count steps as people do', () => {
    expect([span(2, 6), span(2, 3), span(2, undefined)]).toEqual([
      'steps 3 to 6',
      'step 3',
      'from step 3 on',
    ])
    expect(countWords(run, 'kref', { at: 4, value: 1, lane: 0 }, 9)).toBe(
      'kref is 1, set by A at step 4, until step 9',
    )
  })
})
