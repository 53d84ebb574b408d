import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exampleRun } from '../json/example.ts'
import { drawRun } from './export.ts'
import { escapeXml } from './markup.ts'
import { paletteNames, palettes } from './palette.ts'

const drawn = drawRun(exampleRun, {
  theme: 'auto',
  unfolded: false,
  title: 'Unload <against> exit',
})

describe('a run as a drawing', () => {
  it('stands alone', () => {
    expect(drawn.svg).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="\d+" height="\d+"/,
    )
    expect(drawn.svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(
      /https?:|href|<script|@import|url\((?!#)/,
    )
  })

  it('is well formed: every element is closed, in order', () => {
    expect(unclosed(drawn.svg)).toEqual([])
    expect(drawn.svg).toContain('<title>Unload &lt;against&gt; exit</title>')
  })

  it('shows every step, every wait and every violation', () => {
    for (const text of [
      'kfree(device)',
      'spin_lock(&amp;lock-&gt;wait_lock)',
      'blocked: device-&gt;mutex held by B',
      '✗ use after free: device',
    ]) {
      expect(drawn.svg).toContain(`>${text}</text>`)
    }
  })

  it('keeps its texts inside', () => {
    for (const [, x = '', text = ''] of drawn.svg.matchAll(
      /<text x="([\d.]+)" y="[\d.]+"(?: class="(?:dim|head)")?>([^<]*)</g,
    )) {
      const plain = text.replaceAll(/&\w+;/g, '?')
      expect(Number(x) + plain.length * 7.2, plain).toBeLessThanOrEqual(drawn.width)
    }
  })

  it('has both palettes, or the one that is asked for', () => {
    expect(drawn.svg).toContain('prefers-color-scheme:dark')
    const dark = drawRun(exampleRun, { theme: 'dark', unfolded: false, title: '' }).svg
    expect(dark).toContain('--bg:#14161a')
    expect(dark).not.toContain('prefers-color-scheme')
  })

  it('uses the colours of the page', () => {
    const css = readFileSync(new URL('../../../web/ui/theme.css', import.meta.url), 'utf8')
    const [light = '', dark = ''] = css.split(':root[data-theme="dark"]')
    paletteNames.forEach((name, index) => {
      expect(light).toContain(`--${name}: ${palettes.light[index]};`)
      expect(dark).toContain(`--${name}: ${palettes.dark[index]};`)
    })
  })

  it('escapes whatever a text holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeXml(text)).not.toMatch(/[<>"]|&(?!(?:amp|lt|gt|quot);)/)
      }),
    )
  })
})

/** Names of elements that are closed in the wrong order or not at all. */
function unclosed(svg: string): readonly string[] {
  const open: string[] = []
  for (const [, end, name = '', self] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
    if (self === '/') continue
    if (end !== '/') open.push(name)
    else if (open.at(-1) === name) open.pop()
    else return [...open, name]
  }
  return open
}
