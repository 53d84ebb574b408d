import { describe, expect, it } from 'vitest'
import { didYouMean, nearest } from './nearest.ts'

const scenarios = ['hmm/device-unregister', 'hmm/fork-close', 'hmm/register-exit', 'hmm/leak']

describe('the nearest name', () => {
  it.each([
    ['hmm/device-unregistr', 'hmm/device-unregister'],
    ['hmm/device-unregsiter', 'hmm/device-unregister'],
    ['HMM/Leak', 'hmm/leak'],
    ['leak', 'hmm/leak'],
    ['fork', 'hmm/fork-close'],
    ['hmm-leak', 'hmm/leak'],
  ])('to %s is %s', (word, expected) => {
    expect(nearest(word, scenarios)).toBe(expected)
  })

  it.each(['', 'x', 'rcu/stall', 'hmm/'])('to %j there is none', (word) => {
    expect(nearest(word, scenarios)).toBeUndefined()
    expect(didYouMean(word, scenarios)).toBe('')
  })

  it('does not turn a short word into another', () => {
    expect(nearest('abc', ['run', 'list'])).toBeUndefined()
  })

  it('is offered as a question', () => {
    expect(didYouMean('onwer', ['count', 'owner'])).toBe(' Did you mean "owner"?')
  })
})
