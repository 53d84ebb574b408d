import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { constant, ModuleBuilder } from './assembler.ts'
import { StateWords } from './state-words.ts'

const places = { left: 1024, right: 2048, out: 3072 } as const

/** What compiled code makes of two rows of words. */
function compiled(packed: StateWords, left: readonly number[], right: readonly number[]) {
  const module = new ModuleBuilder()
  const [one, other, out] = [places.left, places.right, places.out].map((at) => constant(at))
  if (one === undefined || other === undefined || out === undefined) throw new Error('three places')
  module.define('equal', 0, 1, 0, packed.equal(one, other))
  module.define('disjoint', 0, 1, 0, packed.disjoint(one, other))
  module.define('agree', 0, 1, 0, packed.agree(one, out, other))
  module.define('copy', 0, 0, 0, packed.copy(out, one))
  module.define('differences', 0, 0, 0, packed.differences(out, one, other))
  const memory = new WebAssembly.Memory({ initial: 1 })
  const words = new Int32Array(memory.buffer)
  words.set(left, places.left / 4)
  words.set(right, places.right / 4)
  const instance = new WebAssembly.Instance(new WebAssembly.Module(module.build()), {
    env: { memory },
  })
  const call = (name: string): unknown => (instance.exports[name] as () => unknown)()
  const written = (name: string): readonly number[] => {
    words.fill(-7, places.out / 4)
    call(name)
    expect(words[places.out / 4 + left.length]).toBe(-7)
    return [...words.subarray(places.out / 4, places.out / 4 + left.length)]
  }
  return {
    equal: call('equal'),
    disjoint: call('disjoint'),
    copied: written('copy'),
    differences: written('differences'),
    agreeUnder: (mask: readonly number[]) => {
      words.set(mask, places.out / 4)
      return call('agree')
    },
  }
}

const rows = fc.integer({ min: 1, max: 23 }).chain((length) =>
  fc.tuple(
    fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), {
      minLength: length,
      maxLength: length,
    }),
    fc.array(fc.constantFrom(0, 0, 0, 1, -(2 ** 31), 0x0f0f0f0f), {
      minLength: length,
      maxLength: length,
    }),
  ),
)

describe('rows of words', () => {
  it('are copied and compared whatever their length', () => {
    fc.assert(
      fc.property(rows, fc.boolean(), ([left, changes], isSame) => {
        const right = isSame ? left : left.map((word, i) => word ^ (changes[i] ?? 0))
        const expected = {
          equal: left.every((word, i) => word === right[i]) ? 1 : 0,
          disjoint: left.every((word, i) => (word & (right[i] ?? 0)) === 0) ? 1 : 0,
          copied: left,
          differences: left.map((word, i) => word ^ (right[i] ?? 0)),
        }
        const found = compiled(new StateWords(left.length), left, right)
        expect(found).toMatchObject(expected)
        const mask = left.map((_, i) => ~(changes[(i + 1) % changes.length] ?? 0))
        const cut = right.map((word, i) => word & (mask[i] ?? 0))
        const isAgreed = left.every((word, i) => (word & (mask[i] ?? 0)) === cut[i])
        const masked = compiled(new StateWords(left.length), left, cut)
        expect(masked.agreeUnder(mask)).toBe(isAgreed ? 1 : 0)
        const apart = left.map((word, i) => ~word & (changes[i] ?? 0))
        expect(compiled(new StateWords(left.length), left, apart).disjoint).toBe(1)
      }),
      { numRuns: 60 },
    )
  })
})
