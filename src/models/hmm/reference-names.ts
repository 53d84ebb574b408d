/**
 * Names of the references that are counted. Where a reference is taken and where it is dropped use the
 * same name, so that a leak report can say which one was never dropped.
 */

export const hmmReference = {
  /** What `mirror->hmm` stands for. In v3 nothing ever drops it. */
  mirror: 'mirror->hmm, taken in hmm_mirror_register',
  notifierRelease: 'hmm_notifier_release, while it runs',
  kill: 'hmm_mirror_kill, while it runs',
} as const

/** Of a device with a kref. */
export const deviceReference = {
  driver: 'the driver, until hmm_device_unregister',
  mirror: 'mirror->device',
} as const

export const mirrorReference = {
  caller: 'the caller of hmm_mirror_register',
  list: 'hmm->mirrors list',
} as const
