/**
 * The breadth-first search itself as WebAssembly. It takes steps by what was learned of them, on packed
 * states, some states at once, and keeps what is new. What is not known yet or has to be told comes back
 * to the caller. Nothing here belongs to one program: only the number of words of a state does.
 */

import {
  branch,
  branchIf,
  type Code,
  constant,
  load,
  ModuleBuilder,
  op,
  store,
} from './assembler.ts'
import { StateWords } from './state-words.ts'
import { defineExpand } from './expand.ts'
import { Locals, plus, repeat, scaled, share, shared, when } from './frame.ts'
import { keepChildren, touchKnown } from './keep.ts'
import { loopEnd, type LoopMemory, mostInBatch, mostSuspects } from './loop-memory.ts'

export const localNames = [
  'budget',
  'reason',
  // The batch, and the state of it that is expanded.
  'taken',
  'found',
  'end',
  'state',
  'from',
  'first',
  'child',
  'mask',
  'table',
  'states',
  // Of that state.
  'hash',
  'lane',
  'node',
  'enabled',
  'blocked',
  'all',
  'written',
  'plain',
  'plainlyWritten',
  'likely',
  'asleep',
  'faulty',
  'tried',
  'transitions',
  'at',
  'atEnd',
  'sum',
  'change',
  'changeEnd',
  'fetched',
  // Looking for the states that it leads to.
  'slot',
  'entry',
  'known',
  'highest',
  'before',
  'childEnd',
] as const

export interface LoopShape {
  readonly lanes: number
  /** Most that a state has. */
  readonly successors: number
  readonly words: number
  /** Some lane waits in a retry loop for any change. */
  readonly hasSpinners: boolean
  readonly memory: LoopMemory
}

export interface LoopParts extends LoopShape {
  readonly local: Locals<(typeof localNames)[number]>
  readonly packed: StateWords
}

/** Exports `run(budget) -> loopEnd` and `rehash()`, which fills the empty table. */
export function compileLoop(shape: LoopShape): Uint8Array<ArrayBuffer> {
  const module = new ModuleBuilder()
  const local = new Locals(localNames)
  const packed = new StateWords(shape.words)
  const body = runLoop({ ...shape, local, packed })
  module.define('run', 1, 1, local.count - 1, body)
  defineRehash(module, shape, packed)
  return module.build()
}

function runLoop(parts: LoopParts): Code {
  const { local, memory } = parts
  const { get, set } = bound(local)
  return [
    set('found', shared(memory, 'found')),
    set('taken', shared(memory, 'taken')),
    set('mask', shared(memory, 'mask')),
    set('table', shared(memory, 'table')),
    set('states', shared(memory, 'states')),
    op.loop,
    beginBatch(parts),
    defineExpand(parts),
    touchKnown(parts),
    keepChildren(parts),
    share(memory, 'found', get('found')),
    share(memory, 'transitions', plus(shared(memory, 'transitions'), get('transitions'))),
    set('budget', get('budget'), get('state'), get('taken'), op.sub, op.sub),
    set('taken', get('state')),
    share(memory, 'taken', get('taken')),
    when(get('reason'), get('reason'), op.return),
    branch(0),
    op.end,
    op.unreachable,
  ]
}

/** Decides how many states are expanded together, if any. */
function beginBatch({ local, memory, successors }: LoopParts): Code {
  const { get, set } = bound(local)
  const back = (reason: number): Code => [constant(reason), op.return]
  const word = (name: Parameters<typeof shared>[1]): Code => shared(memory, name)
  const least = (name: 'end', other: Code): Code =>
    set(name, get(name), other, get(name), other, op.lt, op.select)
  const room = (count: Code): Code => plus(get('found'), [count, constant(successors), op.mul])
  return [
    when([get('found'), word('mostStates'), op.gt], back(loopEnd.limit)),
    when([get('budget'), op.eqz], back(loopEnd.budget)),
    when([get('taken'), get('found'), op.eq], back(loopEnd.exhausted)),
    when(
      [plus(word('suspects'), constant(mostInBatch)), constant(mostSuspects), op.gt],
      back(loopEnd.suspects),
    ),
    when(
      [get('taken'), word('levelEnd'), op.eq],
      share(memory, 'depth', plus(word('depth'), constant(1))),
      share(memory, 'levelEnd', get('found')),
    ),
    set('end', get('budget')),
    least('end', [word('levelEnd'), get('taken'), op.sub]),
    least('end', constant(mostInBatch)),
    when(
      [
        [room(get('end')), word('capacity'), op.gt],
        [room(get('end')), word('mostStates'), op.gt, op.or],
      ],
      when([room(constant(1)), word('capacity'), op.gt], back(loopEnd.full)),
      set('end', constant(1)),
    ),
    set('end', plus(get('end'), get('taken'))),
    set('state', get('taken')),
    set('child', constant(memory.children)),
    set('reason', constant(0)),
    set('transitions', constant(0)),
  ]
}

/** The locals' own functions, to be named without them. */
export function bound<Name extends string>(
  local: Locals<Name>,
): Pick<Locals<Name>, 'get' | 'set' | 'add' | 'join'> {
  return {
    get: (name) => local.get(name),
    set: (name, ...value) => local.set(name, ...value),
    add: (name, by) => local.add(name, by),
    join: (name, ...bits) => local.join(name, ...bits),
  }
}

function defineRehash(module: ModuleBuilder, { memory }: LoopShape, packed: StateWords): void {
  const local = new Locals(['state', 'from', 'slot', 'hash', 'mask', 'table'])
  const { get, set, add } = bound(local)
  const place = plus(get('table'), scaled(get('slot'), 2))
  const body: Code = [
    set('mask', shared(memory, 'mask')),
    set('table', shared(memory, 'table')),
    set('from', shared(memory, 'states')),
    repeat(
      [get('state'), shared(memory, 'found'), op.eq, branchIf(1)],
      set('hash', packed.sum(get('from'))),
      packed.mix(local, 'hash'),
      set('slot', get('hash'), get('mask'), op.and),
      repeat(
        [place, load(0), op.eqz, branchIf(1)],
        set('slot', plus(get('slot'), constant(1)), get('mask'), op.and),
        branch(0),
      ),
      add('state', 1),
      [
        place,
        get('hash'),
        get('mask'),
        constant(-1),
        op.xor,
        op.and,
        get('state'),
        op.or,
        store(0),
      ],
      add('from', packed.bytes),
      branch(0),
    ),
  ]
  module.define('rehash', 0, 0, local.count, body)
}
