/** Colours of a drawing that stands alone. They are those of the page; a test holds them to it. */

export type SvgTheme = 'light' | 'dark' | 'auto'

/** Names as in the page's style sheet, without the dashes. */
export const paletteNames = [
  'bg',
  'line',
  'line-strong',
  'text',
  'text-dim',
  'danger',
  'danger-bg',
  ...[1, 2, 3, 4, 5, 6].flatMap(
    (lane) => [`lane-${lane}`, `lane-${lane}-bg`, `lane-${lane}-text`] as const,
  ),
] as const

const light =
  '#fbfaf7 #e4e2dc #b9b5aa #1d2126 #505865 #b81438 #fbeef1 #0072b2 #dae8ee #005f95 #d55e00 #f5e3d4 #9c4300 #00845f #d7ebe3 #00664a #9656a1 #efe2f1 #7d3f88 #947400 #f2ebce #6f5600 #5d6b7c #e4e8ed #4a5767'
const dark =
  '#14161a #2c3038 #565d69 #e6e8eb #a9b1bd #ff7b8f #33222a #56b4e9 #1c2a34 #6abdec #f0a35e #332923 #f0a35e #4fc3a1 #182e29 #5fcbab #d193dc #32263a #d59ce0 #d8bd4e #312d1b #dcc25a #a3b1c2 #282e37 #aebbca'

export const palettes = { light: light.split(' '), dark: dark.split(' ') } as const

/** The style sheet of the drawing. `auto` follows the reader's preference where the file is looked at. */
export function styleOf(theme: SvgTheme): string {
  const variables = (colours: readonly string[]): string =>
    `svg{${paletteNames.map((name, index) => `--${name}:${colours[index] ?? ''}`).join(';')}}`
  const first = variables(theme === 'dark' ? palettes.dark : palettes.light)
  const other =
    theme === 'auto' ? `@media (prefers-color-scheme:dark){${variables(palettes.dark)}}` : ''
  return `${first}${other}${rules}`
}

const rules = [
  'text{font:12px "DejaVu Sans Mono",ui-monospace,Consolas,Menlo,monospace;fill:var(--text)}',
  '.ui{font-family:"DejaVu Sans",system-ui,"Segoe UI",Roboto,Arial,sans-serif}',
  '.dim{fill:var(--text-dim)}',
  '.head{font-weight:700;fill:var(--text-dim)}',
  '.danger{fill:var(--danger)}',
  '.bold{font-weight:700}',
].join('')
