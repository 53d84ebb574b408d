/** How far up the steps of a state lead. */

import { branch, branchIf, call, type Code, constant, load, op } from './assembler.ts'
import { bound, plus, repeat, shared, when } from './frame.ts'
import { childExtra, loopEnd } from './loop-memory.ts'
import type { LoopParts } from './shape.ts'
import { findState, tableLocals } from './table.ts'

export const highestLocals = [[], [...tableLocals, 'state', 'highest', 'childEnd']] as const
type Parts = LoopParts<(typeof highestLocals)[1][number]>

/**
 * `() -> number`: the highest number of a state that the one taken next leads to, above all numbers when
 * it has no steps or one that goes wrong, -1 when its steps are not known. All of them were found.
 */
export function highestAfter(parts: Parts, expand: number): Code {
  const { local, memory, packed } = parts
  const { get, set, add } = bound(local)
  return [
    (['mask', 'table', 'states'] as const).map((name) => set(name, shared(name))),
    set('state', shared('taken')),
    when(
      [
        plus(get('state'), constant(1)),
        constant(0),
        call(expand),
        constant(loopEnd.unknown),
        op.eq,
      ],
      [constant(-1), op.return],
    ),
    set('childEnd', constant(0), load(memory.batch)),
    set('highest', constant(0), load(memory.batch + 4)),
    set('child', constant(memory.children)),
    repeat(
      [get('child'), get('childEnd'), op.eq, branchIf(1)],
      findState(parts, []),
      set(
        'highest',
        [get('known'), get('highest')],
        [get('known'), get('highest'), op.gt, op.select],
      ),
      add('child', packed.bytes + 4 * childExtra),
      branch(0),
    ),
    get('highest'),
  ]
}
