/**
 * Recipes of random programs that are small enough to take every interleaving one by one: two or three
 * threads with locks, reference counts, waits, SRCU, allocations, choices and started threads. Some
 * deadlock, leak, free twice or touch freed memory, on purpose.
 */

import fc from 'fast-check'

export type Word = 0 | 1 | 2

const wordOps = ['load', 'store', 'add', 'copy', 'cas'] as const
const waits = ['wait', 'spin', 'wait-both', 'wait-either', 'wait-both-zero'] as const
const objects = ['alloc', 'use', 'get', 'get-unless-zero', 'put'] as const
const rest = ['synchronize', 'call-srcu', 'start', 'down-read', 'down-write'] as const
const mistakes = ['free', 'unlock', 'up-read', 'up-write', 'check'] as const
const blocks = [
  'choose',
  'atomic',
  'locked',
  'locked-too',
  'referenced',
  'read-section',
  'reading',
  'writing',
  'if',
] as const

export interface SmallLeaf {
  readonly op:
    | (typeof wordOps)[number]
    | (typeof waits)[number]
    | (typeof objects)[number]
    | (typeof rest)[number]
    | (typeof mistakes)[number]
    | 'lock'
    | 'trylock'
  /** Of those that work on one; a lock is chosen by it, too. */
  readonly word: Word
  readonly value: number
}

export interface SmallBlock {
  readonly op: (typeof blocks)[number]
  readonly body: readonly SmallLeaf[]
}

export type SmallOp = SmallLeaf | SmallBlock

export interface SmallRecipe {
  readonly threads: readonly (readonly SmallOp[])[]
  readonly initial: readonly number[]
}

const leaf: fc.Arbitrary<SmallLeaf> = fc.record({
  op: fc.oneof(
    { weight: 10, arbitrary: fc.constantFrom(...wordOps) },
    { weight: 3, arbitrary: fc.constantFrom(...waits) },
    { weight: 2, arbitrary: fc.constantFrom('lock' as const, 'trylock' as const) },
    { weight: 3, arbitrary: fc.constantFrom(...objects) },
    { weight: 3, arbitrary: fc.constantFrom(...rest) },
    { weight: 1, arbitrary: fc.constantFrom(...mistakes) },
  ),
  word: fc.constantFrom<Word>(0, 1, 2),
  value: fc.integer({ min: 0, max: 2 }),
})
const block: fc.Arbitrary<SmallBlock> = fc.record({
  op: fc.constantFrom(...blocks),
  body: fc.array(leaf, { minLength: 1, maxLength: 2 }),
})

export const smallRecipes: fc.Arbitrary<SmallRecipe> = fc.record({
  threads: fc.array(
    fc.array(fc.oneof({ weight: 3, arbitrary: leaf }, { weight: 2, arbitrary: block }), {
      minLength: 1,
      maxLength: 4,
    }),
    { minLength: 2, maxLength: 3 },
  ),
  initial: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 3, maxLength: 3 }),
})

/** Ten threads with one operation each. */
export const crowdedRecipes: fc.Arbitrary<SmallRecipe> = fc.record({
  threads: fc.array(
    fc
      .record({
        op: fc.constantFrom(...wordOps, ...waits, 'trylock' as const),
        word: fc.constantFrom<Word>(0, 1, 2),
        value: fc.integer({ min: 0, max: 2 }),
      })
      .map((op) => [op]),
    { minLength: 10, maxLength: 10 },
  ),
  initial: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 3, maxLength: 3 }),
})
