import { describe, expect, it } from 'vitest'
import { answer } from './answer.ts'
import type { OrderView, PairView } from './order-protocol.ts'
import type { RunSpec } from './protocol.ts'

const variant = { fixes: [], mutex: 'count' } as const

function mail(): { readonly spec: RunSpec; readonly texts: readonly string[] } {
  const said = answer({
    kind: 'run',
    scenario: 'hmm/device-unregister',
    variant,
    schedule: undefined,
  })
  if (said.kind !== 'opened') throw new Error(said.kind)
  const { schedule, steps } = said.opened.run
  const spec = { scenario: 'hmm/device-unregister', variant, schedule }
  return { spec, texts: steps.map(({ text }) => text) }
}

function orderOf(spec: RunSpec, first?: number, second?: number): OrderView {
  const pair = first === undefined || second === undefined ? undefined : { first, second }
  const said = answer({ kind: 'order', spec, pair })
  if (said.kind !== 'ordered') throw new Error(JSON.stringify(said))
  return said.order
}

function pairOf(first: number, second: number): PairView {
  const { pair } = orderOf(mail().spec, first, second)
  if (pair === undefined) throw new Error('no pair')
  return pair
}

const { spec, texts } = mail()
const free = texts.indexOf('kfree(device)')
const use = texts.length - 1

describe('the edges of a run', () => {
  it('say in words what orders two threads', () => {
    const told = orderOf(spec).edges.map(({ text }) => text)
    expect(told).toContain('B releases device->mutex, then A takes it')
    expect(told).toContain('B releases hmm->rwsem, then A takes it')
  })

  it('say of racing pairs that nothing orders them', () => {
    const race = orderOf(spec).edges.find(({ from, to }) => from === free && to === use)
    expect(race?.kind).toBe('race')
    expect(race?.text).toMatch(/^no lock, wait or start orders them: .*device/)
  })

  it('are between different threads, forward', () => {
    for (const { from, to } of orderOf(spec).edges) expect(from).toBeLessThan(to)
  })
})

describe('two steps', () => {
  it('are ordered by a chain, each link in words', () => {
    const taken = texts.findIndex((text) => text.startsWith('await(atomic_read(&lock->count) == 1'))
    const pair = pairOf(texts.indexOf('value = atomic_read(v) + 1'), taken)
    expect(pair.kind).toBe('ordered')
    const chain = 'chain' in pair ? pair.chain.map(({ text }) => text) : []
    expect(chain).toEqual([
      'B goes on from mutex_unlock(&device->mutex) (step 27) to mutex_unlock(&device->mutex) (step 28)',
      'B releases device->mutex, then A takes it',
    ])
  })

  it('that race: swapped, the violation of the mail is gone', () => {
    const pair = pairOf(use, free)
    expect(pair).toMatchObject({ kind: 'racing', first: free, second: use })
    expect('swap' in pair && pair.swap).toMatchObject({
      kind: 'replayed',
      isSameClass: false,
      appeared: [],
      gone: ['use after free: device'],
      at: free + 1,
    })
  })

  it('that are independent: swapped, it is the same interleaving class', () => {
    const pair = pairOf(0, texts.indexOf('value = atomic_read(v) - 1', 1))
    expect(pair).toMatchObject({ kind: 'independent', swap: { kind: 'replayed' } })
    expect('swap' in pair && pair.swap).toMatchObject({ isSameClass: true, isSameEnd: true })
  })

  it('must be two of the run', () => {
    expect(answer({ kind: 'order', spec, pair: { first: 1, second: 99 } })).toMatchObject({
      kind: 'failed',
      error: { code: 'bad-request', part: '100' },
    })
  })
})
