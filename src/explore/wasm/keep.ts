/** The second part of a batch: looks for the states that its states lead to, and adds the new ones. */

import { branch, branchIf, type Code, constant, load, op, store, storeByte } from './assembler.ts'
import { bound, plus, repeat, scaled, share, shared, when } from './frame.ts'
import type { LoopParts } from './shape.ts'

export const keepLocals = [
  [],
  [
    'found',
    'taken',
    'mask',
    'table',
    'states',
    'from',
    'before',
    'highest',
    'child',
    'childEnd',
    'sum',
    'slot',
    'entry',
    'known',
  ],
] as const
type Parts = LoopParts<(typeof keepLocals)[1][number]>

/** In the order of the states of the batch and of their steps. */
export function keepChildren(parts: Parts): Code {
  const { local, memory, packed } = parts
  const { get, set, add } = bound(local)
  const noted = scaled([get('from'), get('taken'), op.sub], 3)
  return [
    (['found', 'taken', 'mask', 'table', 'states'] as const).map((name) => set(name, shared(name))),
    touchKnown(parts),
    set('child', constant(memory.children)),
    set('from', get('taken')),
    repeat(
      [get('from'), shared('expanded'), op.eq, branchIf(1)],
      set('childEnd', noted, load(memory.batch)),
      set('highest', noted, load(memory.batch + 4)),
      set('before', get('found')),
      repeat(
        [get('child'), get('childEnd'), op.eq, branchIf(1)],
        findOrAdd(parts),
        set(
          'highest',
          [get('known'), get('highest')],
          [get('known'), get('highest'), op.gt, op.select],
        ),
        add('child', packed.bytes + 4),
        branch(0),
      ),
      [plus(shared('counts'), get('from')), get('found'), get('before'), op.sub],
      storeByte(0),
      // A state from which every step leads back may lie on a circle.
      when(
        [get('highest'), get('from'), op.le],
        [scaled(shared('suspects'), 2), get('from'), store(memory.suspects)],
        share('suspects', plus(shared('suspects'), constant(1))),
      ),
      add('from', 1),
      branch(0),
    ),
    share('found', get('found')),
    share('taken', get('from')),
  ]
}

/**
 * Reads what will be needed of the table, and then of the states that will be compared: the memory
 * fetches many at once.
 */
function touchKnown(parts: Parts): Code {
  const { local, memory, packed } = parts
  const { get, set, add } = bound(local)
  const each = (touch: Code): Code => [
    set('child', constant(memory.children)),
    repeat(
      [get('child'), shared('childrenEnd'), op.eq, branchIf(1)],
      set('sum', get('child'), load(packed.bytes)),
      set('entry', entryAt([get('sum'), get('mask'), op.and], get('table'))),
      set('known', get('known'), touch, op.or),
      add('child', packed.bytes + 4),
      branch(0),
    ),
  ]
  return [
    each(get('entry')),
    each([[knownState(parts), get('table'), hasSameHash(parts), op.select], load(0)]),
    share('fetched', get('known')),
  ]
}

/** `known` becomes the number of the state at `child`. */
function findOrAdd(parts: Parts): Code {
  const { local, packed } = parts
  const { get, set } = bound(local)
  return [
    set('sum', get('child'), load(packed.bytes)),
    set('slot', get('sum'), get('mask'), op.and),
    repeat(
      set('entry', entryAt(get('slot'), get('table'))),
      when([get('entry'), op.eqz], append(parts), branch(2)),
      when(
        hasSameHash(parts),
        when(
          packed.equal(knownState(parts), get('child')),
          set('known', get('entry'), get('mask'), op.and, constant(1), op.sub),
          branch(3),
        ),
      ),
      set('slot', plus(get('slot'), constant(1)), get('mask'), op.and),
      branch(0),
    ),
  ]
}

function append({ local, packed }: Parts): Code {
  const { get, set, add } = bound(local)
  return [
    set('known', plus(get('states'), [get('found'), constant(packed.bytes), op.mul])),
    packed.copy(get('known'), get('child')),
    set('known', get('found')),
    add('found', 1),
    // An entry is the number of a state plus one and, above it, as much of the hash as there is room for.
    plus(get('table'), scaled(get('slot'), 2)),
    [get('sum'), get('mask'), constant(-1), op.xor, op.and, get('found'), op.or, store(0)],
  ]
}

function entryAt(slot: Code, table: Code): Code {
  return [plus(table, scaled(slot, 2)), load(0)]
}

/** Address of the state that the entry means. */
function knownState({ local, packed }: Parts): Code {
  const { get } = bound(local)
  const number: Code = [get('entry'), get('mask'), op.and, constant(1), op.sub]
  return plus(get('states'), [number, constant(packed.bytes), op.mul])
}

function hasSameHash({ local }: Parts): Code {
  const { get } = bound(local)
  return [get('entry'), get('sum'), op.xor, get('mask'), constant(-1), op.xor, op.and, op.eqz]
}
