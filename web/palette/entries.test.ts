import { describe, expect, it } from 'vitest'
import { initialState } from '../store/state.ts'
import type { Command } from '../ui/commands.ts'
import { entriesOf, recentFrom, withRecent } from './entries.ts'

function command(id: string, change: Partial<Command> = {}): Command {
  return { id, title: id, group: 'Page', scope: 'everywhere', keys: [], run: () => {}, ...change }
}

const all = [
  command('alpha'),
  command('beta', { unable: () => 'nothing to do' }),
  command('gamma', { scope: 'diagram' }),
  command('palette'),
]

function ids(typed: string, recent: readonly string[] = []): readonly string[] {
  return entriesOf(all, initialState, recent, typed).map((entry) => entry.command.id)
}

describe('the palette', () => {
  it('lists all commands but itself, the latest used first', () => {
    expect(ids('')).toEqual(['alpha', 'beta', 'gamma'])
    expect(ids('', ['gamma', 'beta'])).toEqual(['gamma', 'beta', 'alpha'])
  })

  it('prefers what fits better to what was used last', () => {
    expect(ids('al', ['gamma'])).toEqual(['alpha'])
    expect(ids('a', ['gamma'])).toEqual(['alpha', 'gamma', 'beta'])
  })

  it('finds what is shown by its name on the page first', () => {
    const named = [...all, command('delta', { title: 'See all bets', name: 'Bets' })]
    const found = (typed: string): readonly string[] =>
      entriesOf(named, initialState, [], typed).map((entry) => entry.command.id)
    expect(found('bet')).toEqual(['delta', 'beta'])
    expect(found('beta')).toEqual(['beta'])
    expect(found('')).toEqual(['alpha', 'beta', 'gamma', 'delta'])
  })

  it('says why a command can do nothing: its own reason, or that there is no run', () => {
    const reasons = entriesOf(all, initialState, [], '').map(({ unable }) => unable)
    expect(reasons).toEqual([undefined, 'nothing to do', 'no run is open'])
  })

  it('does not offer threads that the run does not have', () => {
    const none = command('run-thread-3', { unable: () => 'this run has 2 threads' })
    expect(entriesOf([none], initialState, [], '')).toEqual([])
  })
})

it('six commands are remembered, each once', () => {
  const recent = ['a', 'b', 'c', 'd', 'e', 'f', 'c'].reduce(withRecent, recentFrom(undefined))
  expect(recent).toEqual(['c', 'f', 'e', 'd', 'b', 'a'])
  expect(recentFrom(recent.join(','))).toEqual(recent)
})
