/** What a measurement comes to, printed for people and for programs. */

export type Goal = { readonly below: number } | { readonly atLeast: number }

export interface Figure {
  /** Stable: programs compare by it. */
  readonly id: string
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | 'kB' | 'steps/s' | 'states/s' | 'runs/s' | 'B/state' | 'times'
  /** What the value should be. */
  readonly goal?: Goal
  /** What exactly was measured, where the name does not say it all. */
  readonly note?: string
}

/** Where it was measured: figures of different machines do not compare. */
export interface Setting {
  readonly node: string
  readonly cpu: string
  readonly cores: number
  readonly browser: string
  /** Processes that wanted to run when it began; a busy machine measures its own business. */
  readonly load: number
}

/** One object with `version`, `setting` and `figures`; `met` is undefined for figures without a goal. */
export function asJson(setting: Setting, figures: readonly Figure[]): string {
  const all = figures.map((figure) => ({ ...figure, met: isMet(figure) }))
  return `${JSON.stringify({ version: 1, setting, figures: all }, undefined, 2)}\n`
}

export function asTable(setting: Setting, figures: readonly Figure[]): string {
  const { node, cpu, cores, browser, load } = setting
  const lines = [
    `Node ${node}, ${browser}, ${cores} × ${cpu}, load ${load.toFixed(1)}`,
    '',
    ...columns([
      ['', 'value', 'unit', 'goal', 'met?'],
      ...figures.map((figure) => [
        figure.name,
        shown(figure.value),
        figure.unit,
        goalText(figure.goal),
        verdict(figure),
      ]),
    ]),
    '',
    ...figures.flatMap(({ name, note }) => (note === undefined ? [] : [`${name}: ${note}`])),
  ]
  return `${lines.join('\n')}\n`
}

function isMet({ value, goal }: Figure): boolean | undefined {
  if (goal === undefined) return undefined
  return 'below' in goal ? value < goal.below : value >= goal.atLeast
}

function goalText(goal: Goal | undefined): string {
  if (goal === undefined) return ''
  return 'below' in goal ? `< ${goal.below}` : `≥ ${goal.atLeast}`
}

function verdict(figure: Figure): string {
  const met = isMet(figure)
  if (met === undefined) return ''
  return met ? 'yes' : 'NO'
}

function shown(value: number): string {
  const digits = value < 100 ? 1 : 0
  return value.toLocaleString('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
}

/** Numbers stand to the right. */
function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0
        return column === 1 || column === 3 ? cell.padStart(width) : cell.padEnd(width)
      })
      .join('  ')
      .trimEnd(),
  )
}
