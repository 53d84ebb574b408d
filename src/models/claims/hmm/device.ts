/** F4 to F6: the device that is freed under the hands of somebody in mutex_unlock. */

import {
  asPosted,
  deviceKrefPutAfterUnlock,
  deviceKrefPutInside,
  hmmUnrefInDestroy,
  rcuNonPreemptible,
  synchronizeRcu,
  waitForRelease,
} from '../../hmm/fixes.ts'
import type { Claim } from '../claim.ts'
import {
  afterFree,
  check,
  doubleFree,
  fixes,
  leakOf,
  never,
  nothingBut,
  reachable,
} from '../parts.ts'

const device = afterFree('device')
export const deviceClaims: readonly Claim[] = [
  {
    id: 'F4',
    title: 'The device may be in use after hmm_device_unregister returned 0',
    by: 'reviewer',
    sides: {
      reviewer: {
        date: '2015-06-08',
        text: 'When unregistering meets the end of the mm, after a fork, with a passed file, or when the module is unloaded, another thread may still refer to the device.',
      },
      author: { date: '2015-06-08', text: 'That cannot happen.' },
    },
    checks: [
      check('mail', 'reviewer', asPosted, reachable(device), 'It does in the case of the mail'),
      ...(
        [
          ['fork', 'hmm/fork-close', 'after a fork'],
          ['passed', 'hmm/passed-file', 'with a file that was passed on'],
          ['unload', 'hmm/module-unload', 'when the module is unloaded'],
        ] as const
      ).map(([id, where, how]) => ({
        ...check(id, 'reviewer', asPosted, reachable(device), `It does ${how}`),
        scenario: where,
      })),
    ],
  },
  {
    id: 'F4a',
    title: 'It cannot happen: a forked child has no hmm',
    by: 'author',
    sides: {
      author: {
        date: '2015-06-08',
        text: 'There is one hmm for an mm, and the mm of a forked child has none; a mirror should not be tied to a file that a child inherits.',
      },
      reviewer: {
        date: '2015-06-08',
        text: 'Whatever ties files to mirrors: the driver unregisters, when its files are closed or its module goes, while the mm of a mirror may be going.',
      },
    },
    checks: [
      {
        ...check(
          'fork',
          'author',
          asPosted,
          never(device),
          'No run after a fork touches the device',
        ),
        scenario: 'hmm/fork-close',
      },
      check(
        'two-threads',
        'reviewer',
        asPosted,
        reachable(device),
        'Two threads that get at one mirror are enough, no second hmm is needed',
      ),
    ],
  },
  {
    id: 'F4b',
    title: 'No race: whoever takes the mirror off the list drops its reference',
    by: 'author',
    sides: {
      author: {
        date: '2015-06-09',
        text: 'The list is the synchronisation point: either the driver takes the mirror off or the end of the mm does, so that it is freed once. There is no race.',
      },
      reviewer: {
        date: '2015-06-10',
        text: 'The life of the mirror is fine. The race is about the device: the mutex_unlock of one thread against its being freed by the other.',
      },
    },
    checks: [
      check(
        'once',
        'author',
        asPosted,
        never(doubleFree('mirror'), leakOf('mirror'), afterFree('mirror')),
        'The mirror is freed exactly once, and nobody touches it afterwards',
      ),
      check('no-race', 'author', asPosted, never(device), 'Nor is there a race about the device'),
      check(
        'device',
        'reviewer',
        asPosted,
        reachable(device),
        'The device is used after it was freed',
      ),
    ],
  },
  {
    id: 'F4c',
    title: 'synchronize_rcu in hmm_device_unregister makes it completely unlikely',
    by: 'author',
    sides: {
      author: {
        date: '2015-06-11',
        text: 'The window is small; a synchronize_rcu after the mutex_unlock of hmm_device_unregister should make the race completely unlikely.',
      },
      reviewer: {
        date: '2015-06-11',
        text: 'The other thread may be preempted in the window; then it does not matter whether a grace period has gone by.',
      },
    },
    checks: [
      check(
        'preemptible',
        'reviewer',
        fixes(synchronizeRcu),
        reachable(device),
        'It still happens: the thread in mutex_unlock is in no read section',
      ),
      check('unlikely', 'author', fixes(synchronizeRcu), never(device), 'It happens no more'),
      check(
        'non-preemptible',
        'author',
        fixes(synchronizeRcu, rcuNonPreemptible),
        never(device),
        'It does not on a kernel without preemption, where that thread cannot be stopped there',
      ),
    ],
  },
  {
    id: 'F4d',
    title: 'Debug mutexes are properly synchronised',
    by: 'author',
    sides: {
      author: {
        date: '2015-06-11',
        text: 'With mutex debugging, lock and unlock both go through the spinlock of the mutex, which synchronises the two threads.',
      },
    },
    checks: [
      check(
        'debug',
        'author',
        { fixes: [], mutex: 'debug' },
        never(device),
        'No run touches the freed device',
      ),
    ],
  },
  {
    id: 'F5',
    title: 'Waiting for ->release before hmm_device_unregister does not help',
    by: 'reviewer',
    sides: {
      reviewer: {
        date: '2015-06-08',
        text: 'A driver that waits for the release callback of its mirrors is not safe either: the race comes after it.',
      },
    },
    checks: [
      check(
        'waits',
        'reviewer',
        fixes(waitForRelease),
        reachable(device),
        'The race is still there',
      ),
    ],
  },
  {
    id: 'F6',
    title: 'A kref on the device might solve it',
    by: 'reviewer',
    sides: {
      reviewer: { date: '2015-06-08', text: 'A kref on the device itself might solve this.' },
    },
    checks: [
      check(
        'after',
        'reviewer',
        fixes(deviceKrefPutAfterUnlock),
        never(device, doubleFree('device'), leakOf('device')),
        'It does when the last put comes after mutex_unlock has returned',
      ),
      check(
        'inside',
        'reviewer',
        fixes(deviceKrefPutInside),
        reachable(device),
        'It does not when the put comes before mutex_unlock',
      ),
      check(
        'after-all',
        'reviewer',
        fixes(deviceKrefPutAfterUnlock, hmmUnrefInDestroy),
        nothingBut(),
        'Together with the hmm_unref that was lost nothing goes wrong any more',
      ),
    ],
  },
]
