import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixtureRun } from './fixture-run.ts'
import { layoutRows } from './rows.ts'
import { placeOfCursor, rowOfStep } from './rows-find.ts'
import { callKeys, type FoldState, foldedCalls, toggleFold } from './rows-fold.ts'
import type { RunView } from './view.ts'

/** What a lane does next; a call is opened together with its first step, closed when there is one. */
const action = fc.record({
  lane: fc.nat({ max: 2 }),
  kind: fc.constantFrom('step', 'model', 'kernel', 'close'),
})

const runs: fc.Arbitrary<RunView> = fc.array(action, { maxLength: 60 }).map((actions) => {
  const depths = [0, 0, 0]
  const lines = actions.flatMap(({ lane, kind }, index) => {
    const cell = (text: string) => `${'|'.repeat(lane).replaceAll('|', ' | ')}${text}`
    const depth = depths[lane] ?? 0
    if (kind === 'close' && depth > 1) {
      depths[lane] = depth - 1
      return [cell('}')]
    }
    const step = cell(`s${index}`)
    if (depth > 0 && kind !== 'model' && kind !== 'kernel') return [step]
    depths[lane] = depth + 1
    return [cell(`${kind === 'kernel' ? '@' : ''}f${index}() {`), step]
  })
  return fixtureRun(['A a | B b | C c', ...lines].join('\n'))
})

const folds: fc.Arbitrary<FoldState> = fc.record({
  base: fc.constantFrom('auto', 'folded', 'open'),
  overrides: fc
    .array(
      fc.tuple(
        fc.tuple(fc.constantFrom('A', 'B', 'C'), fc.integer({ min: 1, max: 12 })),
        fc.constantFrom<('folded' | 'open')[]>('folded', 'open'),
      ),
    )
    .map((entries) => new Map(entries.map(([[lane, n], state]) => [`${lane}:${n}`, state]))),
})

describe('rows of any run', () => {
  it('cover its steps in order, each exactly once', () => {
    fc.assert(
      fc.property(runs, folds, (run, state) => {
        const rows = layoutRows(run, state)
        const steps = rows.flatMap(({ from, to }) =>
          Array.from({ length: to - from }, (_, offset) => from + offset),
        )
        expect(steps).toEqual(run.steps.map((_, index) => index))
      }),
    )
  })

  it('hold steps of one lane, several only inside one folded call', () => {
    fc.assert(
      fc.property(runs, folds, (run, state) => {
        for (const row of layoutRows(run, state)) {
          for (const step of run.steps.slice(row.from, row.to)) {
            expect(step.lane).toBe(row.lane)
            if (row.to - row.from > 1) expect(step.calls).toContain(row.folded?.call)
          }
        }
      }),
    )
  })

  it('name every visible call once', () => {
    fc.assert(
      fc.property(runs, folds, (run, state) => {
        const named = layoutRows(run, state).flatMap(({ heads, folded }) => [
          ...heads.map(({ call }) => call),
          ...(folded === undefined || folded.continued ? [] : [folded.call]),
        ])
        expect(new Set(named).size).toBe(named.length)
      }),
    )
  })

  it('are found from every step and every cursor', () => {
    fc.assert(
      fc.property(runs, folds, (run, state) => {
        const rows = layoutRows(run, state)
        run.steps.forEach((_, step) => {
          const row = rows[rowOfStep(rows, step) ?? -1]
          expect(row !== undefined && row.from <= step && step < row.to).toBe(true)
          const place = placeOfCursor(rows, step + 1)
          expect(place?.row).toBe(rowOfStep(rows, step))
          expect(place?.part === 1).toBe(row?.to === step + 1)
        })
        expect(placeOfCursor(rows, 0)).toBeUndefined()
        expect(rowOfStep(rows, run.steps.length)).toBeUndefined()
      }),
    )
  })

  it('come back when a call is toggled twice', () => {
    fc.assert(
      fc.property(runs, folds, fc.nat(), (run, state, pick) => {
        const keys = callKeys(run)
        const key = keys[pick % Math.max(1, keys.length)] ?? 'none'
        const twice = toggleFold(run, toggleFold(run, state, key), key)
        expect(foldedCalls(run, twice)).toEqual(foldedCalls(run, state))
        expect(layoutRows(run, twice)).toEqual(layoutRows(run, state))
      }),
    )
  })
})
