/**
 * Which Promela variable holds which word of a state: the heap and the objects' status are arrays,
 * because pointers reach them; what belongs to a lane is a variable of its own.
 */

import type { Address, LaneCode, LaneId, Slot } from '../../machine/code.ts'
import { laneWord, type Machine } from '../../machine/machine.ts'
import { type ObjectId, wordName } from '../../machine/memory.ts'
import { ensure } from '../../util/ensure.ts'

/** Smallest and greatest value. */
export interface Range {
  readonly min: number
  readonly max: number
}

/** What the words of a state hold in reachable states, to make the model's state vector small. */
export interface Widths {
  /** A word that is not named keeps its first value for ever. */
  readonly ranges: ReadonlyMap<number, Range>
  /** Every reachable state was looked at; otherwise the model checks that its values fit. */
  readonly isComplete: boolean
}

interface Variable {
  readonly name: string
  /** In a declaration; undefined for one that is an element of an array. */
  readonly declared: string | undefined
  /** Whether every word fits, so that no check is needed. */
  readonly isWide: boolean
}

/** Stands in the tables of addresses for "none". */
export const none = 65_535

export class Variables {
  readonly machine: Machine
  readonly initial: Int32Array
  private readonly widths: Widths | undefined
  /** By word of the state. Between steps the hidden ones always hold the same. */
  private readonly variables = new Map<number, Variable>()
  /** Words that the step being written has in a variable of its own. */
  private readonly worked = new Map<number, string>()
  /** Addresses that have an element in `mem`, in its order. */
  private readonly changing: readonly Address[]
  private readonly pooled: readonly ObjectId[]

  /** Without `widths` every word that may change is as wide as it can be. */
  constructor(machine: Machine, initial: Int32Array, widths: Widths | undefined) {
    this.machine = machine
    this.initial = initial
    this.widths = widths
    const { memory, statusBase } = machine
    const addresses = Array.from({ length: memory.size - memory.first }, (_, i) => memory.first + i)
    this.changing = addresses.filter((address) => this.isStored(address))
    this.pooled = memory.objects.filter(({ kind }) => kind === 'pool').map(({ id }) => id)
    // Within a step memory may hold more than between steps, so it is always checked.
    const isWide = this.memoryType() === 'int'
    const places = new Map(this.changing.map((address, i) => [address, i]))
    for (const [i, address] of addresses.entries()) {
      const place = places.get(address)
      const name = place === undefined ? `fixed[${i}]` : `mem[${place}]`
      const fits = place === undefined || isWide
      this.variables.set(address, { name, declared: undefined, isWide: fits })
    }
    for (const [i, id] of this.pooled.entries()) {
      const name = `obj[${i}]`
      this.variables.set(statusBase + id, { name, declared: undefined, isWide: true })
    }
    for (let lane = 0; lane < machine.setupLane; lane++) this.addLane(lane)
  }

  private addLane(lane: LaneId): void {
    const { machine } = this
    const { letter, slots, code } = this.codeOf(lane)
    const base = machine.laneBase[lane] ?? 0
    const add = (word: number, name: string, most: number | undefined): void => {
      const index = base + word
      const known = most === undefined ? this.widths?.ranges.get(index) : { min: 0, max: most }
      const type = scalarType(known)
      const declared = this.isStored(index) ? declaration(type, name) : `hidden int ${name}`
      const isWide = most !== undefined || this.isTrusted || type === 'int'
      this.variables.set(index, { name, declared, isWide })
    }
    add(laneWord.pc, `${letter}_pc`, code.length - 1)
    add(laneWord.status, `${letter}_is`, 3)
    if (this.spins(lane)) add(laneWord.dirty, `${letter}_dirty`, 1)
    for (let slot = 0; slot < slots; slot++)
      add(laneWord.locals + slot, `${letter}_${slot}`, undefined)
  }

  codeOf(lane: LaneId): LaneCode {
    return ensure(this.machine.lanes[lane], `lane ${lane}`)
  }

  /** Whether the lane has a loop that calls cpu_relax(). */
  spins(lane: LaneId): boolean {
    return this.codeOf(lane).code.some((instr) => instr.spin)
  }

  private get isTrusted(): boolean {
    return this.widths?.isComplete ?? true
  }

  /** Whether a word belongs to a state: those that never differ between two states need not. */
  private isStored(index: number): boolean {
    const { widths } = this
    return widths === undefined || !widths.isComplete || widths.ranges.has(index)
  }

  private memoryType(): 'short' | 'int' {
    const { widths, initial } = this
    if (widths === undefined) return 'int'
    const fits = this.changing.every((address) => {
      const first = initial[address] ?? 0
      const { min, max } = widths.ranges.get(address) ?? { min: first, max: first }
      return min >= -0x8000 && max <= 0x7fff
    })
    return fits ? 'short' : 'int'
  }

  /** Whether variables are only as wide as what they hold between steps. */
  get isNarrow(): boolean {
    return this.widths !== undefined
  }

  /** From now on a word is worked on in another variable; `undefined` ends that. */
  workOn(index: number, name: string | undefined): void {
    if (name === undefined) this.worked.delete(index)
    else this.worked.set(index, name)
  }

  /** The value of a word of the state, as an expression. */
  value(index: number): string {
    return this.worked.get(index) ?? this.variableOf(index).name
  }

