/**
 * Just enough of a WebAssembly assembler: functions of i32 over one imported memory. Code is a list of
 * bytes and of such lists, laid end to end when the module is built; helpers return such lists.
 */

export type Code = readonly (number | Code)[]

const i32 = 0x7f
const section = {
  type: 1,
  import: 2,
  function: 3,
  export: 7,
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
  else: [0x05],
  end: [0x0b],
  return: [0x0f],
  eqz: [0x45],
  eq: [0x46],
  ne: [0x47],
  lt: [0x48],
  gt: [0x4a],
  le: [0x4c],
  add: [0x6a],
  sub: [0x6b],
  mul: [0x6c],
  and: [0x71],
  or: [0x72],
  shl: [0x74],
  xor: [0x73],
  shrUnsigned: [0x76],
  rotr: [0x78],
  countTrailingZeros: [0x68],
  select: [0x1b],
  // Of two words at once.
  eqz64: [0x50],
  and64: [0x83],
  or64: [0x84],
  xor64: [0x85],
} as const

export const constant = (value: number): Code =>
  value >= 0 && value < 64 ? small[value]! : [0x41, ...signed(value)]
export const getLocal = (index: number): Code => gets[index] ?? [0x20, ...unsigned(index)]
export const setLocal = (index: number): Code => sets[index] ?? [0x21, ...unsigned(index)]
export const call = (index: number): Code => [0x10, ...unsigned(index)]
export const branch = (depth: number): Code => [0x0c, ...unsigned(depth)]
export const branchIf = (depth: number): Code => [0x0d, ...unsigned(depth)]
/** Loads the word whose byte address is on the stack plus `offset` bytes. */
export const load = (offset: number): Code => [0x28, 2, ...unsigned(offset)]
export const store = (offset: number): Code => [0x36, 2, ...unsigned(offset)]
export const loadByte = (offset: number): Code => [0x2d, 0, ...unsigned(offset)]
export const storeByte = (offset: number): Code => [0x3a, 0, ...unsigned(offset)]
/** Of two words, at any address of a word. */
export const load64 = (offset: number): Code => [0x29, 2, ...unsigned(offset)]
export const store64 = (offset: number): Code => [0x37, 2, ...unsigned(offset)]

// Most of the code consists of these: they are shared.
const small = Array.from({ length: 64 }, (_, value): Code => [0x41, value])
const gets = Array.from({ length: 16 }, (_, index): Code => [0x20, index])
const sets = Array.from({ length: 16 }, (_, index): Code => [0x21, index])

interface Fn {
  readonly params: number
  readonly results: number
  readonly locals: number
  readonly body: Code
}

export class ModuleBuilder {
  private readonly fns: Fn[] = []
  private readonly types: string[] = []
  private readonly exports: { readonly name: string; readonly fn: number }[] = []

  /** Defines and exports a function; its number. `locals` are those besides the parameters. */
  define(name: string, params: number, results: number, locals: number, body: Code): number {
    const fn = this.fns.push({ params, results, locals, body }) - 1
    this.typeOf(params, results)
    this.exports.push({ name, fn })
    return fn
  }

  private typeOf(params: number, results: number): number {
    const key = `${params} ${results}`
    const known = this.types.indexOf(key)
    return known >= 0 ? known : this.types.push(key) - 1
  }

  /** The module; it imports `env.memory`. */
  build(): Uint8Array<ArrayBuffer> {
    const { fns } = this
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
      part(
        section.export,
        vector(this.exports.map(({ name, fn }) => [...text(name), 0x00, ...unsigned(fn)])),
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

function part(id: number, content: Code): Code {
  const bytes = new Bytes()
  bytes.add(content)
  return [id, unsigned(bytes.taken().length), content]
}

function vector(items: readonly Code[]): Code {
  return [unsigned(items.length), ...items]
}

function text(name: string): Code {
  return [...unsigned(name.length), ...name.split('').map((char) => char.charCodeAt(0))]
}
