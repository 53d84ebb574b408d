import { describe, expect, it } from 'vitest'
import type { EffectView } from '../../src/trace/view.ts'
import { fitEffects } from './fit-effects.ts'

const effects: readonly EffectView[] = [
  { kind: 'lock', text: 'takes m' },
  { kind: 'ref', text: '2 → 1' },
  { kind: 'result', text: '→ 0' },
]

function fit(room: number): string {
  return fitEffects('kref_put(&mirror->kref)', effects, room)
    .map(({ kind }) => kind)
    .join(' ')
}

describe('effects beside a step', () => {
  it('are all shown, in order, where there is room', () => {
    expect(fit(400)).toBe('lock ref result')
  })

  it('give way to the code when the tracks show them anyway', () => {
    expect(fit(250)).toBe('ref result')
  })

  it('shorten the code for results, down to a readable beginning', () => {
    expect(fit(160)).toBe('ref result')
    expect(fit(120)).toBe('ref')
  })

  it('keep a count whatever the room', () => {
    expect(fit(10)).toBe('ref')
  })
})
