/** The difference of two texts as a patch, in the form of `diff -u`. */

import { matches } from './matches.ts'

export interface PatchLine {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
  /** Line numbers from 1 in the old and the new text; undefined where it is not in it. */
  readonly old: number | undefined
  readonly new: number | undefined
}

export interface Hunk {
  /** `@@ -12,7 +12,9 @@ hmm_mirror_kill` */
  readonly head: string
  readonly lines: readonly PatchLine[]
}

/** Lines around each change. */
const context = 3

/** `within` names the function of a line of the old text, by index; nothing changed: no hunks. */
export function unifiedDiff(
  before: readonly string[],
  after: readonly string[],
  within: (line: number) => string | undefined = () => undefined,
): readonly Hunk[] {
  const lines = allLines(before, after)
  const changed = lines.flatMap(({ kind }, at) => (kind === 'same' ? [] : [at]))
  const groups: { from: number; to: number }[] = []
  for (const at of changed) {
    const last = groups.at(-1)
    const from = Math.max(0, at - context)
    const to = Math.min(lines.length, at + context + 1)
    if (last !== undefined && from <= last.to) last.to = to
    else groups.push({ from, to })
  }
  return groups.map(({ from, to }) => hunk(lines, from, to, within))
}

function allLines(before: readonly string[], after: readonly string[]): readonly PatchLine[] {
  const lines: PatchLine[] = []
  let [a, b] = [0, 0]
  const upTo = (left: number, right: number): void => {
    for (; a < left; a++)
      lines.push({ kind: 'removed', text: before[a] ?? '', old: a + 1, new: undefined })
    for (; b < right; b++)
      lines.push({ kind: 'added', text: after[b] ?? '', old: undefined, new: b + 1 })
  }
  for (const [left, right] of matches(before, after, (one, other) => one === other)) {
    upTo(left, right)
    lines.push({ kind: 'same', text: before[left] ?? '', old: ++a, new: ++b })
  }
  upTo(before.length, after.length)
  return lines
}

function hunk(
  all: readonly PatchLine[],
  from: number,
  to: number,
  within: (line: number) => string | undefined,
): Hunk {
  const lines = all.slice(from, to)
  const old = lines.flatMap((line) => line.old ?? [])
  const now = lines.flatMap((line) => line.new ?? [])
  const before = all.slice(0, from)
  // As diff does: an empty range names the line before it.
  const oldStart = old[0] ?? before.filter((line) => line.old !== undefined).length
  const newStart = now[0] ?? before.filter((line) => line.new !== undefined).length
  const fn = within(oldStart - 1)
  const range = `@@ -${rangeText(oldStart, old.length)} +${rangeText(newStart, now.length)} @@`
  return { head: fn === undefined ? range : `${range} ${fn}`, lines }
}

function rangeText(start: number, count: number): string {
  return count === 1 ? String(start) : `${start},${count}`
}

const signs = { same: ' ', added: '+', removed: '-' } as const

/** As text that `patch` takes. */
export function patchText(hunks: readonly Hunk[], name: string): string {
  if (hunks.length === 0) return ''
  const body = hunks.flatMap(({ head, lines }) => [
    head,
    ...lines.map(({ kind, text }) => `${signs[kind]}${text}`),
  ])
  return [`--- a/${name}`, `+++ b/${name}`, ...body, ''].join('\n')
}
