/**
 * Does a text fit what is typed, and how well? Every word of what is typed must be found: best at the
 * beginning of a word, else inside one, else as letters in this order.
 */

export interface Fit {
  /** The smaller, the better. */
  readonly cost: number
  /** Positions in the text that were found, ascending. */
  readonly at: readonly number[]
}

const perfect: Fit = { cost: 0, at: [] }
/** What the ways to be found cost; those within one way differ by less than two. */
const costs = { inside: 2, scattered: 8 } as const

export function fit(typed: string, text: string): Fit | undefined {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const low = text.toLowerCase()
  let whole = perfect
  for (const word of words) {
    const found = fitWord(word, low)
    if (found === undefined) return undefined
    whole = { cost: whole.cost + found.cost, at: [...whole.at, ...found.at] }
  }
  // Of texts that fit equally well the shorter one fits better.
  const length = words.length === 0 ? 0 : Math.min(1, text.length / 200)
  return { cost: whole.cost + length, at: [...new Set(whole.at)].sort((a, b) => a - b) }
}

function fitWord(word: string, text: string): Fit | undefined {
  const begin = beginOf(word, text)
  if (begin !== undefined) return { cost: share(begin), at: span(begin, word.length) }
  const inside = text.indexOf(word)
  if (inside >= 0) {
    return { cost: costs.inside + share(inside), at: span(inside, word.length) }
  }
  return scattered(word, text)
}

/** Where the word stands with no letter or digit before it. */
function beginOf(word: string, text: string): number | undefined {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return at
  }
  return undefined
}

/** The letters in this order, each as early as it can be. */
function scattered(word: string, text: string): Fit | undefined {
  const at: number[] = []
  let from = 0
  for (const letter of word) {
    const found = text.indexOf(letter, from)
    if (found < 0) return undefined
    at.push(found)
    from = found + 1
  }
  const gaps = from - (at[0] ?? 0) - word.length
  return { cost: costs.scattered + gaps, at }
}

/** The nearer to the beginning, the better. */
function share(at: number): number {
  return Math.min(1, at / 200)
}

function span(from: number, length: number): readonly number[] {
  return Array.from({ length }, (_, offset) => from + offset)
}
