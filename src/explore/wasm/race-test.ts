/**
 * Whether next steps race, as WebAssembly. First by sets of addresses, folded into one word each: most
 * states are done with then. After that access by access.
 */

import type { LaneId } from '../../machine/code.ts'
import {
  branch,
  branchIf,
  call,
  type Code,
  concat,
  constant,
  getGlobal,
  getLocal,
  load,
  op,
  setGlobal,
  setLocal,
} from './assembler.ts'
import { accessBits } from './layout.ts'
import type { LoopParts } from './loop.ts'
import { laneWord } from '../../machine/machine.ts'
import { toldRaces } from './loop-memory.ts'

export interface RaceTest {
  /** Function `(lane)`: takes the accesses of a lane's next step into account. */
  readonly note: number
  /** Global: 1 when two lanes may race. */
  readonly likely: number
  readonly forget: Code
  /** Function: 1 when two lanes do race and it is not known to have been told. */
  readonly isNew: number
}

export function defineRaceTest(parts: LoopParts): RaceTest {
  return new RaceTests(parts).define()
}

/** All addresses, those written, those of plain accesses, and those of plain writes. */
const sets = 4

class RaceTests {
  private readonly parts: LoopParts
  private readonly likely: number
  private readonly before: readonly number[]

  constructor(parts: LoopParts) {
    this.parts = parts
    this.likely = parts.module.global()
    this.before = Array.from({ length: sets }, () => parts.module.global())
  }

  define(): RaceTest {
    const zero = [this.likely, ...this.before].map((each) => [constant(0), setGlobal(each)])
    return { note: this.note(), likely: this.likely, forget: concat(zero), isNew: this.isNew() }
  }

  private note(): number {
    const { module, loop, steps } = this.parts
    const [lane, at, end, access, bit, all, written, plain, both] = [0, 1, 2, 3, 4, 5, 6, 7, 8]
    const [allBefore = 0, writtenBefore = 0, plainBefore = 0, bothBefore = 0] = this.before
    const join = (set: number): Code => [getLocal(set), getLocal(bit), op.or, setLocal(set)]
    const isMarked: Code = [getLocal(access), constant(accessBits.marked), op.and]
    const common = (set: number, before: number): Code => [getLocal(set), getGlobal(before), op.and]
    const keep = (set: number, before: number): Code => [
      [getLocal(set), getGlobal(before), op.or, setGlobal(before)],
    ]
    return module.fn(
      1,
      0,
      8,
      concat([
        [getLocal(lane), constant(2), op.shl, load(loop.starts), constant(2), op.shl, setLocal(at)],
        [getLocal(lane), constant(2), op.shl, load(loop.ends), constant(2), op.shl, setLocal(end)],
        [op.block, op.loop, getLocal(at), getLocal(end), op.eq, branchIf(1)],
        [getLocal(at), load(steps.accesses), setLocal(access)],
        [constant(1), getLocal(access), constant(accessBits.shift), op.shr, op.shl, setLocal(bit)],
        [join(all), isMarked, op.eqz, op.if, join(plain), op.end],
        [getLocal(access), constant(accessBits.write), op.and, op.if, join(written)],
        [isMarked, op.eqz, op.if, join(both), op.end, op.end],
        [getLocal(at), constant(4), op.add, setLocal(at), branch(0), op.end, op.end],
        [common(written, plainBefore), common(plain, writtenBefore), op.or],
        [common(both, allBefore), op.or, common(all, bothBefore), op.or],
        [op.if, constant(1), setGlobal(this.likely), op.end],
        [keep(all, allBefore), keep(written, writtenBefore)],
        [keep(plain, plainBefore), keep(both, bothBefore)],
      ]),
    )
  }

