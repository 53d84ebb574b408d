import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wrap } from './wrap.ts'

describe('wrapping', () => {
  it('breaks between words', () => {
    expect(wrap('waits for hmm->rwsem, held by B', 16)).toEqual([
      'waits for',
      'hmm->rwsem, held',
      'by B',
    ])
  })

  it('hangs the lines after the first', () => {
    expect(wrap('waits for hmm->rwsem', 12, 2)).toEqual(['waits for', '  hmm->rwsem'])
  })

  it('breaks a call between its arguments', () => {
    expect(wrap('kref_put(&mirror->kref,destroy)', 26, 4)).toEqual([
      'kref_put(&mirror->kref,',
      '    destroy)',
    ])
    expect(wrap('atomic_inc_return(&lock->count)', 24, 4)).toEqual([
      'atomic_inc_return(',
      '    &lock->count)',
    ])
  })

  it('breaks what has no good place where it must', () => {
    expect(wrap('abcdefgh', 3)).toEqual(['abc', 'def', 'gh'])
  })

  it('gives one empty line for nothing', () => {
    expect(wrap('', 10)).toEqual([''])
  })

  it('never exceeds the width and loses nothing but blanks', () => {
    const texts = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', '(', ',', '->', '.'),
      maxLength: 80,
    })
    const width = fc.integer({ min: 8, max: 30 })
    fc.assert(
      fc.property(texts, width, fc.integer({ min: 0, max: 4 }), (text, columns, hang) => {
        const lines = wrap(text, columns, hang)
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns)
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
      }),
    )
  })
})
