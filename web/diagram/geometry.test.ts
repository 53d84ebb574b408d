import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixtureRun } from '../../src/trace/fixture-run.ts'
import { autoFolds } from '../../src/trace/rows-fold.ts'
import { layoutRows } from '../../src/trace/rows.ts'
import {
  bodyTop,
  measureRows,
  playheadPlace,
  rowAt,
  rowsBetween,
  stepBottom,
  stepTop,
} from './geometry.ts'

const run = fixtureRun(
  `
  A one
  work() {
  first
  @lock(&m) {
  count--
  owner = A
  }
  last ; frees m ; ✗ use-after-free m
  `,
)
const geometry = measureRows(layoutRows(run, autoFolds), { head: 10, body: 20, violation: 30 })

describe('geometry', () => {
  it('gives heads and violations room of their own', () => {
    expect([...geometry.tops]).toEqual([0, 30, 50, 100])
    expect(bodyTop(geometry, 0)).toBe(10)
  })

  it('lets the steps of a folded call share its row', () => {
    expect([1, 2].map((step) => stepTop(geometry, step))).toEqual([30, 40])
    expect([1, 2].map((step) => stepBottom(geometry, step))).toEqual([40, 50])
  })

  it('puts the playhead below the last executed step and its violations', () => {
    const places = [0, 1, 2, 3, 4].map((cursor) => playheadPlace(geometry, cursor))
    expect(places.map(({ y }) => y)).toEqual([0, 30, 50, 50, 100])
    expect(places.map(({ part }) => part)).toEqual([1, 1, 0.5, 1, 1])
  })

  it('finds the row at a height', () => {
    expect([-5, 0, 29, 30, 49, 50, 500].map((y) => rowAt(geometry, y))).toEqual([
      0, 0, 0, 1, 1, 2, 2,
    ])
    expect(rowsBetween(geometry, 35, 60)).toEqual({ first: 1, end: 3 })
  })

  it('has no rows to show of an empty run', () => {
    const empty = measureRows([], { head: 10, body: 20, violation: 30 })
    expect(rowsBetween(empty, 0, 100)).toEqual({ first: 0, end: 0 })
    expect(playheadPlace(empty, 0).y).toBe(0)
  })

  it('never moves backwards in time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 }), (step) => {
        expect(stepTop(geometry, step)).toBeLessThan(stepBottom(geometry, step))
        expect(stepBottom(geometry, step)).toBeLessThanOrEqual(stepTop(geometry, step + 1))
      }),
    )
  })
})
