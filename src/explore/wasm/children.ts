/**
 * The states that a state leads to, one for each alternative of each lane that can take a step and is not
 * in the state's sleep set: where that lane leads to is found from elsewhere.
 *
 * A lane is put to sleep in a child when it was passed before (its step was taken, or it slept already) and
 * its step is independent of the one taken: then that step can be taken first, too. Of a state that is
 * found more than once before it is expanded those lanes sleep that sleep every time. So the way to a
 * state that is least, lane by lane, among all shortest ones is never left out: states are found at the
 * same depth, from the same state and in the same order as without sleep sets.
 */

import { branch, branchIf, type Code, constant, load, load64, op, store } from './assembler.ts'
import type { ExpandParts } from './expand-locals.ts'
import { bound, either, plus, repeat, scaled, share, shared, when } from './frame.ts'
import {
  alternativeKind,
  alternativesAt,
  alternativeWord,
  answerWord,
  childExtra,
} from './loop-memory.ts'

export function takeSteps(parts: ExpandParts): Code {
  const { local, lanes } = parts
  const { get, set, add, join } = bound(local)
  const bit: Code = [get('node'), load(answerWord.enabled)]
  return [
    set('passed', get('sleepSet')),
    set('lane', constant(0)),
    op.loop,
    set('node', plus(get('own'), get('lane')), load(4)),
    when(
      bit,
      set('tried', get('tried'), get('node'), load(answerWord.ways), op.add),
      when(
        [bit, get('sleepSet'), op.and, op.eqz],
        putToSleep(parts),
        takeAlternatives(parts),
        join('passed', bit),
      ),
    ),
    add('lane', 4),
    [get('lane'), constant(4 * lanes), op.ne, branchIf(0)],
    op.end,
  ]
}

/** `childSleeps` becomes the sleep set of the states that the lane leads to. */
function putToSleep({ local }: ExpandParts): Code {
  const { get, set, join } = bound(local)
  const common = (one: 'node' | 'at', other: 'node' | 'at'): Code => [
    [get(one), load64(answerWord.reads)],
    [get(other), load64(answerWord.writes), op.and64],
  ]
  return [
    set('childSleeps', constant(0)),
    set('others', get('passed'), get('sleepers'), op.and),
    set(
      'others',
      get('others'),
      [get('node'), load(answerWord.enabled), constant(-1), op.xor],
      op.and,
    ),
    repeat(
      [get('others'), op.eqz, branchIf(1)],
      set('at', plus(get('own'), scaled([get('others'), op.countTrailingZeros], 2)), load(4)),
      when(
        [common('node', 'at'), common('at', 'node'), op.or64, op.eqz64],
        join('childSleeps', get('at'), load(answerWord.enabled)),
      ),
      set('others', get('others'), [get('others'), constant(1), op.sub], op.and),
      branch(0),
    ),
  ]
}

function takeAlternatives(parts: ExpandParts): Code {
  const { local, memory } = parts
  const { get, set } = bound(local)
  const word = (name: keyof typeof alternativeWord): Code => [
    get('at'),
    load(alternativeWord[name]),
  ]
  return [
    set('at', plus(get('node'), constant(alternativesAt(parts.answerWords)))),
    set('atEnd', get('node'), load(answerWord.end)),
    op.loop,
    either(
      word('kind'),
      [
        set('faulty', constant(1)),
        when(
          [word('kind'), constant(alternativeKind.faulty), op.eq],
          [get('at'), constant(alternativeKind.told), store(alternativeWord.kind)],
          [scaled(shared('news'), 2), word('entry'), store(memory.news)],
          share('news', plus(shared('news'), constant(1))),
        ),
      ],
      makeChild(parts),
    ),
    set('at', word('end')),
    [get('at'), get('atEnd'), op.ne, branchIf(0)],
    op.end,
  ]
}

/** The state after the step, behind those before it. */
export function makeChild(parts: ExpandParts): Code {
  const { local, packed } = parts
  const { get, set, add } = bound(local)
  const target = plus(get('child'), [get('change'), load(0)])
  return [
    packed.copy(get('child'), get('from')),
    set('change', plus(get('at'), constant(alternativeWord.changes))),
    set('changeEnd', get('at'), load(alternativeWord.end)),
    repeat(
      [get('change'), get('changeEnd'), op.eq, branchIf(1)],
      [target, target, load(0), get('change'), load(4), op.add, store(0)],
      add('change', 8),
      branch(0),
    ),
    set('sum', plus(get('hash'), [get('at'), load(alternativeWord.hash)])),
    parts.hasSpinners ? markSleepers(parts) : [],
    packed.mix(local, 'sum'),
    [get('child'), get('sum'), store(packed.bytes)],
    [get('child'), get('childSleeps'), store(packed.bytes + 4)],
    add('child', packed.bytes + 4 * childExtra),
  ]
}

/** What the step wrote is news to lanes that wait for any change. */
function markSleepers({ local, memory }: ExpandParts): Code {
  const { get, set, add } = bound(local)
  const others: Code = [
    get('asleep'),
    [get('node'), load(answerWord.enabled), constant(-1), op.xor, op.and],
  ]
  const mark = scaled(get('change'), 4)
  const target = plus(get('child'), [mark, load(memory.marks)])
  return when(
    [get('at'), load(alternativeWord.wakes)],
    set('changeEnd', others),
    set('change', constant(0)),
    repeat(
      [get('changeEnd'), op.eqz, branchIf(1)],
      when(
        [get('changeEnd'), constant(1), op.and],
        [target, target, load(0), mark, load(memory.marks + 4), op.add, store(0)],
        set('sum', plus(get('sum'), [mark, load(memory.marks + 8)])),
      ),
      add('change', 1),
      set('changeEnd', get('changeEnd'), constant(1), op.shrUnsigned),
      branch(0),
    ),
  )
}
