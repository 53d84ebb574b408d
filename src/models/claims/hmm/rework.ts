/** F9, F10 and the next revision: what the author's rework promises, and what it does. */

import {
  asPosted,
  hmmRefSlip,
  hmmUnrefInDestroy,
  r2Spinlock,
  r2Wait,
  releaseAtMmDeath,
  srcuBarrier412,
} from '../../hmm/fixes.ts'
import {
  callerFreesMirror,
  hmmUntilUnregistered,
  hmmWhileRegistered,
  mmUntilUnregistered,
  noCallbackAfterUnregister,
  oneHmmPerMm,
  releaseOnce,
} from '../../hmm/questions.ts'
import type { Claim } from '../claim.ts'
import { asking, broken, fixes, never, nothingBut, reachable, afterFree } from '../parts.ts'

const scenario = 'hmm/device-unregister'
const device = afterFree('device')
const mirror = afterFree('mirror')
const page = afterFree('page')
const reworked = fixes(r2Spinlock, r2Wait)
const since412 = fixes(r2Spinlock, r2Wait, srcuBarrier412)

export const reworkClaims: readonly Claim[] = [
  {
    id: 'F9',
    title: 'hmm and mm stay allocated until the last hmm_mirror_unregister',
    by: 'reviewer',
    sides: {
      reviewer: {
        date: '2015-06-10',
        text: 'With the lost hmm_unref back in hmm_mirror_destroy, hmm and mm are there until the last hmm_mirror_unregister: a good thing to promise.',
      },
      author: {
        date: '2015-06-10',
        text: 'Ignore the code as posted; a mirror may outlive its mm, the hmm may not.',
      },
    },
    checks: [
      {
        id: 'called',
        by: 'reviewer',
        says: 'Neither goes before hmm_mirror_unregister is called for every mirror',
        scenario,
        variant: asking(fixes(hmmUnrefInDestroy), hmmWhileRegistered),
        property: never(broken(hmmWhileRegistered)),
      },
      {
        id: 'returned-hmm',
        by: 'reviewer',
        says: 'The hmm does not go before the last hmm_mirror_unregister has returned',
        scenario,
        variant: asking(fixes(hmmUnrefInDestroy), hmmUntilUnregistered),
        property: never(broken(hmmUntilUnregistered)),
      },
      {
        id: 'returned-mm',
        by: 'reviewer',
        says: 'Nor does the mm',
        scenario,
        variant: asking(fixes(hmmUnrefInDestroy), mmUntilUnregistered),
        property: never(broken(mmUntilUnregistered)),
      },
    ],
  },
  {
    id: 'F10',
    title: 'In the reworked code ->release may come twice',
    by: 'author',
    sides: {
      author: {
        date: '2015-06-10',
        text: 'In the fixed code the only thing that happens twice is ->release, and even that could be avoided.',
      },
    },
    checks: [
      {
        id: 'rework',
        by: 'author',
        says: 'In the next revision as posted it comes twice for one mirror',
        scenario,
        variant: asking(reworked, releaseOnce),
        property: reachable(broken(releaseOnce)),
      },
      {
        id: 'v3',
        by: 'reviewer',
        says: 'In v3 it comes at most once',
        scenario,
        variant: asking(asPosted, releaseOnce),
        property: never(broken(releaseOnce)),
      },
    ],
  },
  {
    id: 'R2',
    title: 'The next revision repairs it',
    by: 'author',
    sides: {
      author: {
        date: '2015-07-17',
        text: 'The device lock is a spinlock, ->release comes when the mirror leaves the list and ->free when it is destroyed, and hmm_mirror_unregister waits with mmu_notifier_synchronize.',
      },
    },
    checks: [
      {
        id: 'all',
        by: 'author',
        says: 'Nothing goes wrong in the case of the review',
        scenario,
        variant: reworked,
        property: nothingBut(),
      },
      {
        id: 'mirror',
        by: 'author',
        says: 'Nobody touches a mirror after hmm_mirror_unregister has returned',
        scenario,
        variant: asking(reworked, callerFreesMirror),
        property: nothingBut(),
      },
      {
        id: 'callbacks',
        by: 'author',
        says: 'No callback comes after it has returned',
        scenario,
        variant: asking(reworked, noCallbackAfterUnregister),
        property: never(broken(noCallbackAfterUnregister)),
      },
      {
        id: 'dead-mm',
        by: 'author',
        says: 'The device stops before the address space is gone',
        scenario: 'hmm/device-threads',
        variant: reworked,
        property: never(page),
      },
      {
        id: 'dead-mm-passed',
        by: 'author',
        says: 'Also when another process closes the file meanwhile',
        scenario: 'hmm/device-threads-passed',
        variant: reworked,
        property: never(page),
      },
      {
        id: 'dead-mm-under-rwsem',
        by: 'author',
        says: 'Also then, if ->release were called before up_write',
        scenario: 'hmm/device-threads-passed',
        variant: fixes(r2Spinlock, r2Wait, releaseAtMmDeath),
        property: never(page),
      },
    ],
  },
  {
    id: 'R2a',
    title: 'Each of its two repairs alone',
    by: 'author',
    sides: {
      author: {
        date: '2015-07-17',
        text: 'The spinlock takes the window out of the unlock, the wait lets nobody stay behind.',
      },
    },
    checks: [
      {
        id: 'spinlock-device',
        by: 'author',
        says: 'The spinlock alone repairs the device',
        scenario,
        variant: fixes(r2Spinlock),
        property: never(device),
      },
      {
        id: 'spinlock-mirror',
        by: 'author',
        says: 'The spinlock alone keeps everybody off a mirror that was unregistered',
        scenario,
        variant: asking(fixes(r2Spinlock), callerFreesMirror),
        property: never(mirror),
      },
      {
        id: 'wait-device',
        by: 'author',
        says: 'The wait alone repairs the device',
        scenario,
        variant: fixes(r2Wait),
        property: never(device),
      },
      {
        id: 'wait-mirror',
        by: 'author',
        says: 'The wait alone keeps everybody off a mirror that was unregistered',
        scenario,
        variant: asking(fixes(r2Wait), callerFreesMirror),
        property: never(mirror),
      },
    ],
  },
  {
    id: 'R2b',
    title: 'The same source on 4.12 to 5.3',
    by: 'author',
    sides: {
      author: {
        date: '2015-07-17',
        text: 'mmu_notifier_synchronize, which is srcu_barrier, waits for a notifier release that is running.',
      },
    },
    checks: [
      {
        id: 'device',
        by: 'author',
        says: 'The device stays repaired, by the spinlock',
        scenario,
        variant: since412,
        property: never(device),
      },
      {
        id: 'mirror',
        by: 'author',
        says: 'Nobody touches a mirror after hmm_mirror_unregister has returned',
        scenario,
        variant: asking(since412, callerFreesMirror),
        property: never(mirror),
      },
      {
        id: 'wait-device',
        by: 'author',
        says: 'The wait alone still repairs the device',
        scenario,
        variant: fixes(r2Wait, srcuBarrier412),
        property: never(device),
      },
    ],
  },
  {
    id: 'R2c',
    title: 'A second registration uses the hmm of the first',
    by: 'author',
    sides: {
      author: { date: '2015-06-08', text: 'There is only one hmm for an mm.' },
    },
    checks: [
      {
        id: 'v3',
        by: 'author',
        says: 'A second registration makes no second hmm',
        scenario: 'hmm/two-registrations',
        variant: asking(asPosted, oneHmmPerMm),
        property: never(broken(oneHmmPerMm)),
      },
      {
        id: 'slip',
        by: 'author',
        says: 'Nor does it with the line as the next revision has it',
        scenario: 'hmm/two-registrations',
        variant: asking(fixes(hmmRefSlip), oneHmmPerMm),
        property: never(broken(oneHmmPerMm)),
      },
    ],
  },
]
