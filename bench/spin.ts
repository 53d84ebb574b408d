/** How fast Spin's compiled checker goes through the states of a machine. */

import { hashBitsFor, runPan } from '../src/cli/spin/pan.ts'
import { StateSearch } from '../src/explore/state-search.ts'
import type { Machine } from '../src/machine/machine.ts'
import { exportPromela } from '../src/share/promela/export.ts'

export { whyNoSpin } from '../src/cli/spin/pan.ts'

export interface SpinTime {
  readonly states: number
  /** The checker's own time: neither generating nor compiling it is counted. */
  readonly seconds: number
  /** Bytes of a state. */
  readonly vector: number
}

/**
 * Searches the machine with Heddle first: what every word holds makes Spin's states as small as they can
 * be, and the number of states sizes its hash table. Throws when Spin's number of states is another.
 */
export async function timeSpin(machine: Machine): Promise<SpinTime> {
  const search = new StateSearch(machine, 'steps', { symmetry: false })
  while (!search.advance(65_536));
  const { states } = search.stats
  const widths = { ranges: search.ranges, isComplete: true }
  const model = exportPromela(machine, { about: ['timed'], widths })
  if (!model.ok) throw new Error(model.error)
  const pan = await runPan(model.value, {
    depth: states + 1_000,
    optimise: '-O2',
    hashBits: hashBitsFor(states),
  })
  if (pan.states !== states || pan.complaints.length > 0)
    throw new Error(
      `Spin finds ${pan.states} states instead of ${states}: ${pan.complaints.join(', ')}`,
    )
  return { states, seconds: pan.seconds, vector: pan.vector }
}