  /** Statements that give a word of the state a value, the check that it fits included. */
  assign(index: number, value: string): readonly string[] {
    const worked = this.worked.get(index)
    if (worked !== undefined) return [`${worked} = ${value}`]
    const { name, isWide } = this.variableOf(index)
    if (isWide) return [`${name} = ${value}`]
    // A state that went wrong is not kept, so what it holds need not fit.
    return [`fit = ${value}`, `${name} = fit`, `assert(is_wrong || ${name} == fit)`]
  }

  private variableOf(index: number): Variable {
    return ensure(this.variables.get(index), `variable of word ${index}`)
  }

  slot(lane: LaneId, slot: Slot): number {
    return (this.machine.laneBase[lane] ?? 0) + laneWord.locals + slot
  }

  lane(lane: LaneId, word: keyof typeof laneWord): number {
    return (this.machine.laneBase[lane] ?? 0) + laneWord[word]
  }

  /** Global variables with their first values, and the tables that pointers are looked up in. */
  declarations(): readonly string[] {
    const { initial, machine, changing, pooled } = this
    const { memory, statusBase } = machine
    const lines: string[] = []
    const array = (type: string, name: string, values: readonly number[]): void => {
      const list = values.length === 0 ? [0] : values
      lines.push(`${type} ${name}[${list.length}] = { ${list.map(unsigned).join(', ')} };`)
    }
    for (const [i, address] of changing.entries())
      lines.push(`/* mem[${i}] is ${wordName(memory, address)}, address ${address} */`)
    const memoryType = this.memoryType()
    array(
      memoryType,
      'mem',
      changing.map((address) => initial[address] ?? 0),
    )
    for (const [i, id] of pooled.entries())
      lines.push(`/* obj[${i}] is ${memory.objects[id]?.name} */`)
    array(
      'byte',
      'obj',
      pooled.map((id) => initial[statusBase + id] ?? 0),
    )
    for (const [index, { declared }] of this.variables) {
      if (declared !== undefined) lines.push(`${declared} = ${literal(initial[index] ?? 0)};`)
    }
    const owners = Array.from({ length: memory.size - memory.first }, (_, i) => {
      const object = memory.objectAt[memory.first + i] ?? -1
      return pooled.includes(object) ? pooled.indexOf(object) : none
    })
    array('hidden int', 'owner', owners)
    if (!this.isWhole) {
      const places = new Map(changing.map((address, i) => [address, i]))
      const heap = owners.map((_, i) => memory.first + i)
      array(
        'hidden int',
        'place',
        heap.map((address) => places.get(address) ?? none),
      )
      const values = heap.map((address) => initial[address] ?? 0)
      array('hidden int', 'fixed', values)
      array('hidden int', 'first', values)
    }
    return lines
  }

  /** Whether every word of the heap has an element in `mem`. */
  private get isWhole(): boolean {
    return this.changing.length === this.machine.memory.size - this.machine.memory.first
  }

  /** Macros that look up a pointer: the status of its object, its word, and how to write there. */
  lookups(): readonly string[] {
    const { first, size } = this.machine.memory
    const at = `(a) - ${first}`
    const status = `(owner_of(a) == ${none} -> LIVE : obj[owner_of(a)])`
    return [
      `#define is_memory(a) ((a) >= ${first} && (a) < ${size})`,
      `#define owner_of(a) owner[${at}]`,
      `#define is_pooled(a) (is_memory(a) && owner_of(a) != ${none})`,
      `#define status(a) (is_memory(a) -> ${status} : UNALLOCATED)`,
      ...(this.isWhole
        ? [`#define word(a) mem[${at}]`]
        : [`#define word(a) (place[${at}] == ${none} -> fixed[${at}] : mem[place[${at}]])`]),
      this.putMacro(at),
    ]
  }

  private putMacro(at: string): string {
    const write = this.isWhole
      ? `mem[${at}] = fit`
      : `if :: place[${at}] == ${none} -> fixed[${at}] = fit :: else -> mem[place[${at}]] = fit fi`
    const check = this.memoryType() === 'int' ? '' : '; assert(is_wrong || word(a) == fit)'
    return `#define put(a, v) fit = v; ${write}${check}`
  }

  /** Statements that bring every variable back to its first value. */
  restart(): readonly string[] {
    const own = [...this.variables].filter(([, { name }]) => !name.startsWith('fixed'))
    const statements = own.map(
      ([index, { name }]) => `${name} = ${literal(this.initial[index] ?? 0)}`,
    )
    if (this.isWhole) return statements
    const { first, size } = this.machine.memory
    const copy = 'fixed[fuel] = first[fuel]; fuel = fuel + 1'
    return [
      ...statements,
      'fuel = 0',
      `do :: fuel < ${size - first} -> ${copy} :: else -> break od`,
    ]
  }
}

function scalarType(range: Range | undefined): string {
  if (range === undefined) return 'int'
  const { min, max } = range
  if (min < 0) return min >= -0x8000 && max <= 0x7fff ? 'short' : 'int'
  const bits = Math.max(1, 32 - Math.clz32(max))
  return bits <= 16 ? `unsigned ${bits}` : 'int'
}

function declaration(type: string, name: string): string {
  const [kind = '', bits] = type.split(' ')
  return bits === undefined ? `${kind} ${name}` : `${kind} ${name} : ${bits}`
}

/** As an operand. */
export function literal(value: number): string {
  if (value === -0x8000_0000) return '(-2147483647 - 1)'
  return value < 0 ? `(${value})` : String(value)
}

/** Lists of first values take no sign; Spin reads them modulo 2^32. */
function unsigned(value: number): string {
  return String(value >>> 0)
}
