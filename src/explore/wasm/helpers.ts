/** Functions that every compiled step uses: checked memory accesses, faults, the undo log. */

import type { Machine } from '../../machine/machine.ts'
import { objectStatus } from '../../machine/memory.ts'
import {
  call,
  type Code,
  concat,
  constant,
  getGlobal,
  getLocal,
  load,
  loadByte,
  type ModuleBuilder,
  op,
  setGlobal,
  setLocal,
  store,
  storeByte,
} from './assembler.ts'
import { accessBits, logPairs, mostAccesses, type StepMemory } from './layout.ts'

export interface Helpers {
  /** Globals. */
  readonly crashed: number
  readonly quiet: number
  readonly faulted: number
  readonly news: number
  readonly wrote: number
  readonly logged: number
  readonly accessed: number
  /** 1 after a fault in quiet mode. */
  readonly doubted: number
  /** Row of the instruction being executed, times the heap size. */
  readonly place: number
  /** `(index, value)`: writes a word of the state and logs the old one. */
  readonly write: number
  /** `(address)`: a fault about that address at the present place. */
  readonly fault: number
  readonly crash: number
  /** `(address, flags) -> usable`: checks and records an access. */
  readonly check: number
  /** `(address, flags) -> value` */
  readonly load: number
  /** `(address, value, flags)` */
  readonly store: number
  /** `(base, index, size, length) -> address` */
  readonly element: number
  /** `(left, right) -> left % right`, 0 for a zero divisor. */
  readonly rem: number
  /** `(address) -> object` or -1 */
  readonly objectOf: number
}

/** The byte address of a state word whose number is on the stack. */
const toBytes: Code = [...constant(2), ...op.shl]

export function defineHelpers(module: ModuleBuilder, machine: Machine, at: StepMemory): Helpers {
  const [crashed, quiet, faulted, news, wrote, logged, accessed, place, doubted] = Array.from(
    { length: 9 },
    () => module.global(),
  ) as [number, number, number, number, number, number, number, number, number]
  const { size } = machine.memory
  const add = (global: number, by: number): Code => [
    ...getGlobal(global),
    ...constant(by),
    ...op.add,
    ...setGlobal(global),
  ]

  const write = module.fn(
    2,
    0,
    1,
    concat([
      getLocal(0),
      toBytes,
      load(0),
      setLocal(2),
      getLocal(2),
      getLocal(1),
      op.ne,
      op.if,
      // A step longer than the log cannot be undone.
      getGlobal(logged),
      constant(logPairs),
      op.ge,
      op.if,
      op.unreachable,
      op.end,
      getGlobal(logged),
      constant(3),
      op.shl,
      getLocal(0),
      store(at.log),
      getGlobal(logged),
      constant(3),
      op.shl,
      getLocal(2),
      store(at.log + 4),
      add(logged, 1),
      getLocal(0),
      toBytes,
      getLocal(1),
      store(0),
      op.end,
    ]),
  )

  // In quiet mode (looking whether a wait is over, ghosts) nothing is told.
  const fault = module.fn(
    1,
    0,
    1,
    concat([
      getGlobal(quiet),
      op.if,
      constant(1),
      setGlobal(doubted),
      op.return,
      op.end,
      constant(1),
      setGlobal(faulted),
      getGlobal(place),
      getLocal(0),
      op.add,
      setLocal(1),
      getLocal(1),
      loadByte(at.told),
      op.eqz,
      op.if,
      getLocal(1),
      constant(1),
      storeByte(at.told),
      constant(1),
      setGlobal(news),
      op.end,
    ]),
  )
  const crash = module.fn(
    1,
    0,
    0,
    concat([
      getGlobal(crashed),
      op.eqz,
      op.if,
      getLocal(0),
      call(fault),
      constant(1),
      setGlobal(crashed),
      op.end,
    ]),
  )

  const objectOf = module.fn(
    1,
    1,
    0,
    concat([
      getLocal(0),
      constant(size),
      op.geUnsigned,
      op.if,
      constant(-1),
      op.return,
      op.end,
      getLocal(0),
      toBytes,
      load(at.objects),
    ]),
  )

  const check = module.fn(
    2,
    1,
    2,
    concat([
      getGlobal(crashed),
      op.if,
      constant(0),
      op.return,
      op.end,
      getLocal(0),
      call(objectOf),
      setLocal(2),
      getLocal(2),
      constant(0),
      op.lt,
      op.if,
      constant(0),
      call(crash),
      constant(0),
      op.return,
      op.end,
      getLocal(2),
      toBytes,
      load(4 * machine.statusBase),
      setLocal(3),
      getLocal(3),
      constant(objectStatus.unallocated),
      op.eq,
      op.if,
      constant(0),
      call(crash),
      constant(0),
      op.return,
      op.end,
      getLocal(3),
      constant(objectStatus.freed),
      op.eq,
      op.if,
      getLocal(0),
      call(fault),
      op.end,
      getGlobal(quiet),
      op.eqz,
      op.if,
      // More accesses than that cannot be compared.
      getGlobal(accessed),
      constant(mostAccesses),
      op.ge,
      op.if,
      op.unreachable,
      op.end,
      getGlobal(accessed),
      toBytes,
      getLocal(0),
      constant(accessBits.shift),
      op.shl,
      getLocal(1),
      op.or,
      store(at.accesses),
      add(accessed, 1),
      op.end,
      constant(1),
    ]),
  )

  const loadWord = module.fn(
    2,
    1,
    0,
    concat([
      getLocal(0),
      getLocal(1),
      call(check),
      op.eqz,
      op.if,
      constant(0),
      op.return,
      op.end,
      getLocal(0),
      toBytes,
      load(0),
    ]),
  )
  const storeWord = module.fn(
    3,
    0,
    0,
    concat([
      getLocal(0),
      getLocal(2),
      call(check),
      op.eqz,
      op.if,
      op.return,
      op.end,
      constant(1),
      setGlobal(wrote),
      getLocal(0),
      getLocal(1),
      call(write),
    ]),
  )
  const element = module.fn(
    4,
    1,
    0,
    concat([
      getLocal(1),
      getLocal(3),
      op.geUnsigned,
      op.if,
      constant(0),
      call(crash),
      constant(0),
      op.return,
      op.end,
      getLocal(0),
      getLocal(1),
      getLocal(2),
      op.mul,
      op.add,
    ]),
  )
  const rem = module.fn(
    2,
    1,
    0,
    concat([
      getLocal(1),
      op.eqz,
      op.if,
      constant(0),
      op.return,
      op.end,
      getLocal(0),
      getLocal(1),
      op.rem,
    ]),
  )
  return {
    crashed,
    quiet,
    faulted,
    news,
    wrote,
    logged,
    accessed,
    place,
    doubted,
    write,
    fault,
    crash,
    check,
    load: loadWord,
    store: storeWord,
    element,
    rem,
    objectOf,
  }
}
