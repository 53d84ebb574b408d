import fc from 'fast-check'
import { expect, it } from 'vitest'
import { current } from '../build/expressions.ts'
import { fn } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { embed } from '../build/types.ts'
import { wordName } from '../machine/memory.ts'
import type { Run } from '../machine/run.ts'
import { machineOf, play } from '../testing/play.ts'
import { WaitList, wait_list_add_tail, wait_list_remove } from './wait-list.ts'

const list = global('list', embed(WaitList))
const letters = ['A', 'B', 'C', 'D'] as const

const comeAndGo = fn('come_and_go', [], () => {
  wait_list_add_tail(list)
  wait_list_remove(list, current())
})

/** The words of the list by name, without those that are 0. */
function wordsOf(run: Run): Readonly<Record<string, number>> {
  const { memory } = run.machine
  const words = Array.from({ length: memory.size }, (_, address) => address)
    .filter((address) => wordName(memory, address).startsWith('list.'))
    .map((address) => [wordName(memory, address), run.state[address] ?? 0] as const)
  return Object.fromEntries(words.filter(([, value]) => value !== 0))
}

it('a wait list keeps the order of arrival, whoever leaves, and clears what it does not use', () => {
  const arrivals = fc.shuffledSubarray([...letters], { minLength: letters.length })
  const machine = machineOf(({ thread }) => {
    for (const letter of letters) thread(letter, letter, comeAndGo)
  })
  fc.assert(
    fc.property(arrivals, fc.subarray([...letters]), (arrived, left) => {
      const { run, faults } = play(machine, [...arrived, ...left].join('').toLowerCase())
      const rest = arrived.filter((letter) => !left.includes(letter))
      const expected = [
        ['list.length', rest.length],
        ...rest.map((letter, i) => [`list.thread[${i}]`, letters.indexOf(letter)]),
      ].filter(([, value]) => value !== 0)
      expect(faults).toEqual([])
      expect(wordsOf(run)).toEqual(Object.fromEntries(expected))
    }),
  )
})
