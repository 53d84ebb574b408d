import { describe, expect, it } from 'vitest'
import type { FindingView, SearchResult } from './search-protocol.ts'
import { bytesText, rateOf, secondsText } from '../util/amounts.ts'
import { conclusionOf, effortText, resultText } from './search-words.ts'

const base = {
  scenario: 'toy',
  variant: { fixes: [], mutex: 'count' },
  minimised: 'steps',
  stats: {
    states: 1_905,
    transitions: 3_669,
    depth: 52,
    frontier: 0,
    engine: 'stepper',
    bytes: 148_256,
  },
  seconds: 0.21,
} as const

function finding(kind: FindingView['kind'], line: number): FindingView {
  return {
    key: `${kind} ${line}`,
    kind,
    title: kind,
    text: '',
    object: 'device',
    lane: 'B',
    where: `line ${line}: x`,
    schedule: 'a',
    steps: 1,
    switches: 0,
    preemptions: 0,
  }
}

function violated(
  findings: readonly FindingView[],
  change: { readonly exhausted?: boolean; readonly limit?: 'states' | 'seconds' } = {},
): SearchResult {
  const { exhausted = true, limit } = change
  return { ...base, verdict: 'violated', findings, exhausted, limit }
}

const many = [finding('use-after-free', 1), finding('use-after-free', 2), finding('leak', 3)]
const million = {
  ...base,
  stats: { ...base.stats, states: 1_000_000, bytes: 2 ** 28 },
  seconds: 20,
}

describe('what a search came to', () => {
  it.each<[string, SearchResult]>([
    [
      'proved: no failure in 1,905 states up to symmetry',
      { ...base, stats: { ...base.stats, exchanges: 24 }, verdict: 'proved' },
    ],
    ['all 1,905 states, 0.2 s: 2 kinds of failure in 3 places', violated(many)],
    ['all 1,905 states, 0.2 s: 1 kind of failure in 1 place', violated([finding('deadlock', 1)])],
    ['proved: no failure in 1,905 states', { ...base, verdict: 'proved' }],
    [
      'proved: no failure in 1,905 states (by last thread)',
      { ...base, minimised: 'switches', verdict: 'proved' },
    ],
    [
      'stopped at 1,000,000 states: nothing wrong found so far, not a proof',
      { ...million, verdict: 'bounded', limit: 'states' },
    ],
    [
      'stopped after 20 s at 1,000,000 states: nothing wrong found so far, not a proof',
      { ...million, verdict: 'bounded', limit: 'seconds' },
    ],
    [
      'stopped at 256 MiB of memory, 1,000,000 states: nothing wrong found so far, not a proof',
      { ...million, verdict: 'bounded', limit: 'memory' },
    ],
    [
      'cancelled at 1,000,000 states: nothing wrong found so far, not a proof',
      { ...million, verdict: 'bounded', limit: 'cancelled' },
    ],
    [
      'stopped at 1,905 states: 2 kinds of failure in 3 places so far, there may be more',
      violated(many, { exhausted: false, limit: 'states' }),
    ],
  ])('%s', (text, result) => {
    expect(resultText(result)).toBe(text)
  })

  it('is no failure, and no proof either, when runs only leave the bounds of the model', () => {
    const result = violated([finding('bound', 1)])
    expect(conclusionOf(result)).toEqual({ kind: 'bounded', limit: 'model' })
    expect(resultText(result)).toBe(
      "all 1,905 states within the model's bounds, which some runs leave: nothing wrong found so far, not a proof",
    )
  })

  it('does not call the failures complete when runs leave the bounds of the model', () => {
    const result = violated([...many, finding('bound', 9)])
    expect(conclusionOf(result)).toEqual({ kind: 'violated', failures: many, exhausted: false })
    expect(resultText(result)).toContain('2 kinds of failure in 3 places so far, there may be more')
  })
})

describe('figures', () => {
  it('have units', () => {
    expect([0, 0.0071, 0.21, 9.96, 1234].map(secondsText)).toEqual([
      '0 ms',
      '7 ms',
      '0.2 s',
      '10 s',
      '1,234 s',
    ])
    expect([1000, 148_256, 40_000_000, 2 ** 30].map(bytesText)).toEqual([
      '1 KiB',
      '145 KiB',
      '38.1 MiB',
      '1,024 MiB',
    ])
    expect(effortText({ ...finding('leak', 1), switches: 1, steps: 2 })).toBe(
      '2 steps, 1 switch, 0 preemptions',
    )
    expect([rateOf(100, 0.5), rateOf(100, 0)]).toEqual([200, undefined])
  })
})
