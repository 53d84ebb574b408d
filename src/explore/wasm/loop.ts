/**
 * The breadth-first search itself as WebAssembly. It takes steps by what was learned of them, on packed
 * states, some states at once, and keeps what is new. What is not known yet or has to be told comes back
 * to the caller. Nothing here belongs to one program: only the number of words of a state does.
 */

import {
  branch,
  branchIf,
  call,
  type Code,
  constant,
  load,
  ModuleBuilder,
  op,
  store,
} from './assembler.ts'
import { StateWords } from './state-words.ts'
import { expandBatch } from './expand.ts'
import { expandLocals } from './expand-locals.ts'
import { bound, Locals, plus, repeat, scaled, share, shared, when } from './frame.ts'
import { keepChildren, keepLocals } from './keep.ts'
import { highestAfter, highestLocals } from './highest.ts'
import { leadsHigher, leadsHigherLocals } from './leads-higher.ts'
import {
  inBatch,
  loopEnd,
  type LoopWord,
  mostInBatch,
  mostSuspects,
  sleepers,
} from './loop-memory.ts'
import type { LoopParts, LoopShape } from './shape.ts'

/**
 * Exports `run(budget) -> loopEnd`, its parts `expand(end, sleepers) -> loopEnd` and `keep()`,
 * `rehash(first, end)`, which puts states into the table, and `highest()`: see `highestAfter`.
 */
export function compileLoop(shape: LoopShape): Uint8Array<ArrayBuffer> {
  const module = new ModuleBuilder()
  const packed = new StateWords(shape.words)
  const define = <Name extends string>(
    name: string,
    results: number,
    names: readonly [params: readonly Name[], rest: readonly Name[]],
    body: (parts: LoopParts<Name>) => Code,
  ): number => {
    const [params, rest] = names
    const local = new Locals([...params, ...rest])
    const code = body({ ...shape, local, packed })
    return module.define(name, params.length, results, rest.length, code)
  }
  const expand = define('expand', 1, expandLocals, expandBatch)
  const leads = define('leadsHigher', 1, leadsHigherLocals, leadsHigher)
  const keep = define('keep', 0, keepLocals, (parts) => keepChildren(parts, leads))
  define('run', 1, runLocals, (parts) => runLoop(parts, expand, keep))
  define('rehash', 0, rehashLocals, rehash)
  define('highest', 1, highestLocals, (parts) => highestAfter(parts, expand))
  return module.build()
}

const runLocals = [['budget'], ['reason', 'end']] as const
type RunLocal = (typeof runLocals)[number][number]

function runLoop(parts: LoopParts<RunLocal>, expand: number, keep: number): Code {
  const { get, set } = bound(parts.local)
  return [
    op.loop,
    beginBatch(parts),
    set('budget', plus(get('budget'), shared('taken'))),
    set('reason', get('end'), constant(sleepers), call(expand)),
    call(keep),
    set('budget', get('budget'), shared('taken'), op.sub),
    when(get('reason'), get('reason'), op.return),
    branch(0),
    op.end,
    op.unreachable,
  ]
}

/** Decides how many states are expanded together, if any. */
function beginBatch({ local, packed, successors }: LoopParts<RunLocal>): Code {
  const { get, set } = bound(local)
  const back = (reason: number): Code => [constant(reason), op.return]
  const word = (name: LoopWord): Code => shared(name)
  const least = (name: 'end', other: Code): Code =>
    set(name, get(name), other, get(name), other, op.lt, op.select)
  const [found, taken] = [word('found'), word('taken')]
  const room = (count: Code): Code => plus(found, [count, constant(successors), op.mul])
  return [
    when([found, word('mostStates'), op.gt], back(loopEnd.limit)),
    when([get('budget'), op.eqz], back(loopEnd.budget)),
    when([taken, found, op.eq], back(loopEnd.exhausted)),
    when(
      [plus(word('suspects'), constant(mostInBatch)), constant(mostSuspects), op.gt],
      back(loopEnd.suspects),
    ),
    when(
      [taken, word('levelEnd'), op.eq],
      share('depth', plus(word('depth'), constant(1))),
      share('levelEnd', found),
    ),
    set('end', get('budget')),
    least('end', [word('levelEnd'), taken, op.sub]),
    least('end', constant(inBatch(packed.words))),
    when(
      [
        [room(get('end')), word('capacity'), op.gt],
        [room(get('end')), word('mostStates'), op.gt, op.or],
      ],
      when([room(constant(1)), word('capacity'), op.gt], back(loopEnd.full)),
      set('end', constant(1)),
    ),
    set('end', plus(get('end'), taken)),
  ]
}

const rehashLocals = [
  ['state', 'end'],
  ['part', 'next', 'from', 'at', 'slot', 'hash', 'mask', 'table', 'fetched'],
] as const
/** States that are put into the table together: first what they need of it is read. */
const mostInPart = 64

function rehash(parts: LoopParts<(typeof rehashLocals)[number][number]>): Code {
  const { local, packed, memory } = parts
  const { get, set, add } = bound(local)
  const place = plus(get('table'), scaled(get('slot'), 2))
  const home = set('slot', get('hash'), get('mask'), op.and)
  const touch: Code = [
    set('hash', packed.sum(get('from'))),
    packed.mix(local, 'hash'),
    [get('at'), get('hash'), store(0)],
    home,
    set('fetched', get('fetched'), place, load(0), op.or),
    add('from', packed.bytes),
    add('next', 1),
  ]
  const insert: Code = [
    set('hash', get('at'), load(0)),
    home,
    repeat(
      [place, load(0), op.eqz, branchIf(1)],
      set('slot', plus(get('slot'), constant(1)), get('mask'), op.and),
      branch(0),
    ),
    add('state', 1),
    [place, get('hash'), get('mask'), constant(-1), op.xor, op.and],
    [get('state'), op.or, store(0)],
  ]
  const throughPart = (state: 'next' | 'state', each: Code): Code => [
    set('at', constant(memory.children)),
    repeat([get(state), get('part'), op.eq, branchIf(1)], each, add('at', 4), branch(0)),
  ]
  return [
    set('mask', shared('mask')),
    set('table', shared('table')),
    set('from', plus(shared('states'), [get('state'), constant(packed.bytes), op.mul])),
    repeat(
      [get('state'), get('end'), op.eq, branchIf(1)],
      set('part', plus(get('state'), constant(mostInPart))),
      set('part', get('part'), get('end'), get('part'), get('end'), op.lt, op.select),
      set('next', get('state')),
      throughPart('next', touch),
      throughPart('state', insert),
      branch(0),
    ),
    share('fetched', get('fetched')),
  ]
}
