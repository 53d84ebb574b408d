/** How far up the steps of a state lead. */

import { call, type Code, constant, load, op } from './assembler.ts'
import { bound, plus, shared, when } from './frame.ts'
import { loopEnd } from './loop-memory.ts'
import type { LoopParts } from './shape.ts'
import { eachLocals, findEach } from './table.ts'

export const highestLocals = [[], [...eachLocals, 'state']] as const
type Parts = LoopParts<(typeof highestLocals)[1][number]>

/**
 * `() -> number`: the highest number of a state that the one taken next leads to, above all numbers when
 * it has no steps or one that goes wrong, -1 when its steps are not known. All of them were found.
 */
export function highestAfter(parts: Parts, expand: number): Code {
  const { local, memory } = parts
  const { get, set } = bound(local)
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
    findEach(parts, []),
    get('highest'),
  ]
}
