/** Pairs of next steps that may race, and were not looked at yet. */

import { branch, branchIf, type Code, constant, load, op } from './assembler.ts'
import type { ExpandParts } from './expand-locals.ts'
import { bound, plus, repeat, scaled, when } from './frame.ts'
import { answerWord, loopEnd, pairPlaces } from './loop-memory.ts'

/** Whether any two next steps that may race were not looked at yet. */
export function lookAtPairs({ local, memory, lanes }: ExpandParts): Code {
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
      set('node', plus(get('own'), get('lane')), load(4)),
      set('atEnd', plus(get('lane'), constant(4))),
      repeat(
        [get('atEnd'), constant(4 * lanes), op.eq, branchIf(1)],
        set('at', plus(get('own'), get('atEnd')), load(4)),
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
