/** What the benchmark programs have in common: how they are declared, and their one-step operations. */

import { add, eq, READ_ONCE, WRITE_ONCE } from '../../../build/expressions.ts'
import { type ModelFn, type Param } from '../../../build/fn.ts'
import { type Parts, scenario } from '../../../build/scenario.ts'
import { atomic, If, local, set, waitUntil } from '../../../build/statements.ts'
import { int } from '../../../build/types.ts'
import type { IntLike, IntPlace, IntValue } from '../../../build/value.ts'
import type { IntType } from '../../../ir/types.ts'
import type { ScenarioDef } from '../../../ir/program.ts'

/** Known numbers of a program at one size. */
export interface BenchNumbers {
  /** Interleaving classes in which every thread ends, failing ones included. */
  readonly classes: number
  /** Classes that end with a thread that waits for ever. */
  readonly blocked: number
  /** How many of the classes contain a failure. */
  readonly failing: number
}

export interface BenchProgram {
  /** Stable: `heddle classes` and tests name it. */
  readonly id: string
  readonly title: string
  /** Sizes with known numbers, in ascending order. */
  readonly sizes: readonly number[]
  readonly expected: Readonly<Record<number, BenchNumbers>>
  readonly build: (size: number) => ScenarioDef
}

interface BenchSpec {
  readonly id: string
  readonly title: string
  readonly expected: Readonly<Record<number, Partial<BenchNumbers>>>
  /** Starts of one dynamic thread. */
  readonly spawns?: (size: number) => number
  readonly mayOutlive?: readonly string[]
  readonly program: (size: number, parts: Parts) => void
}

export function bench(spec: BenchSpec): BenchProgram {
  const { id, title, spawns, mayOutlive = [] } = spec
  const expected: Record<number, BenchNumbers> = {}
  for (const [size, known] of Object.entries(spec.expected)) {
    expected[Number(size)] = { classes: 0, blocked: 0, failing: 0, ...known }
  }
  return {
    id,
    title,
    sizes: Object.keys(expected).map(Number),
    expected,
    build: (size) =>
      scenario({
        id: `bench/${id}-${size}`,
        version: 1,
        title: `${title}, size ${size}`,
        summary: 'A benchmark program whose number of interleaving classes is known.',
        mayOutlive,
        bounds: spawns === undefined ? {} : { spawns: spawns(size) },
        program: (parts) => spec.program(size, parts),
      }),
  }
}

/** `classes` by size, for programs that neither block nor fail. */
export function classes(
  bySize: Readonly<Record<number, number>>,
): Readonly<Record<number, Partial<BenchNumbers>>> {
  return Object.fromEntries(
    Object.entries(bySize).map(([size, count]) => [size, { classes: count }]),
  )
}

export function letter(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index)
}

/** Threads `first`, `first` + 1, … that run `entry(0)`, `entry(1)`, …; lanes are in that order. */
export function threads(
  parts: Parts,
  count: number,
  entry: ModelFn<readonly [Param<IntType, 'param'>]>,
  first = 0,
): void {
  for (let i = 0; i < count; i++) parts.thread(letter(first + i), `thread ${i}`, entry, i)
}

/** The same for threads that may be exchanged, each with the variables `own`. */
export function alikeThreads(
  parts: Parts,
  count: number,
  entry: ModelFn<readonly [Param<IntType, 'param'>]>,
  first = 0,
  own: (i: number) => readonly string[] = () => [],
): void {
  threads(parts, count, entry, first)
  parts.interchangeable(
    Array.from({ length: count }, (_, i) => ({ threads: [letter(first + i)], words: own(i) })),
  )
}

/** Adds to a word in one step; returns what was there. */
export function fetchAdd(place: IntPlace, by: IntLike): IntValue {
  const old = local('old', int)
  atomic(() => {
    set(old, READ_ONCE(place))
    WRITE_ONCE(place, add(old, by))
  })
  return old
}

/** Replaces `old` in one step; returns what was there. One that fails only reads. */
export function cmpxchg(place: IntPlace, old: IntLike, next: IntLike): IntValue {
  const seen = local('seen', int)
  atomic(() => {
    set(seen, READ_ONCE(place))
    If(eq(seen, old), () => WRITE_ONCE(place, next))
  })
  return seen
}

/** A lock that is one word, taken in one step. */
export function lock(place: IntPlace): void {
  atomic(() => {
    waitUntil(eq(READ_ONCE(place), 0), { event: 'the lock' })
    WRITE_ONCE(place, 1)
  })
}

export function unlock(place: IntPlace): void {
  WRITE_ONCE(place, 0)
}

/** Stops a thread for ever: a wait whose outcome is of no interest. */
export function blockForEver(): void {
  waitUntil(0, { event: 'nothing' })
}

/** The last store of a thread that others wait for: its end costs no step of its own. */
export function storeAndEnd(place: IntPlace, value: IntLike, ended: IntPlace): void {
  atomic(() => {
    WRITE_ONCE(place, value)
    WRITE_ONCE(ended, 1)
  })
}

/** Waits for the end of one other thread. */
export function join(ended: IntPlace): void {
  waitUntil(eq(READ_ONCE(ended), 1), { event: 'the end of the other thread' })
}
