/** F1 to F3b: callbacks and references, for which hardly a race is needed. */

import {
  asPosted,
  clearMirrorHmm,
  hmmUnrefInDestroy,
  hmmUnrefInKill,
  readHmmInDestroy,
  releaseAtMmDeath,
} from '../../hmm/fixes.ts'
import { hmmNeverDestroyed } from '../../hmm/questions.ts'
import type { Claim } from '../claim.ts'
import { asking, fixes, leakOf, never, nothingBut, reachable, afterFree } from '../parts.ts'

const review = '2015-06-08'
const device = afterFree('device')
const page = afterFree('page')

export const referenceClaims: readonly Claim[] = [
  {
    id: 'F1',
    title: '->release does not come when the mm dies',
    by: 'reviewer',
    sides: {
      reviewer: {
        date: review,
        text: '->release is called when the mirror is destroyed, which may be long after the mm died: until then the device runs in a dead address space.',
      },
      author: {
        date: review,
        text: 'Calling it at that moment was the intent, before free and release became one callback.',
      },
    },
    checks: [
      {
        id: 'v3',
        by: 'reviewer',
        says: 'In v3 the device reads a page of a process that is gone',
        scenario: 'hmm/device-threads',
        variant: asPosted,
        property: reachable(page),
      },
      {
        id: 'fixed',
        by: 'reviewer',
        says: 'It never does when ->release comes as the mirror leaves the list',
        scenario: 'hmm/device-threads',
        variant: fixes(releaseAtMmDeath),
        property: never(page),
      },
      {
        id: 'fixed-passed',
        by: 'reviewer',
        says: 'Nor when another process closes the file meanwhile',
        scenario: 'hmm/device-threads-passed',
        variant: fixes(releaseAtMmDeath),
        property: never(page),
      },
    ],
  },
  {
    id: 'F2',
    title: 'mirror->hmm is not safe to use in hmm_mirror_destroy',
    by: 'reviewer',
    sides: {
      reviewer: {
        date: review,
        text: 'The variable is unused, and using it there is probably not safe.',
      },
      author: {
        date: review,
        text: 'It is safe: the hmm_unref that belongs there was lost, and until it runs the hmm stays.',
      },
    },
    checks: [
      {
        id: 'unref-in-kill',
        by: 'reviewer',
        says: 'A use there is a use after free once hmm_mirror_kill drops the reference',
        scenario: 'hmm/device-unregister',
        variant: fixes(hmmUnrefInKill, readHmmInDestroy),
        property: reachable(afterFree('hmm')),
      },
      {
        id: 'unref-in-destroy',
        by: 'author',
        says: 'It is safe when hmm_mirror_destroy itself drops the reference',
        scenario: 'hmm/device-unregister',
        variant: fixes(hmmUnrefInDestroy, readHmmInDestroy),
        property: never(afterFree('hmm')),
      },
    ],
  },
  {
    id: 'F2a',
    title: 'mirror->hmm = NULL in hmm_mirror_kill',
    by: 'reviewer',
    sides: {
      reviewer: {
        date: review,
        text: 'Setting mirror->hmm to NULL in hmm_mirror_kill would prevent an accidental use later.',
      },
      author: { date: review, text: 'No: hmm_mirror_destroy needs it, for hmm_unref.' },
    },
    checks: [
      {
        id: 'no-use-after-free',
        by: 'reviewer',
        says: 'With it an accidental use does not touch a freed hmm',
        scenario: 'hmm/device-unregister',
        variant: fixes(hmmUnrefInKill, clearMirrorHmm, readHmmInDestroy),
        property: never(afterFree('hmm')),
      },
      {
        id: 'null',
        by: 'reviewer',
        says: 'It shows at once, as a NULL dereference',
        scenario: 'hmm/leak',
        variant: fixes(hmmUnrefInKill, clearMirrorHmm, readHmmInDestroy),
        property: reachable({ kind: 'invalid-pointer' }),
      },
      {
        id: 'leak',
        by: 'author',
        says: 'With it the hmm_unref in hmm_mirror_destroy has nothing to drop, and the hmm leaks',
        scenario: 'hmm/leak',
        variant: fixes(hmmUnrefInDestroy, clearMirrorHmm),
        property: reachable(leakOf('hmm')),
      },
    ],
  },
  {
    id: 'F3',
    title: 'The hmm leaks, and with it the mm',
    by: 'reviewer',
    sides: {
      reviewer: {
        date: review,
        text: 'No hmm_unref belongs to the hmm_ref of registering: the hmm is never destroyed, its notifier never unregistered, the mm never freed.',
      },
      author: { date: review, text: 'Right: an hmm_unref was lost when the patch was rebased.' },
    },
    checks: (['hmm', 'mm'] as const).flatMap((object) =>
      (['hmm/leak', 'hmm/device-unregister'] as const).map((scenario) => ({
        id: `${object}-${scenario === 'hmm/leak' ? 'alone' : 'concurrent'}`,
        by: 'reviewer' as const,
        says:
          scenario === 'hmm/leak'
            ? `Every run in which one process registers and exits leaks the ${object}`
            : `So does every run in which unregistering meets the exit (${object})`,
        scenario,
        variant: asking(asPosted, hmmNeverDestroyed),
        property: { kind: 'always-leaks' as const, object, witness: hmmNeverDestroyed.id },
      })),
    ),
  },
  {
    id: 'F3a',
    title: 'hmm_unref belongs in hmm_mirror_kill',
    by: 'reviewer',
    sides: {
      reviewer: { date: review, text: 'hmm_mirror_kill should call hmm_unref.' },
      author: { date: review, text: 'No: hmm_mirror_destroy must be the one that does.' },
    },
    checks: placeOfUnref('reviewer', fixes(hmmUnrefInKill)),
  },
  {
    id: 'F3b',
    title: 'hmm_unref belongs in hmm_mirror_destroy',
    by: 'author',
    sides: {
      author: { date: review, text: 'hmm_mirror_destroy must be the one that calls hmm_unref.' },
      reviewer: { date: review, text: 'hmm_mirror_kill should call it.' },
    },
    checks: placeOfUnref('author', fixes(hmmUnrefInDestroy)),
  },
]

function placeOfUnref(by: Claim['by'], variant: ReturnType<typeof fixes>): Claim['checks'] {
  return [
    {
      id: 'alone',
      by,
      says: 'Nothing goes wrong where nothing happens at the same time',
      scenario: 'hmm/leak',
      variant,
      property: nothingBut(),
    },
    {
      id: 'concurrent',
      by,
      says: 'Nothing leaks or breaks but what was broken before: the device',
      scenario: 'hmm/device-unregister',
      variant,
      property: nothingBut(device),
    },
    {
      id: 'register',
      by,
      says: 'Nothing goes wrong where registering meets the exit of another task',
      scenario: 'hmm/register-exit',
      variant,
      property: nothingBut(),
    },
  ]
}
