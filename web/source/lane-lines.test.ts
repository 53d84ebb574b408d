import { describe, expect, it } from 'vitest'
import { fixtureRun } from '../../src/trace/fixture-run.ts'
import { autoFolds, unfoldAll } from '../../src/trace/rows-fold.ts'
import { layoutRows } from '../../src/trace/rows.ts'
import { laneLines, shownStep } from './lane-lines.ts'

const run = fixtureRun(`
  A one         | B two
  first #10     |
  ~ m held by B |
                | other #20
                | more #21
  last #11      |
`)

const rows = layoutRows(run, autoFolds)

function at(cursor: number): string {
  return laneLines(run, cursor)
    .map(({ lane, line, state }) => `${run.lanes[lane]?.letter ?? ''}${line} ${state}`)
    .join(', ')
}

describe('the line of a lane', () => {
  it('is the one that it runs next', () => {
    expect(at(0)).toBe('A10 can, B20 can')
  })

  it('is the one that it waits at', () => {
    expect(at(2)).toBe('A11 blocked, B21 can')
  })

  it('is the last one when the next is not known', () => {
    const lost = { kind: 'crashed', lane: 1, reason: 'BUG', line: undefined } as const
    expect(laneLines({ ...run, next: [[], [], [lost]] }, 2).map(({ line }) => line)).toEqual([20])
  })

  it('is none for lanes that are done', () => {
    expect(at(3)).toBe('A11 can')
    expect(at(4)).toBe('')
  })
})

describe('the shown step', () => {
  it('is the selected one, else the last executed', () => {
    expect(shownStep(run, rows, 2, undefined)).toEqual({ step: 1, lane: 1, line: 20 })
    expect(shownStep(run, rows, 2, 3)).toEqual({ step: 3, lane: 0, line: 11 })
    expect(shownStep(run, rows, 0, undefined)).toBeUndefined()
  })

  it('stands at the line that makes a folded call', () => {
    const recorded = fixtureRun(`
      A one             | B two
      f() {             |
      @mutex_lock(&m) { |
      count-- #90       |
      }                 |
      }                 |
    `)
    const calls = recorded.calls.map((call) => ({ ...call, line: 6 }))
    const folded = { ...recorded, calls }
    expect(shownStep(folded, layoutRows(folded, autoFolds), 1, undefined)?.line).toBe(6)
    expect(shownStep(folded, layoutRows(folded, unfoldAll), 1, undefined)?.line).toBe(90)
  })
})
