/** How many steps a state can have at most. */

import type { Machine } from '../machine/machine.ts'

/** One for each alternative of each lane. */
export function mostSuccessors(machine: Machine): number {
  return machine.lanes.reduce(
    (sum, { code }) =>
      sum +
      code.reduce(
        (most, instr) => Math.max(most, instr.op === 'choose' ? instr.options.length : 1),
        1,
      ),
    0,
  )
}
