/** F7 to F7c: hmm_mirror_unregister waits for the notifiers, and why nothing less will do. */

import {
  asPosted,
  hmmUnrefInDestroy,
  synchronizeRcu,
  synchronizeSrcu,
  synchronizeSrcuInRelease,
} from '../../hmm/fixes.ts'
import { callerFreesMirror, noCallbackAfterUnregister } from '../../hmm/questions.ts'
import type { Claim } from '../claim.ts'
import {
  afterFree,
  asking,
  broken,
  check,
  doubleFree,
  fixes,
  leakOf,
  never,
  nothingBut,
  reachable,
  stuck,
} from '../parts.ts'

const device = afterFree('device')

export const waitingClaims: readonly Claim[] = [
  {
    id: 'F7',
    title: 'synchronize_srcu in hmm_mirror_unregister',
    by: 'reviewer',
    sides: {
      reviewer: {
        date: '2015-06-08',
        text: 'The core of it is that hmm_mirror_unregister does not wait for hmm_notifier_release. It wants a synchronize_srcu between kill and unref.',
      },
      author: {
        date: '2015-06-09',
        text: 'Unregistering from within the callback at the end of the mm is not a goal, and is forbidden.',
      },
    },
    checks: [
      check(
        'device',
        'reviewer',
        fixes(synchronizeSrcu),
        never(device, ...stuck),
        'The device race is gone in every interleaving, and nobody waits for ever',
      ),
      check(
        'all',
        'reviewer',
        fixes(synchronizeSrcu, hmmUnrefInDestroy),
        nothingBut(),
        'Together with the hmm_unref that was lost nothing goes wrong any more',
      ),
      check(
        'inside',
        'author',
        fixes(synchronizeSrcuInRelease),
        reachable({ kind: 'self-deadlock' }),
        'Called from inside a release callback it waits for itself',
      ),
    ],
  },
  {
    id: 'F7a',
    title: 'With it, no callback after hmm_mirror_unregister has returned',
    by: 'reviewer',
    sides: {
      reviewer: {
        date: '2015-06-11',
        text: 'The driver is then sure that the callback at the end of the mm does not come after hmm_mirror_unregister has returned.',
      },
    },
    checks: [
      check(
        'fixed',
        'reviewer',
        asking(fixes(synchronizeSrcu), noCallbackAfterUnregister),
        never(broken(noCallbackAfterUnregister)),
        'No callback begins or runs after the return',
      ),
      check(
        'v3',
        'reviewer',
        asking(asPosted, noCallbackAfterUnregister),
        reachable(broken(noCallbackAfterUnregister)),
        'In v3 one does',
      ),
    ],
  },
  {
    id: 'F7b',
    title: 'Unlikely is not fixed',
    by: 'reviewer',
    sides: {
      reviewer: {
        date: '2015-06-11',
        text: 'The thread can be preempted between the store that frees the mutex and its wait_lock, for any time. Less likely only means harder to find.',
      },
      author: {
        date: '2015-06-11',
        text: 'The window is small, and the memory would have to be used again at once.',
      },
    },
    checks: [
      check(
        'preempted',
        'reviewer',
        fixes(synchronizeRcu),
        reachable(device),
        'The race survives synchronize_rcu, by a preemption in mutex_unlock',
      ),
      check(
        'owner',
        'reviewer',
        { ...fixes(synchronizeRcu), mutex: 'owner' },
        reachable(device),
        'With the mutex of today as well',
      ),
      check(
        'ideal',
        'reviewer',
        { fixes: [], mutex: 'ideal' },
        never(device),
        'Without the window, in a mutex that is released in one step, there is no race',
      ),
    ],
  },
  {
    id: 'F7c',
    title: 'With it, no callback is needed that says that a mirror can be freed',
    by: 'reviewer',
    sides: {
      reviewer: {
        date: '2015-06-11',
        text: 'The driver then knows that a mirror is done once hmm_mirror_unregister has returned, and can free it.',
      },
      author: {
        date: '2015-06-11',
        text: 'Agreed: one callback is enough, the one that stops the device.',
      },
    },
    checks: [
      check(
        'fixed',
        'reviewer',
        asking(fixes(synchronizeSrcu), callerFreesMirror),
        never(afterFree('mirror'), doubleFree('mirror'), leakOf('mirror')),
        'A driver that frees the mirror after the return is safe',
      ),
      check(
        'v3',
        'reviewer',
        asking(asPosted, callerFreesMirror),
        reachable(afterFree('mirror')),
        'In v3 it is not',
      ),
    ],
  },
]
