/** The lifetime of `struct hmm_mirror`: references and what the last one does. HMM v3. */

import { container_of, not } from '../../build/expressions.ts'
import { byRef, fn, fnOf, p, staticFn } from '../../build/fn.ts'
import { If, local, Return, set } from '../../build/statements.ts'
import { ptr, tag } from '../../build/types.ts'
import { NULL } from '../../build/wrap.ts'
import { Kref, kref_get_unless_zero, kref_put } from '../../kernel/kref.ts'
import { list_del_init } from '../../kernel/list.ts'
import { mutex_lock, mutex_unlock } from '../../kernel/mutex.ts'
import { Hmm, HmmDevice, HmmMirror } from './structs.ts'

/** Takes a reference; NULL when the last one is already gone. */
export const hmm_mirror_ref = fnOf(
  ptr(HmmMirror),
  'hmm_mirror_ref',
  [p('mirror', ptr(HmmMirror)), p('reference', tag)],
  (mirror, reference) => {
    If(not(kref_get_unless_zero(mirror.kref, reference)), () => Return(NULL))
    Return(mirror)
  },
)

const hmm_mirror_destroy = staticFn('hmm_mirror_destroy', [p('kref', ptr(Kref))], (kref) => {
  const mirror = local('mirror', ptr(HmmMirror), container_of(kref, HmmMirror, 'kref'))
  const device = local('device', ptr(HmmDevice), mirror.device)
  // As posted: read here, never used.
  local('hmm', ptr(Hmm), mirror.hmm)

  mutex_lock(device.mutex)
  list_del_init(mirror.dlist)
  // From here on the driver may free the mirror.
  device.ops.release(mirror)
  mutex_unlock(device.mutex)
})

/** Drops a reference and clears the caller's pointer to it, the last one destroys the mirror. */
export const hmm_mirror_unref = fn(
  'hmm_mirror_unref',
  [byRef('mirror', ptr(HmmMirror)), p('reference', tag)],
  (mirror, reference) => {
    const old = local('old', ptr(HmmMirror), mirror)
    set(mirror, NULL)
    kref_put(old.kref, hmm_mirror_destroy, reference)
  },
)
