/** The first part of a batch: what each state of it leads to, and whether something has to be told. */

import { branch, branchIf, type Code, constant, load, op, store } from './assembler.ts'
import { either, plus, repeat, scaled, share, shared, when } from './frame.ts'
import { bound, type LoopParts } from './loop.ts'
import {
  alternativeKind,
  alternativeWord,
  answerWord,
  loopEnd,
  noChild,
  nodeWord,
  pairPlaces,
} from './loop-memory.ts'

/** Marks a state whose steps need not be compared with its number: see `keepChildren`. */
export const beyondAll = 0x7fffffff

/** Expands the states from `taken` to `end`; `state` is then one past the last that was. */
export function defineExpand(parts: LoopParts): Code {
  const { local, memory, packed } = parts
  const { get, set, add } = bound(local)
  const zero = (
    name: 'enabled' | 'blocked' | 'all' | 'written' | 'plain' | 'plainlyWritten',
  ): Code => set(name, constant(0))
  return repeat(
    set('from', plus(get('states'), [get('state'), constant(packed.bytes), op.mul])),
    set('hash', packed.sum(get('from'))),
    set('first', get('child')),
    (['enabled', 'blocked', 'all', 'written', 'plain', 'plainlyWritten'] as const).map(zero),
    set('likely', constant(0)),
    set('asleep', constant(0)),
    set('faulty', constant(0)),
    set('tried', constant(0)),
    set('lane', constant(0)),
    op.loop,
    findAnswer(parts),
    // Two blocks around this loop; what was made of this state so far is made again.
    when(
      [get('node'), constant(noChild), op.eq],
      set('child', get('first')),
      set('reason', constant(loopEnd.unknown)),
      share(memory, 'unknown', [get('lane'), constant(2), op.shrUnsigned]),
      branch(3),
    ),
    useAnswer(parts),
    add('lane', 4),
    [get('lane'), constant(4 * parts.lanes), op.ne, branchIf(0)],
    op.end,
    takeSteps(parts),
    noteState(parts),
    add('state', 1),
    set('transitions', plus(get('transitions'), get('tried'))),
    when(
      [get('enabled'), op.eqz, shared(memory, 'news'), op.or],
      set('reason', constant(loopEnd.telling)),
    ),
    when(get('likely'), lookAtPairs(parts)),
    when(
      get('reason'),
      share(memory, 'enabled', get('enabled')),
      share(memory, 'blocked', get('blocked')),
      branch(2),
    ),
    [get('state'), get('end'), op.ne, branchIf(0)],
  )
}

/** Goes down the lane's tree. */
function findAnswer({ local, memory }: LoopParts): Code {
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
  ]
}

function useAnswer(parts: LoopParts): Code {
  const { local, memory } = parts
  const { get, set, join } = bound(local)
  const word = (name: keyof typeof answerWord): Code => [get('node'), load(answerWord[name])]
  const sets = ['all', 'written', 'plain', 'plainlyWritten'] as const
  const common = (mine: (typeof sets)[number], before: (typeof sets)[number]): Code => [
    word(mine),
    get(before),
    op.and,
  ]
  return [
    set('node', get('node'), constant(1), op.sub),
    [get('lane'), get('node'), store(memory.answers)],
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

/** Of every lane that can take one. */
function takeSteps(parts: LoopParts): Code {
  const { local, memory, lanes } = parts
  const { get, set, add } = bound(local)
  return [
    set('lane', constant(0)),
    op.loop,
    set('node', get('lane'), load(memory.answers)),
    when([get('node'), load(answerWord.enabled)], takeAlternatives(parts)),
    add('lane', 4),
    [get('lane'), constant(4 * lanes), op.ne, branchIf(0)],
    op.end,
  ]
}

function takeAlternatives(parts: LoopParts): Code {
  const { local, memory } = parts
  const { get, set, add } = bound(local)
  const word = (name: keyof typeof alternativeWord): Code => [
    get('at'),
    load(alternativeWord[name]),
  ]
  return [
    set('at', plus(get('node'), constant(answerWord.alternatives))),
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
          [scaled(shared(memory, 'news'), 2), word('entry'), store(memory.news)],
          share(memory, 'news', plus(shared(memory, 'news'), constant(1))),
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
function makeChild(parts: LoopParts): Code {
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
    // All are looked for together later: meanwhile the memory fetches what that needs.
    local.join(
      'fetched',
      plus(get('table'), scaled([get('sum'), get('mask'), op.and], 2)),
      load(0),
    ),
    add('child', packed.bytes + 4),
  ]
}

/** What the step wrote is news to lanes that wait for any change. */
function markSleepers({ local, memory }: LoopParts): Code {
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

function noteState({ local, memory }: LoopParts): Code {
  const { get } = bound(local)
  const at = scaled([get('state'), get('taken'), op.sub], 3)
  const highest: Code = [
    [constant(beyondAll), constant(-1)],
    [get('faulty'), get('enabled'), op.eqz, op.or, op.select],
  ]
  return [
    [at, get('child'), store(memory.batch)],
    [at, highest, store(memory.batch + 4)],
  ]
}

/** Whether any two next steps that may race were not looked at yet. */
function lookAtPairs({ local, memory, lanes }: LoopParts): Code {
  const { get, set, add } = bound(local)
  const word = (of: 'node' | 'at', name: keyof typeof answerWord): Code => [
    get(of),
    load(answerWord[name]),
  ]
  const both = (one: keyof typeof answerWord, other: keyof typeof answerWord): Code => [
    word('node', one),
    word('at', other),
    op.and,
  ]
  const mayRace: Code = [
    [both('written', 'plain'), both('plain', 'written'), op.or],
    [both('plainlyWritten', 'all'), op.or, both('all', 'plainlyWritten'), op.or],
  ]
  const place = scaled(get('slot'), 3)
  return [
    set('lane', constant(0)),
    repeat(
      set('node', get('lane'), load(memory.answers)),
      set('atEnd', plus(get('lane'), constant(4))),
      repeat(
        [get('atEnd'), constant(4 * lanes), op.eq, branchIf(1)],
        set('at', get('atEnd'), load(memory.answers)),
        add('atEnd', 4),
        [mayRace, op.eqz, branchIf(0)],
        set('slot', pairSlot(get('node'), get('at'))),
        repeat(
          set('known', place, load(memory.pairs)),
          when([get('known'), op.eqz], set('reason', constant(loopEnd.telling)), branch(2)),
          [
            [get('known'), get('node'), op.eq],
            [place, load(memory.pairs + 4), get('at'), op.eq],
          ],
          [op.and, branchIf(1)],
          set('slot', plus(get('slot'), constant(1)), constant(pairPlaces - 1), op.and),
          branch(0),
        ),
        branch(0),
      ),
      add('lane', 4),
      [get('lane'), constant(4 * lanes), op.ne, branchIf(0)],
    ),
  ]
}

/** As `pairSlotOf`. */
function pairSlot(one: Code, other: Code): Code {
  return [
    plus([one, constant(pairFactors[0]), op.mul], [other, constant(pairFactors[1]), op.mul]),
    [constant(32 - Math.log2(pairPlaces)), op.shrUnsigned],
  ]
}

const pairFactors = [0x9e3779b1 | 0, 0x85ebca6b | 0] as const

/** Where to begin to look for a pair of answers. */
export function pairSlotOf(one: number, other: number): number {
  const sum = (Math.imul(one, pairFactors[0]) + Math.imul(other, pairFactors[1])) | 0
  return sum >>> (32 - Math.log2(pairPlaces))
}
