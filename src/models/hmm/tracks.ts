/**
 * The strips beside the diagram that the HMM scenarios have in common: one for each object of the
 * name, however many there are. What a device has depends on the variant being built.
 */

import { fixed } from '../../build/scenario.ts'
import type { TrackDef } from '../../ir/program.ts'
import { hasDeviceKref, r2Spinlock } from './fixes.ts'

export function hmmLocks(): readonly TrackDef[] {
  return [
    { kind: 'lock', object: 'hmm', path: 'rwsem' },
    { kind: 'lock', object: 'device', path: fixed(r2Spinlock) ? 'lock' : 'mutex' },
  ]
}

export const mmapSem: TrackDef = { kind: 'lock', object: 'mm', path: 'mmap_sem' }

export function hmmRefcounts(): readonly TrackDef[] {
  return [
    { kind: 'refcount', object: 'mirror', path: 'kref' },
    { kind: 'refcount', object: 'hmm', path: 'kref' },
    ...(hasDeviceKref() ? [{ kind: 'refcount', object: 'device', path: 'kref' } as const] : []),
  ]
}

export const mmCount: TrackDef = { kind: 'refcount', object: 'mm', path: 'mm_count' }

export const hmmLifetimes: readonly TrackDef[] = [
  { kind: 'lifetime', object: 'mirror' },
  { kind: 'lifetime', object: 'hmm' },
  { kind: 'lifetime', object: 'device' },
  { kind: 'lifetime', object: 'mm' },
]
