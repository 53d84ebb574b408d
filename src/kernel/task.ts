/**
 * Sleeping and waking, as in 4.1 and today: a thread that is not TASK_RUNNING stops at schedule()
 * until somebody makes it runnable. As in the kernel, a sleeper sets its state *before* it looks for
 * the last time at what it waits for, so that no wake-up is lost in between.
 */

import { current, eq, READ_ONCE, WRITE_ONCE } from '../build/expressions.ts'
import { kernelFn, p } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { type Waiting, waitUntil } from '../build/statements.ts'
import { array, int } from '../build/types.ts'
import type { IntLike } from '../build/value.ts'
import { named } from '../build/wrap.ts'
import { sleeping } from './quiescent.ts'

export const TASK_RUNNING = named(0, 'TASK_RUNNING')
export const TASK_UNINTERRUPTIBLE = named(2, 'TASK_UNINTERRUPTIBLE')

/** `current->state` of every thread. */
export const task_state = global('task_state', array(int, 'threads'))

export function set_current_state(state: IntLike): void {
  WRITE_ONCE(task_state.at(current()), state)
}

/** True when the running thread has been woken, or never went to sleep. */
export function isRunnable() {
  return eq(READ_ONCE(task_state.at(current())), TASK_RUNNING)
}

/** Sleeps until the thread is TASK_RUNNING. `waiting` says for what, should nobody wake it. */
export function schedule(waiting: Waiting): void {
  sleeping(() => waitUntil(isRunnable(), waiting))
}

/** Makes `thread` runnable; no effect on one that is. */
export const wake_up_process = kernelFn('wake_up_process', [p('thread', int)], (thread) => {
  WRITE_ONCE(task_state.at(thread), TASK_RUNNING)
})
