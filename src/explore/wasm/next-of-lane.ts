/** What each lane does next in a state: as in the state that it was found from, or by the lane's tree. */

import { branch, branchIf, type Code, constant, load, loadByte, op, store } from './assembler.ts'
import type { ExpandParts } from './expand-locals.ts'
import { bound, either, plus, repeat, shared, when } from './frame.ts'
import { recentWords } from '../recent-states.ts'
import type { LoopShape } from './shape.ts'
import { answerWord, decidedAt, noChild, nodeWord, noState } from './loop-memory.ts'

/**
 * Finds out from which state this one was found, and where it differs: what no difference decides about
 * the lanes do as there. `inherited` becomes 0 when that is not known any more.
 */
export function inherit(parts: ExpandParts): Code {
  const { local, memory, packed } = parts
  const { get, set, add } = bound(local)
  const parentWords = plus(get('states'), [get('parent'), constant(packed.bytes), op.mul])
  return [
    set('parent', shared('parent')),
    set('left', shared('left')),
    repeat(
      [get('left'), branchIf(1)],
      add('parent', 1),
      set('left', plus(shared('counts'), get('parent')), loadByte(0)),
      branch(0),
    ),
    add('left', -1),
    set('inherited', ownAnswers(parts, get('parent'))),
    either(
      [get('inherited'), load(0), get('parent'), op.eq],
      [
        set('sum', parentWords),
        packed.differences(constant(memory.differing), get('from'), get('sum')),
      ],
      set('inherited', constant(0)),
    ),
    set('own', ownAnswers(parts, get('state'))),
    [get('own'), constant(noState), store(0)],
  ]
}

/** Where the number of a state and its answers are, if it is one of the recent ones. */
export function ownAnswers({ lanes }: LoopShape, state: Code): Code {
  const entry: Code = [state, shared('recentMask'), op.and]
  return plus(shared('recent'), [entry, constant(4 * recentWords(lanes)), op.mul])
}

/** `node` becomes the answer of the lane, or `noChild`. */
export function nextOfLane(parts: ExpandParts): Code {
  const { local, memory, packed } = parts
  const { get, set } = bound(local)
  const deciding = plus(get('node'), constant(answerWord.deciding))
  const decided = plus(get('node'), constant(decidedAt(parts.answerWords)))
  return either(
    get('inherited'),
    [
      set('node', plus(get('inherited'), get('lane')), load(4)),
      when(
        [packed.disjoint(constant(memory.differing), deciding), op.eqz],
        // Mostly it goes on as it did last time from there.
        set('before', get('node')),
        set('node', get('node'), load(answerWord.after)),
        when(
          [get('node'), op.eqz, packed.agree(get('from'), deciding, decided), op.eqz, op.or],
          findAnswer(parts),
          [get('before'), knownAnswer(get('node')), store(answerWord.after)],
        ),
      ),
    ],
    findAnswer(parts),
  )
}

/** 0 for `noChild`. */
function knownAnswer(node: Code): Code {
  return [node, constant(0), [node, constant(noChild), op.ne], op.select]
}

/** Goes down the lane's tree; as an address afterwards, or `noChild`. */
function findAnswer({ local, memory }: ExpandParts): Code {
  const { get, set } = bound(local)
  const word: Code = [plus(get('from'), [get('node'), load(nodeWord.offset)]), load(0)]
  const turned: Code = [word, get('node'), load(nodeWord.turn), op.rotr]
  const cut: Code = [turned, get('node'), load(nodeWord.mask), op.and]
  return [
    set('node', get('lane'), load(memory.roots)),
    repeat(
      [get('node'), constant(1), op.and, branchIf(1)],
      set('node', plus(get('node'), cut), load(nodeWord.children)),
      branch(0),
    ),
    when([get('node'), constant(noChild), op.ne], set('node', get('node'), constant(1), op.sub)),
  ]
}

/** Takes it into account. */
export function noteAnswer(parts: ExpandParts): Code {
  const { local } = parts
  const { get, join } = bound(local)
  const word = (name: keyof typeof answerWord): Code => [get('node'), load(answerWord[name])]
  const sets = ['all', 'written', 'plain', 'plainlyWritten'] as const
  const common = (mine: (typeof sets)[number], before: (typeof sets)[number]): Code => [
    word(mine),
    get(before),
    op.and,
  ]
  return [
    [plus(get('own'), get('lane')), get('node'), store(4)],
    join('asleep', word('asleep')),
    either(
      word('enabled'),
      [
        join('enabled', word('enabled')),
        join('likely', common('written', 'plain'), common('plain', 'written'), op.or),
        join('likely', common('plainlyWritten', 'all'), common('all', 'plainlyWritten'), op.or),
        sets.map((name) => join(name, word(name))),
      ],
      join('blocked', word('blocked')),
    ),
  ]
}
