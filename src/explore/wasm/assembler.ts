/**
 * Just enough of a WebAssembly assembler: i32 functions over one imported memory, globals, and one
 * table of functions for indirect calls. Code is a list of bytes and of such lists, laid end to end when the
 * module is built; helpers return such lists.
 */

export type Code = readonly (number | Code)[]

const i32 = 0x7f
const section = {
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  global: 6,
  export: 7,
  element: 9,
  code: 10,
} as const

/** Unsigned LEB128. */
export function unsigned(value: number): readonly number[] {
  const bytes: number[] = []
  let rest = value >>> 0
  do {
    const low = rest & 0x7f
    rest >>>= 7
    bytes.push(rest === 0 ? low : low | 0x80)
  } while (rest !== 0)
  return bytes
}

/** Signed LEB128. */
export function signed(value: number): readonly number[] {
  const bytes: number[] = []
  let rest = value | 0
  for (;;) {
    const low = rest & 0x7f
    rest >>= 7
    const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)
    bytes.push(isLast ? low : low | 0x80)
    if (isLast) return bytes
  }
}

export const op = {
  unreachable: [0x00],
  block: [0x02, 0x40],
  loop: [0x03, 0x40],
  if: [0x04, 0x40],
  ifValue: [0x04, i32],
  else: [0x05],
  end: [0x0b],
  return: [0x0f],
  drop: [0x1a],
  eqz: [0x45],
  eq: [0x46],
  ne: [0x47],
  lt: [0x48],
  gt: [0x4a],
  le: [0x4c],
  ge: [0x4e],
  ltUnsigned: [0x49],
  geUnsigned: [0x4f],
  add: [0x6a],
  sub: [0x6b],
  mul: [0x6c],
  rem: [0x6f],
  and: [0x71],
  or: [0x72],
  shl: [0x74],
  xor: [0x73],
  shr: [0x75],
  shrUnsigned: [0x76],
} as const

export const constant = (value: number): Code =>
  value >= 0 && value < 64 ? small[value]! : [0x41, ...signed(value)]
export const getLocal = (index: number): Code => gets[index] ?? [0x20, ...unsigned(index)]
export const setLocal = (index: number): Code => sets[index] ?? [0x21, ...unsigned(index)]
/** Stores what is on the stack and leaves it there. */
export const teeLocal = (index: number): Code => [0x22, ...unsigned(index)]
export const getGlobal = (index: number): Code => [0x23, ...unsigned(index)]
export const setGlobal = (index: number): Code => [0x24, ...unsigned(index)]
export const call = (index: number): Code => [0x10, ...unsigned(index)]
export const branch = (depth: number): Code => [0x0c, ...unsigned(depth)]
export const branchIf = (depth: number): Code => [0x0d, ...unsigned(depth)]
/** Loads the word whose byte address is on the stack plus `offset` bytes. */
export const load = (offset: number): Code => [0x28, 2, ...unsigned(offset)]
export const store = (offset: number): Code => [0x36, 2, ...unsigned(offset)]
export const loadByte = (offset: number): Code => [0x2d, 0, ...unsigned(offset)]
export const storeByte = (offset: number): Code => [0x3a, 0, ...unsigned(offset)]
/** Calls the function of type `type` whose table index is on the stack. */
export const callIndirect = (type: number): Code => [0x11, ...unsigned(type), 0]

// Most of the code consists of these: they are shared.
const small = Array.from({ length: 64 }, (_, value): Code => [0x41, value])
const gets = Array.from({ length: 16 }, (_, index): Code => [0x20, index])
const sets = Array.from({ length: 16 }, (_, index): Code => [0x21, index])

/** Jumps to one of the surrounding blocks by the number on the stack; the last is the default. */
export function branchTable(depths: readonly number[]): Code {
  const last = depths.at(-1) ?? 0
  return [
    0x0e,
    ...unsigned(depths.length - 1),
    depths.slice(0, -1).flatMap((depth) => unsigned(depth)),
    ...unsigned(last),
  ]
}

interface Fn {
  readonly params: number
  readonly results: number
  readonly locals: number
  readonly body: Code
}

export class ModuleBuilder {
  private readonly fns: (Fn | undefined)[] = []
  private readonly types: string[] = []
  private readonly elements: number[] = []
  private readonly exports: { readonly name: string; readonly fn: number }[] = []
  private globals = 0

