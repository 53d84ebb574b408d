/**
 * Whether a lane that sleeps in a state leads to one with a higher number. Asked where no step that was
 * taken does: then the state might lie on a circle.
 */

import { branch, branchIf, type Code, constant, load, loadByte, op } from './assembler.ts'
import { makeChild } from './children.ts'
import { expandLocals } from './expand-locals.ts'
import { bound, plus, repeat, scaled, shared, when } from './frame.ts'
import { alternativeKind, alternativesAt, alternativeWord, answerWord } from './loop-memory.ts'
import { ownAnswers } from './next-of-lane.ts'
import type { LoopParts } from './shape.ts'
import { findState, tableLocals } from './table.ts'

export const leadsHigherLocals = [
  ['state'],
  [...tableLocals, ...expandLocals[0], ...expandLocals[1].filter((name) => name !== 'state')],
] as const
type Parts = LoopParts<(typeof leadsHigherLocals)[number][number]>

/** `(state) -> 0 or 1`, for one of the states that were expanded last. */
export function leadsHigher(parts: Parts): Code {
  const { local, packed, lanes } = parts
  const { get, set, add, join } = bound(local)
  return [
    (['mask', 'table', 'states'] as const).map((name) => set(name, shared(name))),
    set('from', plus(get('states'), [get('state'), constant(packed.bytes), op.mul])),
    set('hash', packed.sum(get('from'))),
    set('own', ownAnswers(parts, get('state'))),
    op.loop,
    join('asleep', plus(get('own'), get('lane')), load(4), load(answerWord.asleep)),
    add('lane', 4),
    [get('lane'), constant(4 * lanes), op.ne, branchIf(0)],
    op.end,
    set('others', plus(shared('counts'), get('state')), loadByte(0)),
    repeat(
      [get('others'), op.eqz, branchIf(1)],
      set('lane', scaled([get('others'), op.countTrailingZeros], 2)),
      set('node', plus(get('own'), get('lane')), load(4)),
      tryAlternatives(parts),
      set('others', get('others'), [get('others'), constant(1), op.sub], op.and),
      branch(0),
    ),
    constant(0),
  ]
}

/** Returns 1 for one that does. */
function tryAlternatives(parts: Parts): Code {
  const { local } = parts
  const { get, set } = bound(local)
  // A state that was not found so far will be, and gets a higher number.
  const missing: Code = [constant(1), op.return]
  return [
    set('at', plus(get('node'), constant(alternativesAt(parts.answerWords)))),
    set('atEnd', get('node'), load(answerWord.end)),
    op.loop,
    when(
      [get('at'), load(alternativeWord.kind), constant(alternativeKind.fine), op.eq],
      set('child', shared('childrenEnd')),
      makeChild(parts),
      set('child', shared('childrenEnd')),
      findState(parts, missing),
      when([get('known'), get('state'), op.gt], constant(1), op.return),
    ),
    set('at', get('at'), load(alternativeWord.end)),
    [get('at'), get('atEnd'), op.ne, branchIf(0)],
    op.end,
  ]
}
