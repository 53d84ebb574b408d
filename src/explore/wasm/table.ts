/** The table of the states found: open addressing, numbers of states with a part of their hash. */

import { branch, branchIf, type Code, constant, load, op } from './assembler.ts'
import { bound, plus, repeat, scaled, when } from './frame.ts'
import { childExtra } from './loop-memory.ts'
import type { LoopParts } from './shape.ts'

/** `mask`, `table` and `states` as they are shared; `child` is the address of the state looked for. */
export const tableLocals = [
  'mask',
  'table',
  'states',
  'child',
  'sum',
  'slot',
  'entry',
  'known',
] as const
type TableParts = LoopParts<(typeof tableLocals)[number]>
export const eachLocals = [...tableLocals, 'childEnd', 'highest'] as const
type EachParts = LoopParts<(typeof eachLocals)[number]>

/**
 * `known` becomes the number of the state at `child`, and `found` is done; where there is none `missing` is
 * done, with `slot` the place for it.
 */
export function findState(parts: TableParts, missing: Code, found: Code = []): Code {
  const { local, packed } = parts
  const { get, set } = bound(local)
  return [
    set('sum', get('child'), load(packed.bytes)),
    set('slot', get('sum'), get('mask'), op.and),
    repeat(
      set('entry', entryAt(get('slot'), get('table'))),
      when([get('entry'), op.eqz], missing, branch(2)),
      when(
        hasSameHash(parts),
        when(
          packed.equal(knownState(parts), get('child')),
          set('known', get('entry'), get('mask'), op.and, constant(1), op.sub),
          found,
          branch(3),
        ),
      ),
      set('slot', plus(get('slot'), constant(1)), get('mask'), op.and),
      branch(0),
    ),
  ]
}

/** `findState` for each from `child` up to `childEnd`; `highest` grows to the highest of their numbers. */
export function findEach(parts: EachParts, missing: Code, found: Code = []): Code {
  const { local, packed } = parts
  const { get, set, add } = bound(local)
  return repeat(
    [get('child'), get('childEnd'), op.eq, branchIf(1)],
    findState(parts, missing, found),
    set(
      'highest',
      [get('known'), get('highest')],
      [get('known'), get('highest'), op.gt, op.select],
    ),
    add('child', packed.bytes + 4 * childExtra),
    branch(0),
  )
}

export function entryAt(slot: Code, table: Code): Code {
  return [plus(table, scaled(slot, 2)), load(0)]
}

/** Address of the state that the entry means. */
export function knownState({ local, packed }: TableParts): Code {
  const { get } = bound(local)
  const number: Code = [get('entry'), get('mask'), op.and, constant(1), op.sub]
  return plus(get('states'), [number, constant(packed.bytes), op.mul])
}

export function hasSameHash({ local }: TableParts): Code {
  const { get } = bound(local)
  return [get('entry'), get('sum'), op.xor, get('mask'), constant(-1), op.xor, op.and, op.eqz]
}
