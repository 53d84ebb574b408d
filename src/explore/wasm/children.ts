/** The states that a state leads to, one for each alternative of each lane that can take a step. */

import { branch, branchIf, type Code, constant, load, op, store } from './assembler.ts'
import type { ExpandParts } from './expand-locals.ts'
import { bound, either, plus, repeat, scaled, share, shared, when } from './frame.ts'
import { alternativeKind, alternativesAt, alternativeWord, answerWord } from './loop-memory.ts'

/** Of every lane that can take one. */
export function takeSteps(parts: ExpandParts): Code {
  const { local, lanes } = parts
  const { get, set, add } = bound(local)
  return [
    set('lane', constant(0)),
    op.loop,
    set('node', plus(get('own'), get('lane')), load(4)),
    when([get('node'), load(answerWord.enabled)], takeAlternatives(parts)),
    add('lane', 4),
    [get('lane'), constant(4 * lanes), op.ne, branchIf(0)],
    op.end,
  ]
}

function takeAlternatives(parts: ExpandParts): Code {
  const { local, memory } = parts
  const { get, set, add } = bound(local)
  const word = (name: keyof typeof alternativeWord): Code => [
    get('at'),
    load(alternativeWord[name]),
  ]
  return [
    set('at', plus(get('node'), constant(alternativesAt(parts.answerWords)))),
    set('atEnd', get('node'), load(answerWord.end)),
    op.loop,
    add('tried', 1),
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
function makeChild(parts: ExpandParts): Code {
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
    add('child', packed.bytes + 4),
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
