import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beginOf, edited, edits, picks, wander } from '../testing/edits.ts'
import { machineFrom, recipes } from '../testing/generate.ts'
import { ensure } from '../util/ensure.ts'
import { rerun } from './rerun.ts'
import type { Run, ScheduleEntry } from './run.ts'

/** Entry by entry, from the start. */
function played(run: Run, entries: readonly ScheduleEntry[]): ReturnType<typeof rerun> {
  for (const [at, { lane, choice }] of entries.entries()) {
    const step = run.step(lane, choice)
    if (!step.ok) return { run, stopped: { at, error: step.error } }
  }
  return { run, stopped: undefined }
}

describe('a schedule played after one that it resembles', () => {
  it('gives the run that it gives by itself, and leaves the other as it was', () => {
    let taken = 0
    fc.assert(
      fc.property(recipes, picks, edits, (recipe, choices, all) => {
        const machine = machineFrom(recipe)
        const begun = beginOf(machine)
        if (begun === undefined) return
        let base = wander(begun, choices)
        for (const edit of all) {
          const entries = edited(base.steps, edit)
          const before = [base.state.join(), base.steps.length]
          const fast = rerun(base, entries)
          const slow = played(ensure(beginOf(machine), 'a run'), entries)
          expect(fast.run.steps).toEqual(slow.run.steps)
          expect(fast.run.state).toEqual(slow.run.state)
          expect(fast.run.cursor).toBe(slow.run.cursor)
          expect(fast.stopped).toEqual(slow.stopped)
          expect([base.state.join(), base.steps.length]).toEqual(before)
          const last = fast.run.steps.at(-1)
          if (last !== undefined && last === base.steps.at(-1)) taken += 1
          base = fast.run
        }
      }),
      { numRuns: 300 },
    )
    expect(taken).toBeGreaterThan(50)
  })

  it('goes on from where it ends like any other run', () => {
    fc.assert(
      fc.property(recipes, picks, edits, fc.nat(60), (recipe, choices, [edit], cursor) => {
        const machine = machineFrom(recipe)
        const begun = beginOf(machine)
        if (begun === undefined || edit === undefined) return
        const base = wander(begun, choices)
        const entries = edited(base.steps, edit)
        base.jump(cursor)
        const fast = rerun(base, entries).run
        const slow = played(ensure(beginOf(machine), 'a run'), entries).run
        for (const run of [fast, slow]) run.jump(cursor)
        expect(fast.state).toEqual(slow.state)
        expect(wander(fast, choices).steps).toEqual(wander(slow, choices).steps)
        expect(fast.state).toEqual(slow.state)
      }),
      { numRuns: 100 },
    )
  })
})
