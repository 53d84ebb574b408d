import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listPatch, patchedList } from './list-patch.ts'

const letters = fc.array(fc.constantFrom<string>('a', 'b', 'c'), { maxLength: 14 })
const isEqual = (one: string, other: string): boolean => one === other

describe('a patch of a list', () => {
  it('makes the new list of the old one', () => {
    fc.assert(
      fc.property(letters, letters, (before, after) => {
        expect(patchedList(before, listPatch(before, after, isEqual))).toEqual(after)
      }),
    )
  })

  it('holds only what is new, before and after it what is kept', () => {
    const patch = listPatch('abcdef'.split(''), 'abxyzef'.split(''), isEqual)
    expect(patch).toEqual([
      { kind: 'kept', from: 0, count: 2 },
      { kind: 'new', items: ['x', 'y', 'z'] },
      { kind: 'kept', from: 4, count: 2 },
    ])
  })

  it('is refused by a list that is too short for it', () => {
    expect(patchedList(['a'], [{ kind: 'kept', from: 0, count: 2 }])).toBeUndefined()
  })
})
