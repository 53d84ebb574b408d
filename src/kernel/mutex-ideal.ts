/**
 * A mutex that no kernel has: lock and unlock are one step each, so nothing is touched after the
 * release. It shows which races exist only because unlocking takes several steps.
 */

import { eq, WRITE_ONCE } from '../build/expressions.ts'
import { atomic, local, released, Return, waitUntil } from '../build/statements.ts'
import { int } from '../build/types.ts'
import { atomic_read, atomic_set } from './atomic.ts'
import { becomeOwner, tryFromFree } from './mutex-sleep.ts'
import type { MutexImplementation } from './mutex-struct.ts'

export const idealMutex: MutexImplementation = {
  lock: (lock) => {
    atomic(() => {
      waitUntil(eq(atomic_read(lock.count), 1), { lock })
      atomic_set(lock.count, 0)
      becomeOwner(lock)
    })
  },

  trylock: (lock) => {
    const taken = local('taken', int)
    atomic(() => tryFromFree(lock, taken))
    Return(taken)
  },

  unlock: (lock) => {
    atomic(() => {
      atomic_set(lock.count, 1)
      WRITE_ONCE(lock.owner, 0)
      released(lock)
    })
  },
}
