import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printProgram } from '../ir/print.ts'
import { rerun } from '../machine/rerun.ts'
import { beginOf, edited, edits, picks, wander } from '../testing/edits.ts'
import { machineFrom, recipes } from '../testing/generate.ts'
import { asPosted } from '../testing/play.ts'
import { buildRunView, deriveRun } from './build.ts'
import { patchedRun, runPatch } from './run-patch.ts'

describe('a patch of a run', () => {
  it('makes of the view before an edit the view that is built from nothing, edit after edit', () => {
    fc.assert(
      fc.property(recipes, picks, edits, (recipe, choices, all) => {
        const machine = machineFrom(recipe)
        const begun = beginOf(machine)
        if (begun === undefined) return
        const listing = printProgram(machine.program)
        const context = { scenario: 'test', version: 1, variant: asPosted, listing, schedule: '' }
        let known = deriveRun(wander(begun, choices), context)
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
        const machine = machineFrom(recipe)
        const begun = beginOf(machine)
        if (begun === undefined) return
        const listing = printProgram(machine.program)
        const context = { scenario: 'test', version: 1, variant: asPosted, listing, schedule: '' }
        const view = buildRunView(wander(begun, choices), context)
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
    const machine = machineFrom({
      threads: [[{ op: 'store', word: 0, value: 1 }], [{ op: 'load', word: 0, value: 0 }]],
    })
    const listing = printProgram(machine.program)
    const context = { scenario: 'test', version: 1, variant: asPosted, listing, schedule: '' }
    const viewOf = (choices: readonly number[]) => {
      const begun = beginOf(machine)
      if (begun === undefined) throw new Error('set-up fails')
      return buildRunView(wander(begun, choices), context)
    }
    const [short, long] = [viewOf([0]), viewOf([0, 0, 0, 0])]
    expect(patchedRun(short, runPatch(long, long))).toBeUndefined()
  })
})
