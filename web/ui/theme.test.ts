import { describe, expect, it } from 'vitest'
import css from './theme.css?raw'

type Palette = ReadonlyMap<string, string>

function paletteOf(selector: string): Palette {
  const start = css.indexOf(`${selector} {`)
  const block = css.slice(start, css.indexOf('}', start))
  const entries = [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)]
  return new Map(entries.map(([, name = '', value = '']) => [name, value]))
}

const light = paletteOf(':root')
const dark = paletteOf(":root[data-theme='dark']".replaceAll("'", '"'))

/** As WCAG defines them. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(palette: Palette, one: string, other: string): number {
  const [a, b] = [one, other].map((name) => luminance(palette.get(name) ?? '#808080'))
  return (Math.max(a ?? 0, b ?? 0) + 0.05) / (Math.min(a ?? 0, b ?? 0) + 0.05)
}

const backgrounds = ['bg', 'bg-raised', 'bg-sunken']
const lanes = [1, 2, 3, 4, 5, 6].map((lane) => `lane-${lane}`)
const syntax = ['keyword', 'type', 'comment', 'number', 'fn'].map((name) => `syntax-${name}`)
const greys = ['text', 'text-dim', 'text-faint']
const texts = [...greys, 'danger', 'ok', 'warn', ...syntax, ...lanes.map((lane) => `${lane}-text`)]

/** Pairs below the wanted contrast, as text. */
function tooClose(palette: Palette, pairs: readonly [string, string][], least: number) {
  return pairs
    .filter(([one, other]) => contrast(palette, one, other) < least)
    .map(([one, other]) => `${one} on ${other}: ${contrast(palette, one, other).toFixed(2)}`)
}

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s palette', (_, palette) => {
  it('is complete', () => {
    expect([...palette.keys()].sort()).toEqual([...light.keys()].sort())
    expect(palette.size).toBeGreaterThan(35)
  })

  it('has readable text on every background', () => {
    const pairs = backgrounds.flatMap((bg) => texts.map((text): [string, string] => [text, bg]))
    expect(tooClose(palette, pairs, 4.5)).toEqual([])
  })

  it('has readable text on lanes and coloured panels', () => {
    const onLanes = lanes.flatMap((lane) =>
      [...greys, ...syntax, `${lane}-text`, 'danger'].map((text): [string, string] => [
        text,
        `${lane}-bg`,
      ]),
    )
    const onPanels = ['danger', 'ok', 'warn'].flatMap((tone) =>
      [tone, 'text', 'text-dim'].map((text): [string, string] => [text, `${tone}-bg`]),
    )
    const pairs: [string, string][] = [...onLanes, ...onPanels, ['accent-text', 'accent']]
    expect(tooClose(palette, pairs, 4.5)).toEqual([])
  })

  it('has lines that can be told from their background', () => {
    const pairs = backgrounds.flatMap((bg) =>
      [...lanes, 'focus'].map((line): [string, string] => [line, bg]),
    )
    const onOwn = lanes.map((lane): [string, string] => [lane, `${lane}-bg`])
    expect(tooClose(palette, [...pairs, ...onOwn], 3)).toEqual([])
  })
})
