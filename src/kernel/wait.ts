/**
 * Wait queues, as in 4.1 (include/linux/wait.h). wake_up() is not one step: it takes the queue's lock,
 * wakes, and drops the lock, while a thread that finds its condition true need not touch the queue at
 * all, and may free it under the waker's hands.
 *
 * Two ways to wait. wait_event() is one step that waits for its condition: it cannot miss a wake-up,
 * not even one that nobody sends. prepare_to_wait(), schedule() and finish_wait() are the real thing.
 */

import { current, READ_ONCE, WRITE_ONCE } from '../build/expressions.ts'
import { kernelFn, p } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { atomic, If, local, set, waitUntil, While } from '../build/statements.ts'
import { array, embed, type FieldsOf, int, ptr, struct } from '../build/types.ts'
import type { Cond, PtrValue } from '../build/value.ts'
import { sleeping } from './quiescent.ts'
import { Spinlock, spin_lock, spin_lock_init, spin_unlock } from './spinlock.ts'
import { set_current_state, TASK_RUNNING, wake_up_process } from './task.ts'
import { WaitList, wait_list_add_tail, wait_list_first, wait_list_remove } from './wait-list.ts'

export const WaitQueue = struct('wait_queue_head_t', {
  lock: embed(Spinlock),
  task_list: embed(WaitList),
})
export type WaitQueueFields = FieldsOf<typeof WaitQueue>

/** Whether a thread's own entry, on its stack in the kernel, is on a queue. */
const wait_queued = global('wait_queued', array(int, 'threads'))

export const init_waitqueue_head = kernelFn(
  'init_waitqueue_head',
  [p('q', ptr(WaitQueue))],
  (q) => {
    atomic(() => {
      spin_lock_init(q.lock)
      set(q.task_list.length, 0)
    })
  },
)

/** Wakes everyone on the queue and takes them off it. */
export const wake_up = kernelFn('wake_up', [p('q', ptr(WaitQueue))], (q) => {
  const thread = local('thread', int)
  spin_lock(q.lock)
  atomic(() => {
    While(
      () => q.task_list.length,
      () => {
        set(thread, wait_list_first(q.task_list))
        wait_list_remove(q.task_list, thread)
        WRITE_ONCE(wait_queued.at(thread), 0)
        wake_up_process(thread)
      },
    )
  })
  spin_unlock(q.lock)
})

/** Waits until `cond()` holds. The queue says only what the kernel would wait on. */
export function wait_event(_q: PtrValue<WaitQueueFields>, cond: () => Cond): void {
  sleeping(() => waitUntil(cond(), { event: 'the condition of wait_event' }))
}

/** Queues the running thread, unless it is queued, and sets its state: next look, then schedule(). */
export const prepare_to_wait = kernelFn(
  'prepare_to_wait',
  [p('q', ptr(WaitQueue)), p('state', int)],
  (q, state) => {
    spin_lock(q.lock)
    atomic(() => {
      If(READ_ONCE(wait_queued.at(current())), () => {}).Else(() => {
        wait_list_add_tail(q.task_list)
        WRITE_ONCE(wait_queued.at(current()), 1)
      })
      set_current_state(state)
    })
    spin_unlock(q.lock)
  },
)

/** Touches the queue only if the running thread is still on it. */
export const finish_wait = kernelFn('finish_wait', [p('q', ptr(WaitQueue))], (q) => {
  const queued = local('queued', int)
  atomic(() => {
    set_current_state(TASK_RUNNING)
    set(queued, READ_ONCE(wait_queued.at(current())))
  })
  If(queued, () => {
    spin_lock(q.lock)
    atomic(() => {
      If(READ_ONCE(wait_queued.at(current())), () => {
        wait_list_remove(q.task_list, current())
        WRITE_ONCE(wait_queued.at(current()), 0)
      })
    })
    spin_unlock(q.lock)
  })
})
