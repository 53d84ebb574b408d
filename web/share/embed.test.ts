import { describe, expect, it } from 'vitest'
import { embedAddress, embedSnippet, lengthAdvice, wholeAddress } from './embed.ts'

const link = 'https://heddle.test/tools/?x=1#/hmm/leak?v=1&run=a5'

describe('embedding', () => {
  it('says so before the fragment, and can be taken back', () => {
    expect(embedAddress(link)).toBe('https://heddle.test/tools/?x=1&embed=1#/hmm/leak?v=1&run=a5')
    expect(wholeAddress(embedAddress(link))).toBe(link)
  })

  it('escapes what stands in the snippet', () => {
    expect(embedSnippet(link, 'a "b" <c>')).toContain('title="Heddle: a &quot;b&quot; &lt;c>"')
    expect(embedSnippet(link, '')).toContain('embed=1#/hmm/leak?v=1&amp;run=a5"')
  })

  it('warns of links that others would cut', () => {
    expect(lengthAdvice(120)).toContain('short enough')
    expect(lengthAdvice(2400)).toContain('Send the run as a file')
  })
})
