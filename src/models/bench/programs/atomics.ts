/** Increments and compare-and-swap. */

import { add, eq, mod, mul, READ_ONCE, WRITE_ONCE } from '../../../build/expressions.ts'
import { fn, p } from '../../../build/fn.ts'
import { global } from '../../../build/scenario.ts'
import { Break, check, For, If, local, set, While } from '../../../build/statements.ts'
import { array, int } from '../../../build/types.ts'
import {
  alikeThreads,
  bench,
  type BenchProgram,
  classes,
  cmpxchg,
  fetchAdd,
  join,
  storeAndEnd,
  threads,
} from './parts.ts'

function increments(id: string, words: number, bySize: Readonly<Record<number, number>>) {
  return bench({
    id,
    title: `N threads increment ${words === 1 ? 'a word' : `${words} words`}, each in one step`,
    expected: classes(bySize),
    program: (n, parts) => {
      const x = global('x', array(int, words))
      const adder = fn('adder', [p('i', int)], () => {
        for (let word = 0; word < words; word++) fetchAdd(x.at(word), 1)
      })
      alikeThreads(parts, n, adder)
    },
  })
}

export const atomicIncrements: readonly BenchProgram[] = [
  increments('ainc', 1, { 4: 24 }),
  increments('binc', 2, { 4: 576 }),
  increments('cinc', 3, { 4: 13824 }),
]

/** r := x; x := r + 1 */
export const inc = bench({
  id: 'inc',
  title: 'N threads increment a word in two steps',
  expected: classes({ 2: 4, 3: 36, 4: 576 }),
  program: (n, parts) => {
    const x = global('x', int)
    const adder = fn('adder', [p('i', int)], () => {
      const seen = local('seen', int, READ_ONCE(x))
      WRITE_ONCE(x, add(seen, 1))
    })
    alikeThreads(parts, n, adder)
  },
})

export const cas = bench({
  id: 'cas',
  title: 'N threads try to set a word first',
  expected: classes({ 2: 2, 3: 3, 4: 4, 5: 5 }),
  program: (n, parts) => {
    const x = global('x', int)
    alikeThreads(
      parts,
      n,
      fn('setter', [p('i', int)], (i) => {
        cmpxchg(x, 0, add(i, 1))
      }),
    )
  },
})

/** Thread i of 1 … N: CAS(x, i-1 -> i) */
export const casRotate = bench({
  id: 'casrot',
  title: 'Compare-and-swap in a chain',
  expected: classes({ 2: 2, 3: 5, 4: 14, 5: 43, 6: 144 }),
  program: (n, parts) => {
    const x = global('x', int)
    threads(
      parts,
      n,
      fn('link', [p('i', int)], (i) => {
        cmpxchg(x, i, add(i, 1))
      }),
    )
  },
})

/** CAS(x, 0 -> 1); x := i + 3 */
export const casWrite = bench({
  id: 'casw',
  title: 'Compare-and-swap, then a store',
  expected: classes({ 2: 6, 3: 66, 4: 1200 }),
  program: (n, parts) => {
    const x = global('x', int)
    const writer = fn('writer', [p('i', int)], (i) => {
      cmpxchg(x, 0, 1)
      WRITE_ONCE(x, add(i, 3))
    })
    alikeThreads(parts, n, writer)
  },
})

/** Thread t inserts four values w = 11 i + t at slot 7 w mod 128, with linear probing. */
export const indexer = bench({
  id: 'indexer',
  title: 'Insertion into a hash table by compare-and-swap',
  expected: classes({ 11: 1, 12: 8 }),
  program: (n, parts) => {
    const table = global('table', array(int, 128))
    const insert = fn('insert', [p('t', int)], (t) => {
      const i = local('i', int)
      const value = local('value', int)
      const slot = local('slot', int)
      For(i, 1, 5, () => {
        set(value, add(mul(11, i), t))
        set(slot, mod(mul(7, value), 128))
        While(
          () => 1,
          () => {
            If(eq(cmpxchg(table.at(slot), 0, value), 0), () => Break())
            set(slot, mod(add(slot, 1), 128))
          },
        )
      })
    })
    threads(parts, n, insert)
  },
})

/** Two non-atomic increments; a third thread waits for both and asserts 2. */
export const lostUpdate = bench({
  id: 'lost-update',
  title: 'Lost update',
  expected: { 2: { classes: 4, failing: 2 } },
  program: (n, parts) => {
    const x = global('x', int)
    const ended = global('ended', array(int, n))
    const adder = fn('adder', [p('i', int)], (i) => {
      const seen = local('seen', int, READ_ONCE(x))
      storeAndEnd(x, add(seen, 1), ended.at(i))
    })
    const main = fn('main', [], () => {
      for (let i = 0; i < n; i++) join(ended.at(i))
      check(eq(READ_ONCE(x), n), 'BUG_ON', 'an increment was lost')
    })
    threads(parts, n, adder)
    parts.thread(String.fromCharCode(65 + n), 'main', main)
  },
})
