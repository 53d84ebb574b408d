import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RunView } from '../trace/view.ts'
import { answer } from '../worker/answer.ts'
import { align, type AlignedRow } from './align.ts'
import { closestSentence } from './closest-words.ts'
import { patchText, unifiedDiff } from './diff.ts'
import { matches } from './matches.ts'

const letters = fc.array(fc.constantFrom<string>('a', 'b', 'c'), { maxLength: 14 })

/** Length of the longest common subsequence, the textbook way. */
function longest(left: readonly string[], right: readonly string[]): number {
  const [head, ...rest] = left
  const [other, ...others] = right
  if (head === undefined || other === undefined) return 0
  if (head === other) return 1 + longest(rest, others)
  return Math.max(longest(rest, right), longest(left, others))
}

describe('what two lists have in common', () => {
  it('is in order, equal on both sides, and as long as can be', () => {
    fc.assert(
      fc.property(letters, letters, (left, right) => {
        const found = matches(left, right, (a, b) => a === b)
        for (const [a, b] of found) expect(left[a]).toBe(right[b])
        for (const [i, [a, b]] of found.slice(1).entries()) {
          expect(a).toBeGreaterThan(found[i]?.[0] ?? -1)
          expect(b).toBeGreaterThan(found[i]?.[1] ?? -1)
        }
        if (left.length + right.length < 16) expect(found).toHaveLength(longest(left, right))
      }),
    )
  })
})

describe('a patch', () => {
  it('makes the new text of the old one', () => {
    fc.assert(
      fc.property(letters, letters, (before, after) => {
        const result = [...before]
        for (const { lines } of unifiedDiff(before, after).toReversed()) {
          const old = lines.filter(({ kind }) => kind !== 'added')
          const first = old[0]?.old ?? lines[0]?.new ?? 1
          const now = lines.filter(({ kind }) => kind !== 'removed').map(({ text }) => text)
          expect(result.slice(first - 1, first - 1 + old.length)).toEqual(
            old.map(({ text }) => text),
          )
          result.splice(first - 1, old.length, ...now)
        }
        expect(result).toEqual(after)
      }),
    )
  })

  it('reads as diff -u writes it', () => {
    const before = ['1', '2', '3', '4', '5', '6', '7', '8', '9']
    const after = ['1', '2', '3', '4', 'x', '6', '7', '8', '9']
    expect(
      patchText(
        unifiedDiff(before, after, () => 'fn'),
        'model.c',
      ),
    ).toBe(
      [
        '--- a/model.c',
        '+++ b/model.c',
        '@@ -2,7 +2,7 @@ fn',
        ' 2',
        ' 3',
        ' 4',
        '-5',
        '+x',
        ' 6',
        ' 7',
        ' 8',
        '',
      ].join('\n'),
    )
    expect(patchText(unifiedDiff(before, before), 'model.c')).toBe('')
  })
})

function runOf(schedule: string | undefined, fixes: readonly string[] = []): RunView {
  const variant = { fixes, mutex: 'count' } as const
  const said = answer({ kind: 'run', scenario: 'hmm/device-unregister', variant, schedule })
  if (said.kind !== 'opened') throw new Error(JSON.stringify(said))
  return said.opened.run
}

describe('two runs side by side', () => {
  const mail = runOf(undefined)

  it('are the same row by row when they are the same', () => {
    const { divergence, counts } = align(mail, mail)
    expect(divergence).toBeUndefined()
    expect(counts).toMatchObject({ same: mail.steps.length, differing: 0, moved: 0 })
  })

  it('every step of both stands in exactly one row, in its order', () => {
    const other = runOf('b3a4b2a5')
    const { rows } = align(mail, other)
    const side = (name: 'a' | 'b') =>
      rows.flatMap((row: AlignedRow) => (name in row ? [row[name as keyof typeof row]] : []))
    expect(side('a')).toEqual([...mail.steps.keys()])
    expect(side('b')).toEqual([...other.steps.keys()])
  })

  it('differ first where another thread runs', () => {
    const other = runOf(`${mail.schedule.replace(/^b(\d+)/, (_, n) => `b${Number(n) - 1}ab`)}`)
    const { rows, divergence } = align(mail, other)
    const first = rows[divergence ?? -1]
    expect(first?.kind).not.toBe('both')
    const until = rows.slice(0, divergence)
    expect(until.every((row) => row.kind === 'both' && row.a === row.b)).toBe(true)
  })
})

describe('what would have had to be different', () => {
  it('is told by the call that the other thread would have left', () => {
    const mail = runOf(undefined)
    // A frees the device last but one; here B goes on until it has left mutex_unlock.
    const schedule = mail.schedule.replace(/a(\d+)b$/, (_, n) => `a${Number(n) - 1}b3a`)
    const passing = runOf(schedule)
    expect(passing.schedule).toBe(schedule)
    expect(closestSentence(mail, passing, mail.steps.length - 2)).toBe(
      'if B had left mutex_unlock before step 32',
    )
  })
})