  /** A mutable i32, initially 0. */
  global(): number {
    return this.globals++
  }

  /** Number of a function to be defined later. */
  declare(): number {
    return this.fns.push(undefined) - 1
  }

  define(fn: number, params: number, results: number, locals: number, body: Code): void {
    this.fns[fn] = { params, results, locals, body }
    this.typeOf(params, results)
  }

  fn(params: number, results: number, locals: number, body: Code): number {
    const index = this.declare()
    this.define(index, params, results, locals, body)
    return index
  }

  typeOf(params: number, results: number): number {
    const key = `${params} ${results}`
    const known = this.types.indexOf(key)
    return known >= 0 ? known : this.types.push(key) - 1
  }

  /** Puts a function into the table; its index there. */
  element(fn: number): number {
    return this.elements.push(fn) - 1
  }

  export(name: string, fn: number): void {
    this.exports.push({ name, fn })
  }

  /** The module; it imports `env.memory`. */
  build(): Uint8Array<ArrayBuffer> {
    const fns = this.fns.map((fn, i) => {
      if (fn === undefined) throw new Error(`function ${i} was never defined`)
      return fn
    })
    const types = this.types.map((key) => {
      const [params = 0, results = 0] = key.split(' ').map(Number)
      return [
        0x60,
        ...unsigned(params),
        ...Array<number>(params).fill(i32),
        ...unsigned(results),
        ...Array<number>(results).fill(i32),
      ]
    })
    const parts: Code[] = [
      [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
      part(section.type, vector(types)),
      part(section.import, vector([[...text('env'), ...text('memory'), 0x02, 0x00, 0x01]])),
      part(section.function, vector(fns.map((fn) => unsigned(this.typeOf(fn.params, fn.results))))),
      part(section.table, vector([[0x70, 0x00, ...unsigned(this.elements.length)]])),
      part(
        section.global,
        vector(Array.from({ length: this.globals }, () => [i32, 0x01, 0x41, 0x00, 0x0b])),
      ),
      part(
        section.export,
        vector(this.exports.map(({ name, fn }) => [...text(name), 0x00, ...unsigned(fn)])),
      ),
      part(
        section.element,
        vector([[0x00, 0x41, 0x00, 0x0b, ...vector(this.elements.map((fn) => unsigned(fn)))]]),
      ),
    ]
    const out = new Bytes()
    out.add(parts)
    out.add([section.code])
    const code = new Bytes()
    code.add(unsigned(fns.length))
    const one = new Bytes()
    for (const { locals, body } of fns) {
      one.clear()
      one.add(locals === 0 ? [0x00] : [0x01, ...unsigned(locals), i32])
      one.add(body)
      one.add(op.end)
      code.addSized(one)
    }
    out.addSized(code)
    return out.taken()
  }
}

/** Bytes that are written one after the other. */
class Bytes {
  private bytes = new Uint8Array(1 << 12)
  private count = 0

  clear(): void {
    this.count = 0
  }

  add(code: Code): void {
    for (const each of code) {
      if (typeof each === 'number') {
        if (this.count === this.bytes.length) this.grow(this.count + 1)
        this.bytes[this.count++] = each
      } else this.add(each)
    }
  }

  /** Behind their length. */
  addSized(other: Bytes): void {
    this.add(unsigned(other.count))
    if (this.count + other.count > this.bytes.length) this.grow(this.count + other.count)
    this.bytes.set(other.taken(), this.count)
    this.count += other.count
  }

  taken(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.count)
  }

  private grow(atLeast: number): void {
    const grown = new Uint8Array(Math.max(atLeast, 2 * this.bytes.length))
    grown.set(this.taken())
    this.bytes = grown
  }
}

/** One after the other; nothing is copied before the module is built. */
export function concat(parts: readonly Code[]): Code {
  return parts
}

function part(id: number, content: Code): Code {
  const bytes = new Bytes()
  bytes.add(content)
  return [id, unsigned(bytes.taken().length), content]
}

function vector(items: readonly Code[]): Code {
  return concat([unsigned(items.length), ...items])
}

function text(name: string): Code {
  return [...unsigned(name.length), ...name.split('').map((char) => char.charCodeAt(0))]
}
