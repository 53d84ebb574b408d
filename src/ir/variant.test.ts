import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Variant } from './program.ts'
import { canonicalVariant, excludedBy, missingNeeds, variantKey, variantOf } from './variant.ts'

const known = {
  fixes: ['a', 'b', 'c'].map((id) => ({ id, title: id })),
  questions: ['p', 'q'].map((id) => ({ id, title: id })),
  sizes: ['m', 'n'].map((id) => ({ id, title: id, most: 3 })),
}
const count = fc.constantFrom(1, 2, 3)
const variants: fc.Arbitrary<Variant> = fc.record({
  fixes: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 }),
  mutex: fc.constantFrom('count', 'ideal'),
  questions: fc.array(fc.constantFrom('p', 'q'), { maxLength: 3 }),
  sizes: fc.record({ m: count, n: count }, { requiredKeys: [] }),
})

describe('a variant', () => {
  it('has one form, and a key that only that form has', () => {
    fc.assert(
      fc.property(variants, variants, (one, other) => {
        const [left, right] = [canonicalVariant(known, one), canonicalVariant(known, other)]
        expect(canonicalVariant(known, left)).toEqual(left)
        expect(variantKey(left) === variantKey(right)).toBe(
          JSON.stringify(left) === JSON.stringify(right),
        )
      }),
    )
  })

  it('says nothing about what is not asked and what there is one of', () => {
    const plain: Variant = { fixes: [], mutex: 'count' }
    expect(variantOf({ ...plain, questions: [], sizes: { m: 1 } })).toEqual(plain)
    expect(variantKey({ ...plain, questions: [], sizes: { m: 1 } })).toBe(variantKey(plain))
  })
})

describe('fixes', () => {
  const one = { id: 'one', title: '', excludes: ['other'] }
  const other = { id: 'other', title: '' }
  const late = { id: 'late', title: '', needs: ['one', 'other'] }

  it('exclude each other whichever of them says so', () => {
    expect(excludedBy(one, [one, late])).toBeUndefined()
    expect(excludedBy(one, [one, other])).toBe(other)
    expect(excludedBy(other, [one])).toBe(one)
  })

  it('need one of those that they name', () => {
    expect(missingNeeds(late, [late])).toEqual(['one', 'other'])
    expect(missingNeeds(late, [late, other])).toBeUndefined()
    expect(missingNeeds(one, [])).toBeUndefined()
  })
})
