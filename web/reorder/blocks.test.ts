import { describe, expect, it } from 'vitest'
import { fixtureRun } from '../../src/trace/fixture-run.ts'
import { foldAll } from '../../src/trace/rows-fold.ts'
import { layoutRows } from '../../src/trace/rows.ts'
import { ensure } from '../../src/util/ensure.ts'
import { blockOfRow, gapsBetween, segmentOfRow } from './blocks.ts'

const run = fixtureRun(`
  A unload       | B exit
                 | destroy() {
                 | free(device) {
                 | count--
  work()         |
                 | owner = B
                 | }
                 | last(device)
`)
const rows = layoutRows(run, foldAll)
const row = (index: number) => ensure(rows[index], `row ${index}`)

describe('what moves together', () => {
  it('is the whole of a folded call, also where another thread comes in between', () => {
    expect(rows).toHaveLength(4)
    expect(blockOfRow(run, row(0))).toEqual({ from: 0, to: 3 })
    expect(blockOfRow(run, row(2))).toEqual({ from: 0, to: 3 })
    expect(blockOfRow(run, row(1))).toEqual({ from: 1, to: 2 })
  })

  it('is all that a thread does in a row', () => {
    expect(segmentOfRow(run, row(3))).toEqual({ from: 2, to: 4 })
    expect(segmentOfRow(run, row(1))).toEqual({ from: 1, to: 2 })
  })
})

describe('places for it', () => {
  it('are above each row and below the last', () => {
    expect(gapsBetween(rows)).toEqual([0, 1, 2, 3, 4])
    expect(gapsBetween([])).toEqual([])
  })
})
