/**
 * RCU on a kernel without preemption (CONFIG_PREEMPT=n), as in 4.1, for programs that are built with
 * this switch. There a thread that is in the kernel stays on its CPU until it sleeps or goes back to
 * user mode, and synchronize_rcu() waits until each CPU has done one of the two: kernel code without
 * a preemption point in it acts as a read section, whether it means to or not.
 *
 * Preemption points are: schedule(), hence every wait for a mutex, a semaphore, a completion or a wait
 * queue that sleeps; waiting for a grace period; and the end of a thread's way through the kernel.
 * Spinning is none: neither for a spinlock nor for the owner of a mutex. Simplified: cond_resched() is
 * left out, as are the callbacks of call_srcu(), for which nobody waits; both can only make
 * synchronize_rcu() return earlier than the kernel's. Where a thread wakes up is a step of its own.
 */

import { current } from '../build/expressions.ts'
import { fn, kernelFn, type ModelFn, type Param, SOURCE } from '../build/fn.ts'
import { fixed, global } from '../build/scenario.ts'
import { atomic, If, local } from '../build/statements.ts'
import { array, embed, int, lockStruct } from '../build/types.ts'
import type { FixDef } from '../ir/program.ts'
import { beginGracePeriod, bit, endGracePeriod, leaveReaders, setBits } from './grace-period.ts'

/** A property of the kernel's configuration rather than a change; switched on like one. */
export const rcuNonPreemptible: FixDef = {
  id: 'rcu-non-preemptible',
  role: 'kernel',
  needs: ['synchronize-rcu'],
  title:
    'A kernel without preemption: synchronize_rcu waits for every thread until it sleeps or leaves the kernel',
}

/** `readers` are the threads in the kernel that do not sleep. */
const RcuSched = lockStruct('rcu_sched_state', {
  readers: int,
  waiters: int,
  waits_for: array(int, 'threads'),
})
const rcu_sched = global('rcu_sched', embed(RcuSched))

const rcu_user_exit = kernelFn('rcu_user_exit', [], () => {
  setBits(rcu_sched.readers, bit(current()))
})

const rcu_quiescent_state = kernelFn('rcu_quiescent_state', [], () => {
  const waiter = local('waiter', int)
  atomic(() => leaveReaders(rcu_sched, waiter))
})

/** Everything inside `wait` happens while nobody has to wait for the running thread. */
export function sleeping(wait: () => void): void {
  if (fixed(rcuNonPreemptible)) rcu_quiescent_state()
  wait()
  if (fixed(rcuNonPreemptible)) rcu_user_exit()
}

/** Waits for what synchronize_rcu() waits for on such a kernel. */
export const synchronize_sched = kernelFn('synchronize_sched', [], () => {
  const readers = local('readers', int)
  sleeping(() => {
    atomic(() => beginGracePeriod(rcu_sched, current(), readers))
    If(readers, () => endGracePeriod(rcu_sched))
  })
})

/** `entry` as the way of a thread through the kernel, with the two ends that RCU sees. */
export function throughKernel<const P extends readonly Param[]>(entry: ModelFn<P>): ModelFn<P> {
  if (!fixed(rcuNonPreemptible)) return entry
  const { name, params } = entry[SOURCE]
  const call = entry as (...args: readonly unknown[]) => unknown
  const wrapped = fn(`sys_${name}`, params as readonly Param[], (...args) => {
    rcu_user_exit()
    call(...args)
    rcu_quiescent_state()
  })
  return wrapped as unknown as ModelFn<P>
}
