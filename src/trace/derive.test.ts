import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rerun } from '../machine/rerun.ts'
import { edited, edits, picks, wandered } from '../testing/edits.ts'
import { recipes } from '../testing/generate.ts'
import { buildRunView, deriveRun } from './build.ts'

describe('what is derived of a run', () => {
  it('is the same whether or not a run like it was known, edit after edit', () => {
    let shared = 0
    fc.assert(
      fc.property(recipes, picks, edits, (recipe, choices, all) => {
        const begun = wandered(recipe, choices)
        if (begun === undefined) return
        const { run: first, context } = begun
        let known = deriveRun(first, context)
        for (const edit of all) {
          const { run } = rerun(known.survey.run, edited(known.survey.run.steps, edit))
          const derived = deriveRun(run, context, known)
          expect(derived.view).toEqual(buildRunView(run, context))
          expect(run.cursor).toBe(run.steps.length)
          shared += derived.view.steps.filter((step) => known.view.steps.includes(step)).length
          known = derived
        }
      }),
      { numRuns: 400 },
    )
    expect(shared).toBeGreaterThan(1_000)
  })
})
