/**
 * struct completion, as in 4.1 (kernel/sched/completion.c). The waiter takes the lock of the queue
 * even when it finds the completion done, so it cannot return while complete() is still at work: it
 * may free the completion afterwards. With a plain wait queue (wait.ts) it may not.
 */

import { add, eq, ne, not, READ_ONCE, sub } from '../build/expressions.ts'
import { kernelFn, p } from '../build/fn.ts'
import { atomic, Break, For, If, local, set, While } from '../build/statements.ts'
import { embed, type FieldsOf, int, ptr, struct } from '../build/types.ts'
import type { IntPlace, PtrValue } from '../build/value.ts'
import { spin_lock, spin_unlock } from './spinlock.ts'
import {
  schedule,
  set_current_state,
  TASK_RUNNING,
  TASK_UNINTERRUPTIBLE,
  task_state,
  wake_up_process,
} from './task.ts'
import { init_waitqueue_head, WaitQueue } from './wait.ts'
import { wait_list_add_tail, wait_list_remove } from './wait-list.ts'
import { current } from '../build/expressions.ts'

export const Completion = struct('completion', { done: int, wait: embed(WaitQueue) })
export type CompletionFields = FieldsOf<typeof Completion>

export const init_completion = kernelFn('init_completion', [p('x', ptr(Completion))], (x) => {
  atomic(() => {
    set(x.done, 0)
    init_waitqueue_head(x.wait)
  })
})

/** Lets one waiter go on, now or later. */
export const complete = kernelFn('complete', [p('x', ptr(Completion))], (x) => {
  const i = local('i', int)
  spin_lock(x.wait.lock)
  atomic(() => {
    set(x.done, add(x.done, 1))
    // One that was woken before and has not run yet stays queued: it does not count.
    For(i, 0, x.wait.task_list.length, () => {
      const thread = x.wait.task_list.thread.at(i)
      If(ne(READ_ONCE(task_state.at(thread)), TASK_RUNNING), () => {
        wake_up_process(thread)
        Break()
      })
    })
  })
  spin_unlock(x.wait.lock)
})

/** Under the lock: uses up one completion, or makes ready to sleep. */
function tryWait(x: PtrValue<CompletionFields>, done: IntPlace): void {
  set(done, ne(x.done, 0))
  If(done, () => set(x.done, sub(x.done, 1))).Else(() => set_current_state(TASK_UNINTERRUPTIBLE))
}

export const wait_for_completion = kernelFn(
  'wait_for_completion',
  [p('x', ptr(Completion))],
  (x) => {
    const done = local('done', int)
    spin_lock(x.wait.lock)
    atomic(() => {
      tryWait(x, done)
      If(not(done), () => wait_list_add_tail(x.wait.task_list))
    })
    If(not(done), () => {
      While(
        () => eq(done, 0),
        () => {
          spin_unlock(x.wait.lock)
          schedule({ event: 'the completion' })
          spin_lock(x.wait.lock)
          atomic(() => {
            tryWait(x, done)
            If(done, () => wait_list_remove(x.wait.task_list, current()))
          })
        },
      )
    })
    spin_unlock(x.wait.lock)
  },
)
