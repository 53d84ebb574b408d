import { describe, expect, it } from 'vitest'
import type { SearchClient, SearchOutcome } from './search-client.ts'
import { searchLater } from './search-later.ts'
import type { SearchJob } from './search-protocol.ts'

const limits = { maxStates: undefined, maxBytes: undefined, maxSeconds: undefined }
const variant = { fixes: [], mutex: 'count' } as const
const job: SearchJob = {
  kind: 'races',
  request: { scenario: 'toy', variant, minimised: 'steps', ...limits },
}
const error = { code: 'internal', part: 'toy', message: 'it ran' } as const
const ran: SearchOutcome = { kind: 'failed', error }
const superseded: SearchOutcome = { kind: 'superseded' }

function open() {
  const told: string[] = []
  const client: SearchClient = {
    start: () => {
      told.push('start')
      return Promise.resolve(ran)
    },
    warm: () => told.push('warm'),
    cancel: () => told.push('cancel'),
    close: () => told.push('close'),
  }
  let arrive = (): void => {}
  let fail = (): void => {}
  const search = searchLater(
    () =>
      new Promise((resolve, reject) => {
        arrive = () => resolve(client)
        fail = () => reject(new Error('no connection'))
      }),
  )
  return { told, search, arrive: () => arrive(), fail: () => fail() }
}

describe('a search whose code is still to come', () => {
  it('begins when it has come', async () => {
    const { told, search, arrive } = open()
    const outcome = search.start(job, () => {})
    expect(told).toEqual([])
    arrive()
    expect(await outcome).toBe(ran)
    expect(told).toEqual(['start'])
  })

  it('does not begin when it is cancelled meanwhile', async () => {
    const { told, search, arrive } = open()
    const outcome = search.start(job, () => {})
    search.cancel()
    arrive()
    expect(await outcome).toEqual(superseded)
    expect(told).toEqual([])
  })

  it('fails when it cannot come, and may be started again', async () => {
    const { search, arrive, fail } = open()
    const outcome = search.start(job, () => {})
    fail()
    expect(await outcome).toMatchObject({ kind: 'failed', error: { part: 'races' } })
    const again = search.start(job, () => {})
    arrive()
    expect(await again).toBe(ran)
  })
})

describe('a search whose code is there', () => {
  it('begins and is cancelled at once', async () => {
    const { told, search, arrive } = open()
    search.warm(job)
    arrive()
    await Promise.resolve()
    await Promise.resolve()
    const outcome = search.start(job, () => {})
    search.cancel()
    search.close()
    expect(await outcome).toBe(ran)
    expect(told).toEqual(['warm', 'start', 'cancel', 'close'])
  })
})
