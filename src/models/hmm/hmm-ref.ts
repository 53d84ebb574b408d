/** The lifetime of `struct hmm`: hmm_ref, hmm_unref and what the last one does. HMM v3, 4.1 notifiers. */

import { container_of, eq, ne, not, or } from '../../build/expressions.ts'
import { fn, fnOf, p, staticFn } from '../../build/fn.ts'
import { asked } from '../../build/scenario.ts'
import { check, If, local, observe, Return, set } from '../../build/statements.ts'
import { type FieldsOf, ptr, tag } from '../../build/types.ts'
import type { PtrValue } from '../../build/value.ts'
import { NULL } from '../../build/wrap.ts'
import { hlist_empty } from '../../kernel/hlist.ts'
import { Kref, kref_get_unless_zero, kref_put } from '../../kernel/kref.ts'
import {
  mmu_notifier_call_srcu,
  mmu_notifier_unregister_no_release,
} from '../../kernel/mmu-notifier.ts'
import { RcuHead } from '../../kernel/rcu.ts'
import { down_write, up_write } from '../../kernel/rwsem.ts'
import { kfree } from '../../kernel/slab.ts'
import {
  hmmNeverDestroyed,
  hmmUntilUnregistered,
  hmmWhileRegistered,
  mmUntilUnregistered,
} from './questions.ts'
import { Hmm, mm_hmm } from './structs.ts'

/** Takes a reference; NULL when there is no hmm or its last reference is already gone. */
export const hmm_ref = fnOf(
  ptr(Hmm),
  'hmm_ref',
  [p('hmm', ptr(Hmm)), p('reference', tag)],
  (hmm, reference) => {
    If(not(hmm), () => Return(NULL))
    If(not(kref_get_unless_zero(hmm.kref, reference)), () => Return(NULL))
    Return(hmm)
  },
)

/** Runs once no SRCU reader can see the notifier any more. */
const hmm_destroy_delayed = staticFn('hmm_destroy_delayed', [p('rcu', ptr(RcuHead))], (rcu) => {
  if (asked(hmmUntilUnregistered)) {
    observe(eq(container_of(rcu, Hmm, 'rcu').unreturned, 0), hmmUntilUnregistered)
  }
  kfree(container_of(rcu, Hmm, 'rcu'))
})

/** The notifier, and with it the reference to the mm, is still there at this moment. */
function watchDestroy(hmm: PtrValue<FieldsOf<typeof Hmm>>): void {
  if (asked(hmmNeverDestroyed)) observe(0, hmmNeverDestroyed)
  if (asked(hmmWhileRegistered)) observe(eq(hmm.registered, 0), hmmWhileRegistered)
}

const hmm_destroy = staticFn('hmm_destroy', [p('kref', ptr(Kref))], (kref) => {
  const hmm = local('hmm', ptr(Hmm), container_of(kref, Hmm, 'kref'))
  watchDestroy(hmm)
  check(hlist_empty(hmm.mirrors), 'BUG_ON', 'hmm destroyed with mirrors on its list')

  down_write(hmm.mm.mmap_sem)
  If(eq(mm_hmm(hmm.mm), hmm), () => set(mm_hmm(hmm.mm), NULL))
  up_write(hmm.mm.mmap_sem)

  mmu_notifier_unregister_no_release(hmm.mmu_notifier, hmm.mm)
  if (asked(mmUntilUnregistered)) {
    observe(or(ne(hmm.mm.mm_count.counter, 0), eq(hmm.unreturned, 0)), mmUntilUnregistered)
  }
  mmu_notifier_call_srcu(hmm.rcu, hmm_destroy_delayed)
})

/** Drops a reference, if there is an hmm; the last one destroys it. */
export const hmm_unref = fn(
  'hmm_unref',
  [p('hmm', ptr(Hmm)), p('reference', tag)],
  (hmm, reference) => {
    If(hmm, () => {
      kref_put(hmm.kref, hmm_destroy, reference)
    })
  },
)
