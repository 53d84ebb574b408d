/** Where an exchange puts lanes, objects and words. Throws with a reason when it cannot be done. */

import type { LaneId } from '../../machine/code.ts'
import { laneWord, type Machine } from '../../machine/machine.ts'
import {
  type ObjectId,
  type ObjectInfo,
  objectOf,
  objectStatus,
  wordName,
} from '../../machine/memory.ts'
import { Evaluator } from '../../machine/evaluator.ts'
import { silent } from '../../machine/events.ts'
import type { SymmetryDef } from '../../ir/program.ts'
import type { Exchange } from './group.ts'
import { startedPairs } from './same-code.ts'
import type { StateWords } from './words.ts'

export interface Motion {
  readonly lanes: readonly LaneId[]
  readonly objects: readonly ObjectId[]
  /** Of each word of a state. */
  readonly words: Int32Array
}

/** A one-to-one assignment that is being found; a second answer for the same thing is an error. */
class Assignment {
  readonly to = new Map<number, number>()
  private readonly from = new Map<number, number>()

  /** True when this is new. */
  set(one: number, other: number, describe: (which: number) => string): boolean {
    const known = this.to.get(one)
    const taken = this.from.get(other)
    if (known === other && taken === one) return false
    if (known !== undefined || taken !== undefined)
      throw new Error(
        `${describe(one)} would have to take the place of ${describe(other)} and of ${describe(known ?? taken ?? one)}`,
      )
    this.to.set(one, other)
    this.from.set(other, one)
    return true
  }
}

export class MotionFinder {
  private readonly machine: Machine
  private readonly start: Int32Array
  private readonly words: StateWords
  private readonly lanes = new Assignment()
  private readonly objects = new Assignment()
  /** Words that move by themselves, without their object. */
  private readonly single = new Assignment()
  private pending: (readonly [ObjectId, ObjectId])[] = []

  constructor(machine: Machine, start: Int32Array, words: StateWords) {
    this.machine = machine
    this.start = start
    this.words = words
  }

  find(symmetries: readonly SymmetryDef[], exchange: Exchange): Motion {
    for (const [i, { members }] of symmetries.entries()) {
      for (const [from, to] of (exchange[i] ?? []).entries()) {
        const [one, other] = [members[from], members[to]]
        if (one === undefined || other === undefined) continue
        this.pairThreads(one.threads, other.threads)
        this.pairWords(one.words, other.words)
      }
    }
    this.completeLanes()
    this.pairArguments()
    this.completeObjects()
    return this.motion()
  }

  private pairThreads(one: readonly string[], other: readonly string[]): void {
    if (one.length !== other.length) throw new Error('a member has more threads than another')
    for (const [i, letter] of one.entries()) {
      this.pairLanes(this.threadOf(letter), this.threadOf(other[i] ?? ''))
    }
  }

  private threadOf(letter: string): LaneId {
    const lane = this.machine.lanes.findIndex(
      (each) => each.kind === 'thread' && each.letter === letter,
    )
    if (lane < 0) throw new Error(`there is no thread ${letter}`)
    return lane
  }

  private pairLanes(from: LaneId, to: LaneId): void {
    const { lanes } = this.machine
    if (!this.lanes.set(from, to, (lane) => `thread ${lanes[lane]?.letter}`)) return
    const pairs = startedPairs(lanes[from]!, lanes[to]!)
    if (typeof pairs === 'string')
      throw new Error(`threads ${lanes[from]?.letter} and ${lanes[to]?.letter}: ${pairs}`)
    for (const [one, other] of pairs) this.pairLanes(one, other)
  }

  private completeLanes(): void {
    for (const lane of this.machine.lanes.keys())
      if (this.lanes.to.get(lane) === undefined) this.pairLanes(lane, lane)
    // What a lane allocates moves with it.
    for (const { lane, struct, objects } of this.machine.memory.pools) {
      const to = this.lanes.to.get(lane)
      if (lane === this.machine.setupLane || to === undefined) continue
      const pool = this.machine.memory.pools.find(
        (each) => each.lane === to && each.struct === struct,
      )
      for (const [i, object] of objects.entries()) this.pairObjects(object, pool?.objects[i] ?? -1)
    }
  }

  private pairWords(one: readonly string[], other: readonly string[]): void {
    for (const [i, name] of one.entries()) {
      const [from, to] = [this.wordsOf(name), this.wordsOf(other[i] ?? '')]
      if (from.length !== to.length) throw new Error(`${name} and ${other[i]} differ in size`)
      for (const [at, word] of from.entries()) this.pairSingle(word, to[at]!)
    }
  }

  /** Global words whose name is or begins with `name`. */
  private wordsOf(name: string): readonly number[] {
    const found = this.machine.memory.objects.flatMap((object) =>
      object.kind === 'global' ? this.named(object, name) : [],
    )
    if (found.length === 0) throw new Error(`there is no variable ${name}`)
    return found
  }

