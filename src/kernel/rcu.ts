/**
 * RCU, as in 4.1 and today, as one global SRCU domain: the same guarantees. Simplified: sleeping
 * inside a read section is not reported, and preemption does not end one.
 */

import { kernelFn, p } from '../build/fn.ts'
import { fixed, global } from '../build/scenario.ts'
import { embed, fnptr, ptr } from '../build/types.ts'
import { rcuNonPreemptible, synchronize_sched } from './quiescent.ts'
import {
  call_srcu,
  RcuHead,
  srcu_barrier,
  srcu_read_lock,
  srcu_read_unlock,
  SrcuStruct,
  synchronize_srcu,
} from './srcu.ts'

export { RcuHead, type RcuHeadFields } from './srcu.ts'

export const rcu_state = global('rcu_state', embed(SrcuStruct))

export const rcu_read_lock = kernelFn('rcu_read_lock', [], () => {
  srcu_read_lock(rcu_state)
})

export const rcu_read_unlock = kernelFn('rcu_read_unlock', [], () => {
  srcu_read_unlock(rcu_state, 0)
})

/** Waits for the readers that entered before, not for later ones. */
export const synchronize_rcu = kernelFn('synchronize_rcu', [], () => {
  if (fixed(rcuNonPreemptible)) synchronize_sched()
  else synchronize_srcu(rcu_state)
})

/** Has `func(head)` called in another context once the readers of this moment are gone. */
export const call_rcu = kernelFn(
  'call_rcu',
  [p('head', ptr(RcuHead)), p('func', fnptr(ptr(RcuHead)))],
  (head, func) => {
    call_srcu(rcu_state, head, func)
  },
)

/** Waits for the callbacks that call_rcu() queued before, not for readers. */
export const rcu_barrier = kernelFn('rcu_barrier', [], () => {
  srcu_barrier(rcu_state)
})
