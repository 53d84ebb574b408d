/** The first part of a batch: what each state of it leads to, and whether something has to be told. */

import { branch, branchIf, type Code, constant, loadByte, op, store } from './assembler.ts'
import { takeSteps } from './children.ts'
import type { ExpandParts } from './expand-locals.ts'
import { bound, plus, repeat, scaled, share, shared, when } from './frame.ts'
import { loopEnd, noChild } from './loop-memory.ts'
import { inherit, nextOfLane, noteAnswer } from './next-of-lane.ts'
import { lookAtPairs } from './pairs.ts'

/** Marks a state whose steps need not be compared with its number: see `keepChildren`. */
const beyondAll = 0x7fffffff

/** `(end, sleepers) -> loopEnd`: expands states from the next one up to `end`, as long as all is known. */
export function expandBatch(parts: ExpandParts): Code {
  const { local, memory } = parts
  const { get, set } = bound(local)
  return [
    set('states', shared('states')),
    set('state', shared('taken')),
    set('child', constant(memory.children)),
    expandStates(parts),
    share('expanded', get('state')),
    share('childrenEnd', get('child')),
    share('transitions', plus(shared('transitions'), get('transitions'))),
    get('reason'),
  ]
}

function expandStates(parts: ExpandParts): Code {
  const { local, packed } = parts
  const { get, set, add } = bound(local)
  const zeros = (
    ['enabled', 'blocked', 'all', 'written', 'plain', 'plainlyWritten', 'likely', 'asleep'] as const
  ).map((name) => set(name, constant(0)))
  return repeat(
    set('from', plus(get('states'), [get('state'), constant(packed.bytes), op.mul])),
    set('hash', packed.sum(get('from'))),
    set('first', get('child')),
    inherit(parts),
    zeros,
    set('faulty', constant(0)),
    set('tried', constant(0)),
    set('sleepSet', plus(shared('counts'), get('state')), loadByte(0)),
    set('sleepSet', get('sleepSet'), get('sleepers'), op.and),
    set('lane', constant(0)),
    op.loop,
    nextOfLane(parts),
    // Two blocks around this loop; what was made of this state so far is made again.
    when(
      [get('node'), constant(noChild), op.eq],
      set('child', get('first')),
      set('reason', constant(loopEnd.unknown)),
      share('unknown', [get('lane'), constant(2), op.shrUnsigned]),
      branch(3),
    ),
    noteAnswer(parts),
    add('lane', 4),
    [get('lane'), constant(4 * parts.lanes), op.ne, branchIf(0)],
    op.end,
    takeSteps(parts),
    // Complete now.
    [get('own'), get('state'), store(0)],
    share('parent', get('parent')),
    share('left', get('left')),
    noteState(parts),
    add('state', 1),
    set('transitions', plus(get('transitions'), get('tried'))),
    when([get('enabled'), op.eqz, shared('news'), op.or], set('reason', constant(loopEnd.telling))),
    when(get('likely'), lookAtPairs(parts)),
    [get('reason'), branchIf(1)],
    [get('state'), get('end'), op.ne, branchIf(0)],
  )
}

function noteState({ local, memory }: ExpandParts): Code {
  const { get } = bound(local)
  const at = scaled([get('state'), shared('taken'), op.sub], 3)
  const highest: Code = [
    [constant(beyondAll), constant(-1)],
    [get('faulty'), get('enabled'), op.eqz, op.or, op.select],
  ]
  return [
    [at, get('child'), store(memory.batch)],
    [at, highest, store(memory.batch + 4)],
  ]
}
