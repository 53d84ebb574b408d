import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rerun } from '../machine/rerun.ts'
import { edited, edits, picks, wandered } from '../testing/edits.ts'
import { recipes } from '../testing/generate.ts'
import type { Recipe } from '../testing/recipe-program.ts'
import { ensure } from '../util/ensure.ts'
import { buildRunView, deriveRun } from './build.ts'
import { patchedRun, runPatch } from './run-patch.ts'

describe('a patch of a run', () => {
  it('makes of the view before an edit the view that is built from nothing, edit after edit', () => {
    fc.assert(
      fc.property(recipes, picks, edits, (recipe, choices, all) => {
        const begun = wandered(recipe, choices)
        if (begun === undefined) return
        const { run: first, context } = begun
        let known = deriveRun(first, context)
        // The page never sees the worker's own objects.
        let shown = structuredClone(known.view)
        for (const edit of all) {
          const { run } = rerun(known.survey.run, edited(known.survey.run.steps, edit))
          const derived = deriveRun(run, context, known)
          const patched = patchedRun(shown, structuredClone(runPatch(known.view, derived.view)))
          expect(patched).toEqual(buildRunView(run, context))
          shown = patched ?? shown
          known = derived
        }
      }),
      { numRuns: 400 },
    )
  })

  it('of a run to itself holds nothing, and leaves every object as it is', () => {
    fc.assert(
      fc.property(recipes, picks, (recipe, choices) => {
        const begun = wandered(recipe, choices)
        if (begun === undefined) return
        const { run: first, context } = begun
        const view = buildRunView(first, context)
        const patch = runPatch(view, structuredClone(view))
        const pieces = Object.values(patch.patches).flat()
        expect(pieces.every(({ kind }) => kind === 'kept')).toBe(true)
        const patched = patchedRun(view, patch)
        expect(patched?.steps.every((step, at) => step === view.steps[at])).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  it('is refused by another run', () => {
    const viewOf = (choices: readonly number[]) => {
      const recipe: Recipe = {
        threads: [[{ op: 'store', word: 0, value: 1 }], [{ op: 'load', word: 0, value: 0 }]],
      }
      const { run, context } = ensure(wandered(recipe, choices), 'a run')
      return buildRunView(run, context)
    }
    const [short, long] = [viewOf([0]), viewOf([0, 0, 0, 0])]
    expect(patchedRun(short, runPatch(long, long))).toBeUndefined()
  })
})
