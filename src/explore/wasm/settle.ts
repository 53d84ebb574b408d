/**
 * Looks at suspects once more: states of which no step that was taken led to a higher one. Steps of lanes
 * that slept may.
 */

import { branch, branchIf, call, type Code, constant, load, op, store } from './assembler.ts'
import { bound, either, plus, repeat, scaled, share, shared, when } from './frame.ts'
import { childExtra, loopEnd } from './loop-memory.ts'
import type { LoopParts } from './shape.ts'
import { findState, tableLocals } from './table.ts'

export const settleLocals = [
  [],
  [...tableLocals, 'at', 'end', 'kept', 'from', 'highest', 'childEnd'],
] as const
type Parts = LoopParts<(typeof settleLocals)[1][number]>

/** Above every number of a state. */
const beyondAll = 0x7fffffff

/** `() ->`: leaves out those that some step leads up from. */
export function settleSuspects(parts: Parts, expand: number): Code {
  const { local, memory } = parts
  const { get, set, add } = bound(local)
  return [
    (['mask', 'table', 'states'] as const).map((name) => set(name, shared(name))),
    set('at', constant(memory.suspects)),
    set('kept', get('at')),
    set('end', plus(get('at'), scaled(shared('suspects'), 2))),
    repeat(
      [get('at'), get('end'), op.eq, branchIf(1)],
      set('from', get('at'), load(0)),
      findHighest(parts, expand),
      when(
        [get('highest'), get('from'), op.le],
        [get('kept'), get('from'), store(0)],
        add('kept', 4),
      ),
      add('at', 4),
      branch(0),
    ),
    share('suspects', [
      get('kept'),
      constant(memory.suspects),
      op.sub,
      constant(2),
      op.shrUnsigned,
    ]),
  ]
}

/** `highest` becomes the highest number of a state after `from`, or -1 where its steps are not known. */
function findHighest(parts: Parts, expand: number): Code {
  const { local, memory, packed } = parts
  const { get, set, add } = bound(local)
  return [
    share('taken', get('from')),
    // As if nothing were known of the state that it was found from.
    share('parent', constant(-1)),
    share('left', constant(1)),
    either(
      [plus(get('from'), constant(1)), constant(0), call(expand), constant(loopEnd.unknown), op.eq],
      set('highest', constant(-1)),
      [
        set('childEnd', constant(0), load(memory.batch)),
        set('highest', constant(0), load(memory.batch + 4)),
        set('child', constant(memory.children)),
        repeat(
          [get('child'), get('childEnd'), op.eq, branchIf(1)],
          // One that was not found so far will be, and gets a higher number.
          findState(parts, set('known', constant(beyondAll))),
          set(
            'highest',
            [get('known'), get('highest')],
            [get('known'), get('highest'), op.gt, op.select],
          ),
          add('child', packed.bytes + 4 * childExtra),
          branch(0),
        ),
      ],
    ),
  ]
}
