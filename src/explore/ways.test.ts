import { describe, expect, it } from 'vitest'
import { add, eq, ne, READ_ONCE, WRITE_ONCE } from '../build/expressions.ts'
import { fn, p } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { check, waitUntil } from '../build/statements.ts'
import { int } from '../build/types.ts'
import { machineOf } from '../testing/play.ts'
import { searchAll } from './state-search.ts'

const turn = global('turn', int)
const threads = 20

/** One thread after the other, in an order that only one schedule keeps to; the last one fails. */
const relay = machineOf(({ thread }) => {
  const run = fn('run', [p('own', int)], (own) => {
    waitUntil(eq(READ_ONCE(turn), own), { event: 'its turn' })
    check(ne(own, threads - 1), 'BUG_ON', 'the last one is not reached')
    WRITE_ONCE(turn, add(own, 1))
  })
  for (let own = 0; own < threads; own++)
    thread(String.fromCharCode(65 + own), 'takes its turn', run, own)
})

describe('the way to a state', () => {
  it.each(['steps', 'switches'] as const)(
    'has the right threads also of a program with more than 16, with the fewest %s',
    (minimised) => {
      const verdict = searchAll(relay, minimised)
      const [finding] = verdict.kind === 'violated' ? verdict.findings : []
      const order = [...new Set(finding?.schedule.map(({ lane }) => lane))]
      expect(order).toEqual(Array.from({ length: threads }, (_, lane) => lane))
    },
  )
})
