/** Two to four threads with two words: litmus tests and mutual exclusion without locks. */

import { eq, READ_ONCE, WRITE_ONCE } from '../../../build/expressions.ts'
import { fn } from '../../../build/fn.ts'
import { global, type Parts } from '../../../build/scenario.ts'
import { If, local } from '../../../build/statements.ts'
import { array, int } from '../../../build/types.ts'
import type { IntPlace } from '../../../build/value.ts'
import { bench, type BenchProgram, blockForEver, classes, letter } from './parts.ts'

type Words = readonly [x: IntPlace, y: IntPlace]
type Body = (x: IntPlace, y: IntPlace) => void

function litmus(id: string, title: string, count: number, bodies: readonly Body[]): BenchProgram {
  return bench({
    id,
    title,
    expected: classes({ [bodies.length]: count }),
    program: (_, parts) => {
      const words: Words = [global('x', int), global('y', int)]
      for (const [i, body] of bodies.entries()) addThread(parts, i, words, body)
    },
  })
}

function addThread(parts: Parts, i: number, [x, y]: Words, body: Body): void {
  parts.thread(
    letter(i),
    `thread ${i}`,
    fn(`thread_${i}`, [], () => body(x, y)),
  )
}

function load(place: IntPlace): void {
  local('seen', int, READ_ONCE(place))
}

function store(place: IntPlace, value: number): void {
  WRITE_ONCE(place, value)
}

const storesX: Body = (x) => store(x, 1)
const storesY: Body = (_, y) => store(y, 1)
const loadsXY: Body = (x, y) => {
  load(x)
  load(y)
}
const loadsYX: Body = (x, y) => loadsXY(y, x)

export const litmusTests: readonly BenchProgram[] = [
  litmus('sb', 'Store buffering', 3, [
    (x, y) => {
      store(x, 1)
      load(y)
    },
    (x, y) => {
      store(y, 1)
      load(x)
    },
  ]),
  litmus('mp', 'Message passing', 3, [
    (x, y) => {
      store(x, 1)
      store(y, 1)
    },
    loadsYX,
  ]),
  litmus('lb', 'Load buffering', 3, [
    (x, y) => {
      load(x)
      store(y, 1)
    },
    (x, y) => {
      load(y)
      store(x, 1)
    },
  ]),
  litmus('2+2w', 'Two plus two writes', 3, [
    (x, y) => {
      store(x, 1)
      store(y, 2)
    },
    (x, y) => {
      store(y, 1)
      store(x, 2)
    },
  ]),
  litmus('iriw', 'Independent reads of independent writes', 15, [
    storesX,
    storesY,
    loadsXY,
    loadsYX,
  ]),
]

/** Each sets its flag and enters if the other's is not set. */
export const dekkerCore = bench({
  id: 'dekker-core',
  title: 'The core of Dekker’s algorithm',
  expected: classes({ 2: 3 }),
  program: (n, parts) => {
    const flags = global('flags', array(int, 2))
    const x = global('x', int)
    for (let i = 0; i < n; i++) {
      const enter = fn(`enter_${i}`, [], () => {
        WRITE_ONCE(flags.at(i), 1)
        If(eq(READ_ONCE(flags.at(1 - i)), 0), () => WRITE_ONCE(x, i))
      })
      parts.thread(letter(i), `thread ${i}`, enter)
    }
  },
})

/** A thread that would have to wait stops for ever instead. */
export const peterson = bench({
  id: 'peterson',
  title: 'Peterson’s algorithm, where waiting is blocking',
  expected: { 2: { classes: 4, blocked: 6 } },
  program: (n, parts) => {
    const flags = global('flags', array(int, 2))
    const [turn, x] = [global('turn', int), global('x', int)]
    for (let i = 0; i < n; i++) {
      const enter = fn(`enter_${i}`, [], () => {
        WRITE_ONCE(flags.at(i), 1)
        WRITE_ONCE(turn, 1 - i)
        If(READ_ONCE(flags.at(1 - i)), () => {
          If(eq(READ_ONCE(turn), 1 - i), () => blockForEver())
        })
        WRITE_ONCE(x, i)
        WRITE_ONCE(flags.at(i), 0)
      })
      parts.thread(letter(i), `thread ${i}`, enter)
    }
  },
})
