/** Readers and writers of a few words. */

import { add, eq, READ_ONCE, sub, WRITE_ONCE } from '../../../build/expressions.ts'
import { fn, p } from '../../../build/fn.ts'
import { global } from '../../../build/scenario.ts'
import { If, local, set, While } from '../../../build/statements.ts'
import { array, int } from '../../../build/types.ts'
import { alikeThreads, bench, classes, join, letter, storeAndEnd, threads } from './parts.ts'

/** One writes x; N read it. */
export const readers = bench({
  id: 'readers',
  title: 'One writer, N readers',
  expected: classes({ 2: 4, 8: 256, 13: 8192 }),
  program: (n, parts) => {
    const x = global('x', int)
    parts.thread(
      'A',
      'writer',
      fn('writer', [], () => WRITE_ONCE(x, 1)),
    )
    const reader = fn('reader', [p('i', int)], () => {
      local('seen', int, READ_ONCE(x))
    })
    alikeThreads(parts, n, reader, 1)
  },
})

/** As `readers`, but each reader first reads a cell of its own. */
export const readersLocal = bench({
  id: 'readers-local',
  title: 'One writer, N readers that first read a cell of their own',
  expected: classes({ 2: 4, 8: 256, 13: 8192 }),
  program: (n, parts) => {
    const x = global('x', int)
    const cells = global('cells', array(int, n))
    parts.thread(
      'A',
      'writer',
      fn('writer', [], () => WRITE_ONCE(x, 1)),
    )
    const reader = fn('reader', [p('i', int)], (i) => {
      local('own', int, READ_ONCE(cells.at(i)))
      local('seen', int, READ_ONCE(x))
    })
    alikeThreads(parts, n, reader, 1, (i) => [`cells[${i}]`])
  },
})

/** One scans a[N], a[N-1], … for a zero; writer j sets a[j] to a[j-1] + 1. */
export const lastZero = bench({
  id: 'lastzero',
  title: 'A scan for the last zero against N writers',
  expected: classes({ 1: 2, 2: 5, 3: 12, 4: 28, 5: 64, 10: 3328, 15: 147456 }),
  program: (n, parts) => {
    const a = global('a', array(int, n + 1))
    const scan = fn('scan', [], () => {
      const i = local('i', int, n)
      While(
        () => READ_ONCE(a.at(i)),
        () => set(i, sub(i, 1)),
      )
    })
    const writer = fn('writer', [p('j', int)], (j) => {
      const before = local('before', int, READ_ONCE(a.at(j)))
      WRITE_ONCE(a.at(add(j, 1)), add(before, 1))
    })
    parts.thread('A', 'scan', scan)
    threads(parts, n, writer, 1)
  },
})

/** N writers of x and one reader. */
export const wainc = bench({
  id: 'wainc',
  title: 'N writers and one reader of a word',
  expected: classes({ 5: 720, 7: 40320 }),
  program: (n, parts) => {
    const x = global('x', int)
    const writer = fn('writer', [p('i', int)], (i) => WRITE_ONCE(x, add(i, 1)))
    const reader = fn('reader', [], () => {
      local('seen', int, READ_ONCE(x))
    })
    alikeThreads(parts, n, writer)
    parts.thread(letter(n), 'reader', reader)
  },
})

/** N writers of x; one more thread waits for all of them, then reads x. */
export const lastWrite = bench({
  id: 'lastwrite',
  title: 'N writers, and a reader after all of them',
  expected: classes({ 5: 120, 7: 5040 }),
  program: (n, parts) => {
    const x = global('x', int)
    const ended = global('ended', array(int, n))
    const writer = fn('writer', [p('i', int)], (i) => storeAndEnd(x, add(i, 1), ended.at(i)))
    const main = fn('main', [], () => {
      for (let i = 0; i < n; i++) join(ended.at(i))
      local('seen', int, READ_ONCE(x))
    })
    threads(parts, n, writer)
    parts.thread(letter(n), 'main', main)
  },
})

/** N read x; N set y; what the last two do depends on what they see. */
export const controlFlow = bench({
  id: 'control-flow',
  title: 'Control flow that depends on what was read',
  expected: classes({ 1: 5, 2: 18, 3: 90, 4: 600 }),
  program: (n, parts) => {
    const [x, y, z] = [global('x', int), global('y', int), global('z', int)]
    const reader = fn('reader', [p('i', int)], () => {
      local('seen', int, READ_ONCE(x))
    })
    const writer = fn('writer', [p('i', int)], () => WRITE_ONCE(y, 1))
    const early = fn('early', [], () => {
      If(eq(READ_ONCE(y), 0), () => WRITE_ONCE(z, 1))
    })
    const late = fn('late', [], () => {
      If(eq(READ_ONCE(z), 1), () => {
        If(eq(READ_ONCE(y), 0), () => WRITE_ONCE(x, 1))
      })
    })
    alikeThreads(parts, n, reader)
    alikeThreads(parts, n, writer, n)
    parts.thread(letter(2 * n), 'sets z', early)
    parts.thread(letter(2 * n + 1), 'sets x', late)
  },
})

/** n threads set x[i] to 7; one counts c up to n-1; one reads c and clears x[c]. Source sets explore n·2^n runs. */
export const nFamily = bench({
  id: 'n-family',
  title: 'Where source sets are not enough',
  expected: classes({ 2: 4, 3: 6, 4: 8, 5: 10 }),
  program: (n, parts) => {
    const x = global('x', array(int, n))
    const c = global('c', int)
    const setter = fn('setter', [p('i', int)], (i) => WRITE_ONCE(x.at(i), 7))
    const counter = fn('counter', [], () => {
      for (let i = 1; i < n; i++) WRITE_ONCE(c, i)
    })
    const clearer = fn('clearer', [], () => {
      const i = local('i', int, READ_ONCE(c))
      WRITE_ONCE(x.at(i), 0)
    })
    threads(parts, n, setter)
    parts.thread(letter(n), 'counts', counter)
    parts.thread(letter(n + 1), 'clears', clearer)
  },
})
