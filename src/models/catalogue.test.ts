import { describe, expect, it } from 'vitest'
import { printProgram } from '../ir/print.ts'
import { mutexModels, type ScenarioDef, type Variant } from '../ir/program.ts'
import { stmtsOf } from '../ir/walk.ts'
import { machineFor, play } from '../testing/play.ts'
import { viewOf } from '../testing/view.ts'
import { scenarios } from './catalogue.ts'

function variantsOf(def: ScenarioDef): readonly Variant[] {
  const fixes = [[], ...def.fixes.map(({ id }) => [id])]
  return mutexModels.flatMap((mutex) => fixes.map((ids) => ({ fixes: ids, mutex })))
}

describe('the catalogue', () => {
  it('begins with the case of the review', () => {
    expect(scenarios[0]?.id).toBe('hmm/device-unregister')
  })

  it('has unique ids of scenarios, and within one of fixes and runs', () => {
    const lists = [scenarios, ...scenarios.flatMap(({ fixes, runs }) => [fixes, runs])]
    for (const list of lists) expect(new Set(list.map(({ id }) => id)).size).toBe(list.length)
  })
})

describe.each(scenarios.map((def) => [def.id, def] as const))('%s', (_, def) => {
  it('can be built and started in every variant', () => {
    for (const variant of variantsOf(def)) {
      expect(play(machineFor(def, variant), '').stopped).toBeUndefined()
    }
  })

  it('has a default run, and every run can be played to its end', () => {
    expect(def.runs.length).toBeGreaterThan(0)
    for (const run of def.runs) {
      expect(play(machineFor(def, run.variant), run.schedule).stopped).toBeUndefined()
    }
  })

  it('draws every track that it names', () => {
    for (const run of def.runs) {
      const machine = machineFor(def, run.variant)
      const { tracks } = viewOf(machine, play(machine, run.schedule))
      // More than one where there are several objects of a name.
      expect(tracks.length).toBeGreaterThanOrEqual(machine.program.tracks.length)
      for (const { object } of machine.program.tracks) {
        expect(tracks.some(({ label }) => label.startsWith(object))).toBe(true)
      }
    }
  })

  it.each(mutexModels)(
    'is listed as C, a line for each statement, with mutex model %s',
    (mutex) => {
      const program = def.build({ fixes: [], mutex })
      const { lines, lineOf } = printProgram(program)
      for (const { text } of lines) expect(text).not.toMatch(/undefined|\[object|!!|&\*/)
      for (const { name, body } of program.functions) {
        // A branch that only tells the tracks something is not in the listing.
        const printed = [...stmtsOf(body)].filter(({ kind }) => kind !== 'ghost' && kind !== 'if')
        const missing = printed.filter(({ id }) => lineOf.get(id) === undefined)
        expect(missing.map(({ kind }) => `${name}: ${kind}`)).toEqual([])
      }
    },
  )
})
