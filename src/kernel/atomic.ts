/**
 * atomic_t, as in 4.1 and today. Every operation is one step with marked accesses and, because the
 * machine is sequentially consistent, a full barrier; the kernel's weaker forms are not told apart.
 */

import { add, eq, markedLoad, markedStore, ne, sub } from '../build/expressions.ts'
import { kernelFn, kernelFnOf, p } from '../build/fn.ts'
import { atomic, If, local, Return, set } from '../build/statements.ts'
import { bool, type FieldsOf, int, ptr, struct } from '../build/types.ts'
import type { IntLike, IntPlace, IntValue, PtrValue } from '../build/value.ts'

export const Atomic = struct('atomic_t', { counter: int })
export type AtomicFields = FieldsOf<typeof Atomic>

/** The counter's value; part of whatever step the expression stands in. */
export function atomic_read(v: PtrValue<AtomicFields>): IntValue {
  return markedLoad(v.counter, 'atomic_read')
}

export function atomic_set(v: PtrValue<AtomicFields>, i: IntLike): void {
  markedStore(v.counter, i, 'atomic_set')
}

export const atomic_inc = kernelFn('atomic_inc', [p('v', ptr(Atomic))], (v) => {
  atomic(() => atomic_set(v, add(atomic_read(v), 1)))
})

export const atomic_dec = kernelFn('atomic_dec', [p('v', ptr(Atomic))], (v) => {
  atomic(() => atomic_set(v, sub(atomic_read(v), 1)))
})

/** Replaces the counter in one step, by what is made of the old value; returns the new one. */
function replaced(v: PtrValue<AtomicFields>, made: (old: IntValue) => IntLike): IntPlace {
  const value = local('value', int)
  atomic(() => {
    set(value, made(atomic_read(v)))
    atomic_set(v, value)
  })
  return value
}

/** The new value. */
export const atomic_inc_return = kernelFnOf(
  int,
  'atomic_inc_return',
  [p('v', ptr(Atomic))],
  (v) => {
    Return(replaced(v, (old) => add(old, 1)))
  },
)

/** The new value. */
export const atomic_dec_return = kernelFnOf(
  int,
  'atomic_dec_return',
  [p('v', ptr(Atomic))],
  (v) => {
    Return(replaced(v, (old) => sub(old, 1)))
  },
)

/** True when the counter reached 0. */
export const atomic_dec_and_test = kernelFnOf(
  bool,
  'atomic_dec_and_test',
  [p('v', ptr(Atomic))],
  (v) => {
    Return(
      eq(
        replaced(v, (old) => sub(old, 1)),
        0,
      ),
    )
  },
)

/** True when it incremented; a counter that is 0 is only read. */
export const atomic_inc_not_zero = kernelFnOf(
  bool,
  'atomic_inc_not_zero',
  [p('v', ptr(Atomic))],
  (v) => {
    const value = local('value', int)
    atomic(() => {
      set(value, atomic_read(v))
      If(ne(value, 0), () => atomic_set(v, add(value, 1)))
    })
    Return(ne(value, 0))
  },
)

/** The old value; it was replaced only if it was `old`, else the counter is only read. */
export const atomic_cmpxchg = kernelFnOf(
  int,
  'atomic_cmpxchg',
  [p('v', ptr(Atomic)), p('old', int), p('new', int)],
  (v, old, next) => {
    const value = local('value', int)
    atomic(() => {
      set(value, atomic_read(v))
      If(eq(value, old), () => atomic_set(v, next))
    })
    Return(value)
  },
)

/** The old value. */
export const atomic_xchg = kernelFnOf(
  int,
  'atomic_xchg',
  [p('v', ptr(Atomic)), p('new', int)],
  (v, next) => {
    const value = local('value', int)
    atomic(() => {
      set(value, atomic_read(v))
      atomic_set(v, next)
    })
    Return(value)
  },
)
