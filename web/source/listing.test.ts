import { describe, expect, it } from 'vitest'
import { functionAt, tokenizeLines, widestLine } from './listing.ts'

const listing = {
  lines: [
    { text: '/* what', fn: undefined },
    { text: '   it does */', fn: undefined },
    { text: 'void f(void)', fn: 'f' },
    { text: '\treturn;', fn: 'f' },
    { text: '', fn: undefined },
    { text: 'x', fn: 'g' },
    { text: '', fn: undefined },
  ],
}

describe('listing', () => {
  it('continues comments over lines', () => {
    const kinds = tokenizeLines(listing).map((tokens) => tokens[0]?.kind)
    expect(kinds).toEqual(['comment', 'comment', 'type', 'plain', undefined, 'plain', undefined])
  })

  it('knows its widest line, with tabs of four columns', () => {
    expect(widestLine(listing)).toBe(13)
    expect(widestLine({ lines: [] })).toBe(0)
  })

  it('names the function around a line, or the one right below', () => {
    expect([1, 3, 4, 5, 6, 7, 99].map((line) => functionAt(listing, line))).toEqual([
      undefined,
      'f',
      'f',
      'g',
      'g',
      undefined,
      undefined,
    ])
  })
})
