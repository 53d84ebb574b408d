/**
 * The threads that wait for a lock, oldest first. In the kernel a list of waiters on their stacks;
 * here an array inside the lock, because what matters is that whoever looks at it touches the lock's
 * memory. Plain accesses: the lock's wait_lock protects it. Each operation is one step.
 */

import { add, current, eq, or, sub } from '../build/expressions.ts'
import { kernelFn, p } from '../build/fn.ts'
import { atomic, For, If, local, set } from '../build/statements.ts'
import { array, type FieldsOf, int, ptr, struct } from '../build/types.ts'
import type { IntValue, PtrValue } from '../build/value.ts'
import { wake_up_process } from './task.ts'

/** Unused entries of `thread` are 0, so that equal queues are equal states. */
export const WaitList = struct('wait_list', { length: int, thread: array(int, 'threads') })
export type WaitListFields = FieldsOf<typeof WaitList>

export function wait_list_empty(list: PtrValue<WaitListFields>): IntValue {
  return eq(list.length, 0)
}

/** The thread that has waited longest; the list must not be empty. */
export function wait_list_first(list: PtrValue<WaitListFields>): IntValue {
  return list.thread.at(0)
}

/** Puts the running thread at the end. */
export const wait_list_add_tail = kernelFn(
  'wait_list_add_tail',
  [p('list', ptr(WaitList))],
  (list) => {
    atomic(() => {
      set(list.thread.at(list.length), current())
      set(list.length, add(list.length, 1))
    })
  },
)

/** Takes out `thread`, which must be on the list, wherever it stands. */
export const wait_list_remove = kernelFn(
  'wait_list_remove',
  [p('list', ptr(WaitList)), p('thread', int)],
  (list, thread) => {
    const i = local('i', int)
    const found = local('found', int, 0)
    atomic(() => {
      For(i, 0, sub(list.length, 1), () => {
        set(found, or(found, eq(list.thread.at(i), thread)))
        If(found, () => set(list.thread.at(i), list.thread.at(add(i, 1))))
      })
      set(list.length, sub(list.length, 1))
      set(list.thread.at(list.length), 0)
    })
  },
)

/** Wakes the thread that has waited longest, if any; it stays on the list and leaves it itself. */
export const wait_list_wake_first = kernelFn(
  'wait_list_wake_first',
  [p('list', ptr(WaitList))],
  (list) => {
    atomic(() => {
      If(list.length, () => wake_up_process(wait_list_first(list)))
    })
  },
)
