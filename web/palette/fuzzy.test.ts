import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fit } from './fuzzy.ts'

function best(typed: string, ...texts: readonly string[]): readonly string[] {
  return texts
    .flatMap((text) => {
      const found = fit(typed, text)
      return found === undefined ? [] : [{ text, cost: found.cost }]
    })
    .sort((a, b) => a.cost - b.cost)
    .map(({ text }) => text)
}

describe('what is typed', () => {
  it('is found at the beginning of a word first, then inside one, then scattered', () => {
    expect(best('step', 'Sort the steep', 'Footstep', 'Last step')).toEqual([
      'Last step',
      'Footstep',
      'Sort the steep',
    ])
  })

  it('prefers the shorter of two texts that begin alike', () => {
    expect(best('last', 'Last step or event', 'Last step')).toEqual([
      'Last step',
      'Last step or event',
    ])
  })

  it('may be several words in any order, all of which must be found', () => {
    expect(fit('races find', 'Find races')).toBeDefined()
    expect(fit('races lost', 'Find races')).toBeUndefined()
  })

  it('says which letters were found', () => {
    expect(fit('fr', 'Find races')?.at).toEqual([0, 5])
    expect(fit('races', 'Find races')?.at).toEqual([5, 6, 7, 8, 9])
  })

  it('fits everything when it is empty', () => {
    expect(fit('  ', 'Undo')).toEqual({ cost: 0, at: [] })
  })
})

describe('any text', () => {
  it('fits itself, each of its words and its letters with some left out, at those letters', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 5 })
    const modulus = fc.integer({ min: 1, max: 5 })
    fc.assert(
      fc.property(words, modulus, (parts, every) => {
        const text = parts.join(' ')
        const left = parts
          .join('')
          .split('')
          .filter((_, index) => index % every === 0)
          .join('')
        for (const typed of [text, parts.at(-1) ?? '', left]) {
          const found = fit(typed, text)
          expect(found).toBeDefined()
          const letters = found?.at.map((at) => text.charAt(at)) ?? []
          for (const letter of typed.replaceAll(' ', '')) expect(letters).toContain(letter)
        }
      }),
    )
  })
})
