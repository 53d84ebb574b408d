import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endsInComment, tokenizeC } from './tokenize-c.ts'

function kinds(line: string, inComment = false): string {
  return tokenizeC(line, inComment)
    .filter(({ kind }) => kind !== 'plain')
    .map(({ kind, text }) => `${kind}:${text}`)
    .join(' ')
}

describe('C tokens', () => {
  it('tell keywords, types and function names apart', () => {
    expect(kinds('static void hmm_mirror_destroy(struct kref *kref)')).toBe(
      'keyword:static type:void fn:hmm_mirror_destroy keyword:struct type:kref',
    )
    expect(kinds('\tmutex_lock(&device->mutex);')).toBe('fn:mutex_lock')
  })

  it('colour numbers, strings and comments', () => {
    expect(kinds('x = 0x1fUL + y2; // two')).toBe('number:0x1fUL comment:// two')
    expect(kinds('p("a \\" b", \'/\'); /* c */ z = 1;')).toBe(
      'fn:p string:"a \\" b" string:\'/\' comment:/* c */ number:1',
    )
  })

  it('go on with a comment from the line before', () => {
    expect(endsInComment('x = 1; /* begins')).toBe(true)
    expect(endsInComment('/* begins and ends */')).toBe(false)
    expect(endsInComment('still inside', true)).toBe(true)
    expect(endsInComment('', true)).toBe(true)
    expect(endsInComment('/*/')).toBe(true)
    expect(kinds('ends */ return;', true)).toBe('comment:ends */ keyword:return')
  })

  it('together are the line, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, inComment) => {
        const line = text.replaceAll(/[\n\r\u2028\u2029]/g, '')
        const joined = tokenizeC(line, inComment)
          .map((token) => token.text)
          .join('')
        expect(joined).toBe(line)
      }),
    )
  })
})
