/** "Did you mean …?" for names that are typed by hand. */

/** ` Did you mean "hmm/leak"?`, or nothing when no candidate is close. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const found = nearest(word, candidates)
  return found === undefined ? '' : ` Did you mean "${found}"?`
}

/** The one candidate that contains the word, else the one with the fewest typing mistakes. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const text = word.toLowerCase().slice(0, 100)
  const within = candidates.filter((candidate) => text.length > 2 && candidate.includes(text))
  if (within.length === 1) return within[0]
  let best: string | undefined
  let fewest = 2 + Math.floor(text.length / 4)
  for (const candidate of candidates) {
    const mistakes = distance(text, candidate)
    if (mistakes >= fewest || mistakes >= candidate.length) continue
    best = candidate
    fewest = mistakes
  }
  return best
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one text into the other. */
function distance(from: string, to: string): number {
  let older: readonly number[] = []
  let row: readonly number[] = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= to.length; j += 1) {
      const same = from[i - 1] === to[j - 1]
      const options = [at(row, j) + 1, at(next, j - 1) + 1, at(row, j - 1) + (same ? 0 : 1)]
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      if (swapped) options.push(at(older, j - 2) + 1)
      next.push(Math.min(...options))
    }
    older = row
    row = next
  }
  return at(row, to.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY
}