  private named({ base, size }: ObjectInfo, name: string): readonly number[] {
    const all = Array.from({ length: size }, (_, i) => base + i)
    return all.filter((word) => {
      const full = wordName(this.machine.memory, word)
      return full === name || full.startsWith(`${name}[`) || full.startsWith(`${name}.`)
    })
  }

  private pairSingle(one: number, other: number): void {
    const { memory } = this.machine
    this.single.set(one, other, (word) => wordName(memory, word))
    const offset = one - (objectOf(memory, one)?.base ?? 0)
    if (objectOf(memory, one)?.words[offset]?.type.kind === 'ptr') this.pairPointers(one, other)
  }

  private pairPointers(one: number, other: number): void {
    this.pairAddresses(this.start[one]!, this.start[other]!, () =>
      wordName(this.machine.memory, one),
    )
  }

  private pairAddresses(one: number, other: number, describe: () => string): void {
    const { memory } = this.machine
    const [from, to] = [objectOf(memory, one), objectOf(memory, other)]
    if (from === undefined && to === undefined && one === other) return
    const isAlike = from !== undefined && to !== undefined && one - from.base === other - to.base
    if (!isAlike) throw new Error(`${describe()} does not point to the like`)
    // The address of a variable's word: those words move as they are declared to.
    if (from.kind === 'pool' || to.kind === 'pool') this.pairObjects(from.id, to.id)
  }

  private pairObjects(one: ObjectId, other: ObjectId): void {
    const { objects } = this.machine.memory
    if (this.objects.set(one, other, (id) => objects[id]?.name ?? 'an object that is not there'))
      this.pending.push([one, other])
  }

  private pairArguments(): void {
    const evaluator = new Evaluator(this.machine, this.start, silent)
    for (const [lane, args] of this.machine.threadArgs.entries()) {
      const to = this.lanes.to.get(lane) ?? lane
      const thread = this.machine.program.threads[lane]
      for (const [i, arg] of args.entries()) {
        if (thread?.fn.params[i]?.type.kind !== 'ptr') continue
        const other = this.machine.threadArgs[to]?.[i] ?? arg
        const values = [evaluator.peek(lane, arg), evaluator.peek(to, other)] as const
        this.pairAddresses(...values, () => `an argument of thread ${thread.letter}`)
      }
    }
  }

  /** Follows pointers from what is paired; everything else stays where it is, and so must its pointees. */
  private completeObjects(): void {
    const { objects } = this.machine.memory
    this.followPointers()
    for (const { id } of objects) {
      if (this.objects.to.get(id) !== undefined) continue
      this.pairObjects(id, id)
      this.followPointers()
    }
  }

  private followPointers(): void {
    const { objects } = this.machine.memory
    for (let pair = this.pending.pop(); pair !== undefined; pair = this.pending.pop()) {
      const [one, other] = [objects[pair[0]]!, objects[pair[1]]!]
      if (one.size !== other.size) throw new Error(`${one.name} and ${other.name} differ in size`)
      for (const [i, { type }] of one.words.entries()) {
        const word = one.base + i
        if (type.kind === 'ptr' && this.isLive(one.id))
          this.pairPointers(word, this.single.to.get(word) ?? other.base + i)
      }
    }
  }

  private isLive(id: ObjectId): boolean {
    return this.start[this.machine.statusBase + id] === objectStatus.live
  }

  private motion(): Motion {
    const { machine } = this
    const { memory, statusBase, laneBase } = machine
    const lanes = [...machine.lanes.keys()].map((lane) => this.lanes.to.get(lane) ?? lane)
    const objects = memory.objects.map(({ id }) => this.objects.to.get(id) ?? id)
    const words = Int32Array.from({ length: machine.stateSize }, (_, word) => word)
    for (const { id, base, size } of memory.objects) {
      const to = memory.objects[objects[id]!]!
      words[statusBase + id] = statusBase + to.id
      for (let i = 0; i < size; i++) words[base + i] = to.base + i
    }
    this.turnLaneArrays(words, lanes)
    for (const [one, other] of this.single.to) words[one] = other
    for (const [lane, { slots }] of machine.lanes.entries()) {
      for (let i = 0; i < laneWord.locals + slots; i++)
        words[laneBase[lane]! + i] = laneBase[lanes[lane]!]! + i
    }
    return { lanes, objects, words }
  }

  private turnLaneArrays(words: Int32Array, lanes: readonly LaneId[]): void {
    for (const { first, size } of this.words.laneArrays) {
      const to = words[first]!
      for (const [lane, other] of lanes.entries()) {
        for (let i = 0; i < size; i++) words[first + lane * size + i] = to + other * size + i
      }
    }
  }
}
