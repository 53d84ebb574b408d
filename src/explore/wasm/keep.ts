/** The second part of a batch: looks for the states that its states lead to, and adds the new ones. */

import {
  branch,
  branchIf,
  call,
  type Code,
  constant,
  load,
  loadByte,
  op,
  store,
  storeByte,
} from './assembler.ts'
import { bound, plus, repeat, scaled, share, shared, when } from './frame.ts'
import { childExtra } from './loop-memory.ts'
import type { LoopParts } from './shape.ts'
import type { StateWords } from './state-words.ts'
import { eachLocals, entryAt, findEach, hasSameHash, knownState } from './table.ts'

export const keepLocals = [[], [...eachLocals, 'found', 'taken', 'from', 'before']] as const
type Parts = LoopParts<(typeof keepLocals)[1][number]>

/** In the order of the states of the batch and of their steps. */
export function keepChildren(parts: Parts, leadsHigher: number): Code {
  const { local, memory } = parts
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
      findEach(parts, append(parts), sleepLess(parts)),
      // A state from which every step leads back may lie on a circle.
      when(
        [get('highest'), get('from'), op.le],
        when(
          [get('from'), call(leadsHigher), op.eqz],
          [scaled(shared('suspects'), 2), get('from'), store(memory.suspects)],
          share('suspects', plus(shared('suspects'), constant(1))),
        ),
      ),
      [sleepSet(get('from')), get('found'), get('before'), op.sub, storeByte(0)],
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
      add('child', packed.bytes + 4 * childExtra),
      branch(0),
    ),
  ]
  return [
    each(get('entry')),
    each([[knownState(parts), get('table'), hasSameHash(parts), op.select], load(0)]),
    share('fetched', get('known')),
  ]
}

/** As a new state. */
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
    [sleepSet(get('known')), sleepSetOfChild(packed, get('child')), storeByte(0)],
  ]
}

/** Only those lanes sleep that sleep every time that the state is found. */
function sleepLess({ local, packed }: Parts): Code {
  const { get } = bound(local)
  const common: Code = [
    [sleepSet(get('known')), loadByte(0)],
    [sleepSetOfChild(packed, get('child')), op.and],
  ]
  return when(
    [get('known'), shared('levelEnd'), op.lt, op.eqz],
    [sleepSet(get('known')), common, storeByte(0)],
  )
}

/** Where the sleep set of a state is; once it is expanded, how many states were found from it. */
function sleepSet(state: Code): Code {
  return plus(shared('counts'), state)
}

function sleepSetOfChild({ bytes }: StateWords, child: Code): Code {
  return [child, load(bytes + 4)]
}
