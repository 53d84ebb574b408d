/** The programs on which Heddle and Spin are compared. */

import fc from 'fast-check'
import { mutexModels, type ScenarioDef, type Variant } from '../../ir/program.ts'
import { createMachine, type Machine } from '../../machine/machine.ts'
import { scenarios } from '../../models/catalogue.ts'
import { machineFrom, recipes } from '../../testing/generate.ts'
import { smallMachine } from '../../testing/small-programs.ts'
import { smallRecipes } from '../../testing/small-recipes.ts'

export interface Subject {
  readonly name: string
  readonly machine: () => Machine
}

/** Changing it changes which programs are generated. */
const seed = 20_141_106

/** Every scenario under no fix, each fix, each question and each mutex model; then generated ones. */
export function allSubjects(programs: number): readonly Subject[] {
  return [...scenarios.flatMap(subjectsOf), ...generated(programs)]
}

function subjectsOf(def: ScenarioDef): readonly Subject[] {
  const plain: Variant = { fixes: [], mutex: 'count' }
  const variants: readonly (readonly [string, Variant])[] = [
    ['', plain],
    ...def.fixes.map(({ id }) => [` --fix ${id}`, { ...plain, fixes: [id] }] as const),
    ...(def.questions ?? []).map(
      ({ id }) => [` question ${id}`, { ...plain, questions: [id] }] as const,
    ),
    ...mutexModels
      .filter((mutex) => mutex !== plain.mutex)
      .map((mutex) => [` --mutex ${mutex}`, { ...plain, mutex }] as const),
  ]
  return variants.map(([name, variant]) => ({
    name: `${def.id}${name}`,
    machine: () => createMachine(def.build(variant)),
  }))
}

/** Half of them of each kind. */
export function generated(count: number): readonly Subject[] {
  const large = fc.sample(recipes, { seed, numRuns: count >> 1 })
  const small = fc.sample(smallRecipes, { seed, numRuns: count - large.length })
  return [
    ...large.map((recipe, i) => ({ name: `program ${i + 1}`, machine: () => machineFrom(recipe) })),
    ...small.map((recipe, i) => ({
      name: `small program ${i + 1}`,
      machine: () => smallMachine(recipe),
    })),
  ]
}
