/**
 * F8: what a caller may do when a function of HMM has returned, per variant. A cell is a question to
 * the search: he may when no run fails in the way that the row names.
 */

import type { ScenarioDef, Variant } from '../../ir/program.ts'
import {
  asPosted,
  deviceKrefPutAfterUnlock,
  hmmUnrefInDestroy,
  hmmUnrefInKill,
  r2Spinlock,
  r2Wait,
  releaseAtMmDeath,
  srcuBarrier412,
  synchronizeSrcu,
} from '../hmm/fixes.ts'
import {
  callerFreesDevice,
  callerFreesMirror,
  hmmWhileRegistered,
  noCallbackAfterDeviceUnregister,
  noCallbackAfterUnregister,
} from '../hmm/questions.ts'
import type { GuaranteeColumn, GuaranteeRow } from './claim.ts'
import { broken, doubleFree, fixes, leakOf, stuck, afterFree } from './parts.ts'

const scenario = 'hmm/device-unregister'

export const guaranteeRows: readonly GuaranteeRow[] = [
  {
    id: 'register-failed',
    fn: 'hmm_mirror_register',
    returned: '-ENOMEM',
    may: 'free the mirror',
    scenario: 'hmm/leak',
    questions: [],
    unless: [afterFree('mirror'), doubleFree('mirror')],
  },
  {
    id: 'registered',
    fn: 'hmm_mirror_register',
    returned: '0',
    may: 'use mirror->hmm and its mm until it calls hmm_mirror_unregister',
    scenario,
    questions: [hmmWhileRegistered.id],
    unless: [broken(hmmWhileRegistered), afterFree('hmm'), afterFree('mm')],
  },
  {
    id: 'unregistered-mirror',
    fn: 'hmm_mirror_unregister',
    returned: undefined,
    may: 'free the mirror',
    scenario,
    questions: [callerFreesMirror.id],
    unless: [afterFree('mirror'), doubleFree('mirror'), leakOf('mirror')],
  },
  {
    id: 'unregistered-callbacks',
    fn: 'hmm_mirror_unregister',
    returned: undefined,
    may: 'count on no further callback for the mirror',
    scenario,
    questions: [noCallbackAfterUnregister.id],
    unless: [broken(noCallbackAfterUnregister)],
  },
  {
    id: 'unregistered-device',
    fn: 'hmm_mirror_unregister',
    returned: undefined,
    may: 'free the device without hmm_device_unregister, if this was its last mirror',
    scenario,
    questions: [callerFreesDevice.id],
    unless: [afterFree('device')],
  },
  {
    id: 'unregistered-memory',
    fn: 'hmm_mirror_unregister',
    returned: undefined,
    may: 'count on hmm and mm being freed in the end',
    scenario,
    questions: [],
    unless: [leakOf('hmm'), leakOf('mm')],
  },
  {
    id: 'device-busy',
    fn: 'hmm_device_unregister',
    returned: '-EBUSY',
    may: 'try again until it returns 0, which it will',
    scenario,
    questions: [],
    unless: stuck,
  },
  {
    id: 'device-free',
    fn: 'hmm_device_unregister',
    returned: '0',
    may: 'free the device',
    scenario,
    questions: [],
    unless: [afterFree('device'), doubleFree('device')],
  },
  {
    id: 'device-code',
    fn: 'hmm_device_unregister',
    returned: '0',
    may: 'unload the code of its callbacks',
    scenario,
    questions: [noCallbackAfterDeviceUnregister.id],
    unless: [broken(noCallbackAfterDeviceUnregister)],
  },
  {
    id: 'mm-dead',
    fn: 'hmm_notifier_release',
    returned: undefined,
    may: 'free the pages of the address space',
    scenario: 'hmm/device-threads-passed',
    questions: [],
    unless: [afterFree('page')],
  },
]

export const guaranteeColumns: readonly GuaranteeColumn[] = [
  { id: 'v3', title: 'v3 as posted', variant: asPosted },
  { id: 'kill', title: '+ hmm_unref in kill', variant: fixes(hmmUnrefInKill) },
  { id: 'destroy', title: '+ hmm_unref in destroy', variant: fixes(hmmUnrefInDestroy) },
  {
    id: 'kref',
    title: '+ hmm_unref in destroy, device kref',
    variant: fixes(hmmUnrefInDestroy, deviceKrefPutAfterUnlock),
  },
  {
    id: 'srcu',
    title: '+ hmm_unref in destroy, synchronize_srcu',
    variant: fixes(hmmUnrefInDestroy, synchronizeSrcu),
  },
  { id: 'r2-spinlock', title: 'next revision, only the spinlock', variant: fixes(r2Spinlock) },
  { id: 'r2', title: 'next revision on 4.1', variant: fixes(r2Spinlock, r2Wait) },
  {
    id: 'r2-4.12',
    title: 'next revision on 4.12',
    variant: fixes(r2Spinlock, r2Wait, srcuBarrier412),
  },
  {
    id: 'r2-release',
    title: 'next revision, ->release under the rwsem',
    variant: fixes(r2Spinlock, r2Wait, releaseAtMmDeath),
  },
]

/** The program of a cell: fixes that its scenario does not know make no difference there. */
export function cellVariant(
  row: GuaranteeRow,
  column: GuaranteeColumn,
  { fixes: known }: Pick<ScenarioDef, 'fixes'>,
): Variant {
  const { variant } = column
  const ids = variant.fixes.filter((id) => known.some((fix) => fix.id === id))
  return { ...variant, fixes: ids, questions: row.questions }
}
