/**
 * struct kref, as in 4.1 (include/linux/kref.h), with the checks that refcount_t brought in 4.11: a
 * get on a count of 0 and a put below 0 are reported. `tag` names the reference, for the tracks and
 * for leak reports only.
 */

import { add, eq, ge, gt, markedLoad, markedStore, ne, sub } from '../build/expressions.ts'
import { kernelFn, kernelFnOf, p } from '../build/fn.ts'
import { atomic, check, counted, If, local, Return, set } from '../build/statements.ts'
import { bool, type FieldsOf, fnptr, int, ptr, struct, tag } from '../build/types.ts'
import type { IntLike, IntValue, PtrValue } from '../build/value.ts'

export const Kref = struct('kref', { refcount: int }, { role: 'refcount' })
export type KrefFields = FieldsOf<typeof Kref>

/** The count; part of whatever step the expression stands in. */
export function kref_read(kref: PtrValue<KrefFields>): IntValue {
  return markedLoad(kref.refcount, 'atomic_read')
}

function setCount(kref: PtrValue<KrefFields>, count: IntLike): void {
  markedStore(kref.refcount, count, 'atomic_set')
}

export const kref_init = kernelFn(
  'kref_init',
  [p('kref', ptr(Kref)), p('tag', tag)],
  (kref, name) => {
    atomic(() => {
      setCount(kref, 1)
      counted(kref, 1, name)
    })
  },
)

export const kref_get = kernelFn(
  'kref_get',
  [p('kref', ptr(Kref)), p('tag', tag)],
  (kref, name) => {
    const count = local('count', int)
    atomic(() => {
      set(count, kref_read(kref))
      check(gt(count, 0), 'refcount', 'kref_get on a count of 0')
      setCount(kref, add(count, 1))
      counted(kref, 1, name)
    })
  },
)

/** 1 when the count reached 0 and `release` has been called. */
export const kref_put = kernelFnOf(
  int,
  'kref_put',
  [p('kref', ptr(Kref)), p('release', fnptr(ptr(Kref))), p('tag', tag)],
  (kref, release, name) => {
    const count = local('count', int)
    atomic(() => {
      set(count, sub(kref_read(kref), 1))
      check(ge(count, 0), 'refcount', 'kref_put on a count of 0')
      setCount(kref, count)
      counted(kref, -1, name)
    })
    If(eq(count, 0), () => {
      release(kref)
      Return(1)
    })
    Return(0)
  },
)

/** True when it took a reference; a count of 0 is only read. */
export const kref_get_unless_zero = kernelFnOf(
  bool,
  'kref_get_unless_zero',
  [p('kref', ptr(Kref)), p('tag', tag)],
  (kref, name) => {
    const count = local('count', int)
    atomic(() => {
      set(count, kref_read(kref))
      If(count, () => {
        setCount(kref, add(count, 1))
        counted(kref, 1, name)
      })
    })
    Return(ne(count, 0))
  },
)
