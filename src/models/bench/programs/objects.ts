/** Objects whose last reference goes away while others look at them. */

import { add, eq, READ_ONCE, sub, WRITE_ONCE } from '../../../build/expressions.ts'
import { fn, p, start } from '../../../build/fn.ts'
import { global } from '../../../build/scenario.ts'
import { Break, If, local, Return, set, waitUntil, While } from '../../../build/statements.ts'
import { array, int, ptr, struct } from '../../../build/types.ts'
import { kfree, kzalloc } from '../../../kernel/slab.ts'
import { bench, classes, cmpxchg, fetchAdd, join, letter, storeAndEnd } from './parts.ts'

const Item = struct('item', { refs: int, data: int })

/** A looks the object up, then takes a reference; B drops the last one. */
export const krefLookup = bench({
  id: 'kref-lookup',
  title: 'Lookup, then get, against the last put',
  expected: { 2: { classes: 3, failing: 1 } },
  mayOutlive: ['item'],
  program: (_, { setup, thread }) => {
    const table = global('table', ptr(Item))
    setup(() => {
      const item = kzalloc('item', Item)
      set(item.refs, 1)
      set(table, item)
    })
    const look_up = fn('look_up', [], () => {
      const item = local('item', ptr(Item), READ_ONCE(table))
      fetchAdd(item.refs, 1)
    })
    const put_last = fn('put_last', [], () => {
      const item = local('item', ptr(Item), READ_ONCE(table))
      If(eq(fetchAdd(item.refs, -1), 1), () => kfree(item))
    })
    thread('A', 'looks up', look_up)
    thread('B', 'puts', put_last)
  },
})

/** As the kernel's kref_get_unless_zero(): a loop around a compare-and-swap. What a count of 0 frees is left out. */
export const krefUnlessZero = bench({
  id: 'kref-unless-zero',
  title: 'Get unless zero, against the last put',
  expected: classes({ 2: 4 }),
  program: (_, { thread }) => {
    const refs = global('refs', int, { '': 1 })
    const get_and_put = fn('get_and_put', [], () => {
      const seen = local('seen', int)
      While(
        () => 1,
        () => {
          set(seen, READ_ONCE(refs))
          If(eq(seen, 0), () => Return())
          If(eq(cmpxchg(refs, seen, add(seen, 1)), seen), () => Break())
        },
      )
      fetchAdd(refs, -1)
    })
    const put_last = fn('put_last', [], () => {
      fetchAdd(refs, -1)
    })
    thread('A', 'gets and puts', get_and_put)
    thread('B', 'puts', put_last)
  },
})

/** N references, N threads that drop one each; the last one frees. */
export const krefPuts = bench({
  id: 'kref-puts',
  title: 'N puts from a count of N',
  expected: classes({ 2: 2, 3: 6, 4: 24, 5: 120 }),
  program: (n, { setup, thread, interchangeable }) => {
    const table = global('table', ptr(Item))
    setup(() => {
      const item = kzalloc('item', Item)
      set(item.refs, n)
      set(table, item)
    })
    const put = fn('put', [p('item', ptr(Item))], (item) => {
      If(eq(fetchAdd(item.refs, -1), 1), () => kfree(item))
    })
    for (let i = 0; i < n; i++) thread(letter(i), `thread ${i}`, put, table)
    interchangeable(Array.from({ length: n }, (_, i) => ({ threads: [letter(i)], words: [] })))
  },
})

/** One reader; an updater with two grace periods, each of which flips the index and waits `flips` times. */
function srcu(flips: 1 | 2, numbers: { readonly classes: number; readonly failing: number }) {
  return bench({
    id: `srcu-${flips === 1 ? 'one-flip' : 'two-flips'}`,
    title: `SRCU with ${flips === 1 ? 'one flip' : 'two flips'} per grace period`,
    expected: { 2: numbers },
    mayOutlive: ['item'],
    program: (periods, { setup, thread }) => {
      const items = global('items', array(ptr(Item), periods + 1))
      const pointer = global('pointer', ptr(Item))
      const idx = global('idx', int)
      const count = global('count', array(int, 2))
      setup(() => {
        for (let i = 0; i <= periods; i++) set(items.at(i), kzalloc(`item${i}`, Item))
        set(pointer, items.at(0))
      })
      const reader = fn('reader', [], () => {
        const i = local('i', int, READ_ONCE(idx))
        fetchAdd(count.at(i), 1)
        const item = local('item', ptr(Item), READ_ONCE(pointer))
        local('data', int, READ_ONCE(item.data))
        fetchAdd(count.at(i), -1)
      })
      const updater = fn('updater', [], () => {
        const old = local('old', int)
        for (let k = 1; k <= periods; k++) {
          WRITE_ONCE(pointer, items.at(k))
          for (let flip = 0; flip < flips; flip++) {
            set(old, READ_ONCE(idx))
            WRITE_ONCE(idx, sub(1, old))
            waitUntil(eq(READ_ONCE(count.at(old)), 0), { event: 'the readers' })
          }
          kfree(items.at(k - 1))
        }
      })
      thread('A', 'reads', reader)
      thread('B', 'updates', updater)
    },
  })
}

export const srcuOneFlip = srcu(1, { classes: 9, failing: 1 })
export const srcuTwoFlips = srcu(2, { classes: 15, failing: 0 })

/** Main increments ix and starts a child, N times; each child sets a[ix]. */
export const sigma = bench({
  id: 'sigma',
  title: 'Children that index with what their parent counts up',
  expected: classes({ 2: 3, 3: 15, 4: 105, 5: 945 }),
  spawns: (n) => n,
  program: (n, { thread }) => {
    const ix = global('ix', int, { '': -1 })
    const a = global('a', array(int, n))
    const ended = global('ended', array(int, n))
    const child = fn('child', [p('number', int)], (number) => {
      const i = local('i', int, READ_ONCE(ix))
      storeAndEnd(a.at(i), 1, ended.at(number))
    })
    const main = fn('main', [], () => {
      for (let i = 0; i < n; i++) {
        const seen = local('seen', int, READ_ONCE(ix))
        WRITE_ONCE(ix, add(seen, 1))
        start('child', 'child', child, i)
      }
      for (let i = 0; i < n; i++) join(ended.at(i))
    })
    thread('A', 'main', main)
  },
})
