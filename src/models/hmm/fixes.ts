/** The changes to v3 that can be switched on. Ids appear in links and never change. */

import type { FixDef, Variant } from '../../ir/program.ts'

/** Proposed in the review: unregistering waits for a notifier release that is still running. */
export const synchronizeSrcu: FixDef = {
  id: 'synchronize-srcu',
  title:
    'hmm_mirror_unregister waits for running notifiers: synchronize_srcu between kill and unref',
}

/** v3 on the kernel of its time, which is what the review talks about. */
export const asPosted: Variant = { fixes: [], mutex: 'count' }

/** In the order in which pickers list them. */
export const hmmFixes: readonly FixDef[] = [synchronizeSrcu]
