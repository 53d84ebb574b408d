/** What of a run's view is not in that of another run: an edit leaves most of the rows as they are. */

import { type ListPatch, listPatch, patchedList } from '../util/list-patch.ts'
import { isSameData } from '../util/same.ts'
import type { RunView } from './view.ts'

const lists = ['steps', 'calls', 'waits', 'tracks', 'violations', 'next'] as const
type List = (typeof lists)[number]

type ListPatches = { readonly [L in List]: ListPatch<RunView[L][number]> }

/** The other fields are short, and sent as they are. */
export type RunPatch = Omit<RunView, List> & {
  readonly patches: ListPatches
  /** Checksum of the run that it is a patch for. */
  readonly base: string
}

export function runPatch(before: RunView, after: RunView): RunPatch {
  const { steps, calls, waits, tracks, violations, next, ...rest } = after
  const patches: ListPatches = {
    steps: listPatch(before.steps, steps, isSameData),
    calls: listPatch(before.calls, calls, isSameData),
    waits: listPatch(before.waits, waits, isSameData),
    tracks: listPatch(before.tracks, tracks, isSameData),
    violations: listPatch(before.violations, violations, isSameData),
    next: listPatch(before.next, next, isSameData),
  }
  return { ...rest, patches, base: before.checksum }
}

/** With the same objects where nothing has changed; undefined when the patch is for another run. */
export function patchedRun(before: RunView, patch: RunPatch): RunView | undefined {
  const { patches, base, ...rest } = patch
  if (base !== before.checksum) return undefined
  const steps = patchedList(before.steps, patches.steps)
  const calls = patchedList(before.calls, patches.calls)
  const waits = patchedList(before.waits, patches.waits)
  const tracks = patchedList(before.tracks, patches.tracks)
  const violations = patchedList(before.violations, patches.violations)
  const next = patchedList(before.next, patches.next)
  if (steps === undefined || calls === undefined || waits === undefined) return undefined
  if (tracks === undefined || violations === undefined || next === undefined) return undefined
  return { ...rest, steps, calls, waits, tracks, violations, next }
}