  private isNew(): number {
    const { module, machine, loop } = this.parts
    const isNewPair = this.isNewPair()
    const enabled = (lane: LaneId): Code => [
      [constant(0), load(loop.word.enabled), constant(1 << lane), op.and],
    ]
    const parts: Code[] = []
    for (let left = 0; left < machine.setupLane; left++) {
      parts.push(enabled(left), op.if)
      for (let right = left + 1; right < machine.setupLane; right++) {
        parts.push(enabled(right), op.if, this.placeOf(left), this.placeOf(right))
        parts.push(constant(4 * left), constant(4 * right), call(isNewPair), op.if)
        parts.push(constant(1), op.return, op.end, op.end)
      }
      parts.push(op.end)
    }
    return module.fn(0, 1, 0, concat([...parts, constant(0)]))
  }

  private placeOf(lane: LaneId): Code {
    const { machine, steps } = this.parts
    const pc = 4 * (machine.laneBase[lane]! + laneWord.pc)
    return [constant(0), load(pc), constant(steps.rowOf[lane]!), op.add]
  }

  /** `(place, place, lane * 4, lane * 4)` */
  private isNewPair(): number {
    const { module, loop, steps } = this.parts
    const [onePlace, otherPlace, one, other, end, otherAt, otherEnd, first, second] = [
      0, 1, 2, 3, 4, 5, 6, 7, 8,
    ]
    const slot = 9
    const bytes: Code = [constant(2), op.shl]
    return module.fn(
      4,
      1,
      6,
      concat([
        [getLocal(one), load(loop.ends), bytes, setLocal(end)],
        [getLocal(other), load(loop.ends), bytes, setLocal(otherEnd)],
        [getLocal(one), load(loop.starts), bytes, setLocal(one)],
        [op.block, op.loop, getLocal(one), getLocal(end), op.eq, branchIf(1)],
        [getLocal(one), load(steps.accesses), setLocal(first)],
        [getLocal(other), load(loop.starts), bytes, setLocal(otherAt)],
        [op.block, op.loop, getLocal(otherAt), getLocal(otherEnd), op.eq, branchIf(1)],
        [getLocal(otherAt), load(steps.accesses), setLocal(second)],
        [getLocal(otherAt), constant(4), op.add, setLocal(otherAt)],
        [
          getLocal(first),
          getLocal(second),
          op.xor,
          constant(accessBits.shift),
          op.shr,
          branchIf(0),
        ],
        [
          getLocal(first),
          getLocal(second),
          op.or,
          constant(accessBits.write),
          op.and,
          op.eqz,
          branchIf(0),
        ],
        [
          getLocal(first),
          getLocal(second),
          op.and,
          constant(accessBits.marked),
          op.and,
          branchIf(0),
        ],
        [getLocal(first), constant(accessBits.shift), op.shr, setLocal(first)],
        [
          getLocal(onePlace),
          constant(31),
          op.mul,
          getLocal(otherPlace),
          constant(17),
          op.mul,
          op.add,
        ],
        [getLocal(first), constant(7), op.mul, op.add, constant(toldRaces.entries - 1), op.and],
        [constant(toldRaces.bytes), op.mul, setLocal(slot)],
        [getLocal(slot), load(loop.told), getLocal(onePlace), op.ne],
        [getLocal(slot), load(loop.told + 4), getLocal(otherPlace), op.ne, op.or],
        [getLocal(slot), load(loop.told + 8), getLocal(first), op.ne, op.or],
        [op.if, constant(1), op.return, op.end],
        [getLocal(one), load(steps.accesses), setLocal(first)],
        [branch(0), op.end, op.end],
        [getLocal(one), constant(4), op.add, setLocal(one), branch(0), op.end, op.end],
        constant(0),
      ]),
    )
  }
}

/** Where a told race is noted, in bytes: it then is none that `isNew` finds. */
export function toldAt(onePlace: number, otherPlace: number, address: number): number {
  return (
    toldRaces.bytes * ((31 * onePlace + 17 * otherPlace + 7 * address) & (toldRaces.entries - 1))
  )
}
