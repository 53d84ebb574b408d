import { describe, expect, it } from 'vitest'
import { fixtureRun } from './fixture-run.ts'
import { mergeEffects } from './rows-effects.ts'

function merged(cells: string, result?: string, from = 0): string {
  const run = fixtureRun(`A one\n${cells}`)
  return mergeEffects(run.steps.slice(from), result)
    .map(({ text }) => text)
    .join(', ')
}

describe('effects of several steps', () => {
  it('stay in order', () => {
    expect(merged('s ; mirror kref: 1 → 0\ns ; frees mirror')).toBe('1 → 0, frees mirror')
  })

  it('leave out a lock that was only held in between', () => {
    const cells = 's ; takes m.wait_lock\ns ; takes m\ns ; releases m.wait_lock'
    expect(merged(cells)).toBe('takes m')
  })

  it('keep the release of a lock that was held before', () => {
    const cells = 's ; takes m\ns ; releases m\ns ; takes m'
    expect(merged(cells, undefined, 1)).toBe('releases m, takes m')
  })

  it('say the same only once', () => {
    expect(merged('s ; spins\ns ; spins')).toBe('spins')
  })

  it('end with the result of the folded call, not of calls inside it', () => {
    expect(merged('s ; → 7\ns', '0')).toBe('→ 0')
  })

  it('say in a word what is returned where a count has changed', () => {
    expect(merged('s ; mirror kref: 2 → 1', '0')).toBe('2 → 1, returns 0')
  })
})
