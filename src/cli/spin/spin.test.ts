import { describe, expect, it } from 'vitest'
import { compare } from './compare.ts'
import { readPan, whyNoSpin } from './pan.ts'
import { allSubjects, generated } from './subjects.ts'

const reason = whyNoSpin()
const subjects = [
  ...allSubjects(0).filter(({ name }) => name === 'hmm/device-unregister'),
  ...generated(5),
]

describe(`Spin on the exported model${reason === undefined ? '' : ` (skipped: ${reason})`}`, () => {
  it.skipIf(reason !== undefined).each(subjects)(
    'stores the states and finds the failures that the search does: $name',
    async ({ machine }) => {
      const { states, differences } = await compare(machine(), ['narrow'])
      expect(states).toBeGreaterThan(0)
      expect(differences).toEqual([])
    },
  )
})

describe("what Spin's checker prints", () => {
  it('is read: states, failed assertions, deadlocks', () => {
    const result = readPan(
      [
        'pan:1: assertion violated  !(use_after_free) (at depth 11)',
        'pan:2: invalid end state (at depth 9)',
        'State-vector 124 byte, depth reached 62, errors: 3',
        '     1905 states, stored',
        '     3671 transitions (= stored+matched)',
        'pan: elapsed time 0.02 seconds',
      ].join('\n'),
    )
    expect(result).toEqual({
      states: 1905,
      transitions: 3671,
      depth: 62,
      vector: 124,
      seconds: 0.02,
      failed: ['use_after_free'],
      hasDeadlock: true,
      complaints: [],
    })
  })

  it('is not trusted when the search was cut off or the model is wrong', () => {
    const cut =
      'error: max search depth too small\npan:1: assertion violated (mem[0]==fit) (at depth 3)'
    expect(readPan(cut).complaints).toEqual([
      'max search depth too small',
      'assertion violated (mem[0]==fit)',
    ])
  })
})
