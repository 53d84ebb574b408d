/**
 * Random small programs for property tests: two or three threads over a few words, locks and objects,
 * with wild pointers, double frees and misplaced unlocks on purpose. Whatever they do, the machine
 * must stay deterministic, reversible and inside its memory.
 */

import fc from 'fast-check'
import type { Machine } from '../machine/machine.ts'
import { machineOf } from './play.ts'
import { type Op, programOf, type Recipe, type Word } from './recipe-program.ts'

const word = fc.constantFrom<Word>(0, 1)
const leaf: fc.Arbitrary<Op> = fc.oneof(
  fc.record({
    op: fc.constantFrom('load' as const, 'store' as const, 'once' as const),
    word,
    value: fc.integer({ min: -1, max: 3 }),
  }),
  fc.record({
    op: fc.constantFrom('lock' as const, 'unlock' as const),
    which: fc.constantFrom('spin' as const, 'mutex' as const),
  }),
  fc.record({
    op: fc.constantFrom(
      'alloc' as const,
      'free' as const,
      'use' as const,
      'wild' as const,
      'get' as const,
      'put' as const,
      'synchronize' as const,
      'start' as const,
    ),
  }),
  fc.record({ op: fc.constant('index' as const), value: fc.integer({ min: -2, max: 4 }) }),
  fc.record({ op: fc.constantFrom('wait' as const, 'spin' as const), word }),
)
const block: fc.Arbitrary<Op> = fc.record({
  op: fc.constantFrom(
    'choose' as const,
    'atomic' as const,
    'atomic-choice' as const,
    'loop' as const,
    'read-section' as const,
  ),
  body: fc.array(leaf, { minLength: 1, maxLength: 3 }),
})

export const recipes: fc.Arbitrary<Recipe> = fc.record({
  threads: fc.array(
    fc.array(fc.oneof({ weight: 4, arbitrary: leaf }, { weight: 1, arbitrary: block }), {
      minLength: 1,
      maxLength: 6,
    }),
    {
      minLength: 2,
      maxLength: 3,
    },
  ),
})

export function machineFrom(recipe: Recipe): Machine {
  return machineOf(programOf(recipe), { bounds: { objects: 2 } })
}
