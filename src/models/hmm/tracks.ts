/** The strips beside the diagram that the HMM scenarios have in common. */

import type { TrackDef } from '../../ir/program.ts'

export const hmmLocks: readonly TrackDef[] = [
  { kind: 'lock', object: 'hmm', path: 'rwsem' },
  { kind: 'lock', object: 'device', path: 'mutex' },
]

export const mmapSem: TrackDef = { kind: 'lock', object: 'mm', path: 'mmap_sem' }

export const hmmRefcounts: readonly TrackDef[] = [
  { kind: 'refcount', object: 'mirror', path: 'kref' },
  { kind: 'refcount', object: 'hmm', path: 'kref' },
]

export const mmCount: TrackDef = { kind: 'refcount', object: 'mm', path: 'mm_count' }

export const hmmLifetimes: readonly TrackDef[] = [
  { kind: 'lifetime', object: 'mirror' },
  { kind: 'lifetime', object: 'hmm' },
  { kind: 'lifetime', object: 'device' },
  { kind: 'lifetime', object: 'mm' },
]
