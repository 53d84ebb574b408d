import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WorkerLike } from './channel.ts'
import { createClient } from './client.ts'
import type { Answer, Request, RequestBody } from './protocol.ts'

/** A worker in the hands of the test: it answers, crashes or hangs when told to. */
class FakeWorker implements WorkerLike {
  readonly received: Request[] = []
  readonly listeners = new Map<string, ((event: Event) => void)[]>()
  terminated = false

  postMessage(message: unknown): void {
    this.received.push(message as Request)
  }

  addEventListener(type: string, listener: (event: Event) => void): void {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener])
  }

  terminate(): void {
    this.terminated = true
  }

  fire(type: string, fields: object): void {
    for (const listener of this.listeners.get(type) ?? []) {
      listener(Object.assign(new Event(type), fields))
    }
  }

  answer(index: number, answer: Answer): void {
    this.fire('message', { data: { ...answer, id: this.received[index]?.id } })
  }

  crash(): void {
    this.fire('error', { message: 'out of memory' })
  }
}

function setUp() {
  const workers: FakeWorker[] = []
  const restarts: string[] = []
  const client = createClient({
    spawn: () => {
      const worker = new FakeWorker()
      workers.push(worker)
      return worker
    },
    onRestart: (reason) => restarts.push(reason),
    patience: 1000,
  })
  const worker = (index: number): FakeWorker => {
    const found = workers[index]
    if (found === undefined) throw new Error(`no worker ${index} was started`)
    return found
  }
  return { client, workers, worker, restarts }
}

const run = (scenario: string): Extract<RequestBody, { kind: 'run' }> => ({
  kind: 'run',
  scenario,
  variant: { fixes: [], mutex: 'count' },
  schedule: undefined,
})

const failure = (part: string): Answer => ({
  kind: 'failed',
  error: { code: 'unknown-scenario', part, message: `no scenario ${part}` },
})

describe('client', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('starts one worker, and only when there is something to ask', async () => {
    const { client, workers, worker } = setUp()
    expect(workers).toHaveLength(0)
    const catalogue = client.catalogue()
    const opened = client.open(run('a'))
    expect(workers).toHaveLength(1)
    worker(0).answer(1, failure('a'))
    worker(0).answer(0, { kind: 'catalogue', scenarios: [] })
    expect(await catalogue).toEqual({ kind: 'catalogue', scenarios: [], id: 1 })
    expect(await opened).toMatchObject({ kind: 'failed', error: { part: 'a' } })
  })

  it('drops the answer to a request that a newer one has superseded', async () => {
    const { client, worker } = setUp()
    const first = client.open(run('first'))
    const second = client.open(run('second'))
    expect(await first).toEqual({ kind: 'superseded' })
    worker(0).answer(0, failure('first'))
    worker(0).answer(1, failure('second'))
    expect(await second).toMatchObject({ error: { part: 'second' } })
  })

  it('leaves requests of another slot alone', async () => {
    const { client, worker } = setUp()
    const catalogue = client.catalogue()
    void client.open(run('a'))
    void client.open(run('b'))
    worker(0).answer(0, { kind: 'catalogue', scenarios: [] })
    expect((await catalogue).kind).toBe('catalogue')
  })

  it('opens pinned runs beside the run of the page, each superseded only by its own', async () => {
    const { client, worker } = setUp()
    const opened = client.open(run('page'))
    const old = client.openPinned('a', run('old'))
    const a = client.openPinned('a', run('a'))
    const b = client.openPinned('b', run('b'))
    expect(await old).toEqual({ kind: 'superseded' })
    for (const [index, part] of ['page', 'old', 'a', 'b'].entries())
      worker(0).answer(index, failure(part))
    expect(await opened).toMatchObject({ error: { part: 'page' } })
    expect(await a).toMatchObject({ error: { part: 'a' } })
    expect(await b).toMatchObject({ error: { part: 'b' } })
  })

  it('replaces a crashed worker, asks again and says so', async () => {
    const { client, worker, restarts } = setUp()
    const opened = client.open(run('a'))
    worker(0).crash()
    expect(worker(0).terminated).toBe(true)
    expect(restarts).toEqual(['out of memory'])
    expect(worker(1).received).toEqual(worker(0).received)
    worker(1).answer(0, failure('a'))
    expect(await opened).toMatchObject({ error: { part: 'a' } })
  })

  it('ignores what a replaced worker still says', async () => {
    const { client, worker } = setUp()
    const opened = client.open(run('a'))
    worker(0).crash()
    worker(0).answer(0, failure('from the dead'))
    worker(0).crash()
    worker(1).answer(0, failure('a'))
    expect(await opened).toMatchObject({ error: { part: 'a' } })
  })

  it('gives up on a request that crashes the worker twice, and can ask on', async () => {
    const { client, workers, worker } = setUp()
    const opened = client.open(run('poison'))
    worker(0).crash()
    worker(1).crash()
    expect(await opened).toMatchObject({
      kind: 'failed',
      error: { code: 'internal', part: 'poison' },
    })
    expect(workers).toHaveLength(2)
    const next = client.open(run('good'))
    worker(2).answer(0, failure('good'))
    expect(await next).toMatchObject({ error: { part: 'good' } })
  })

  it('takes silence for a crash', async () => {
    const { client, worker, restarts } = setUp()
    const opened = client.open(run('a'))
    vi.advanceTimersByTime(1000)
    expect(restarts).toEqual(['it gave no answer'])
    vi.advanceTimersByTime(1000)
    expect(await opened).toMatchObject({ kind: 'failed', error: { part: 'a' } })
    expect(worker(1).terminated).toBe(true)
  })

  it('does not wait for an answer that came', async () => {
    const { client, worker, restarts } = setUp()
    void client.open(run('a'))
    worker(0).answer(0, failure('a'))
    vi.advanceTimersByTime(5000)
    expect(restarts).toEqual([])
  })

  it('turns a worker that cannot be started into a failure', async () => {
    const restarts: string[] = []
    const client = createClient({
      spawn: () => {
        throw new Error('no workers here')
      },
      onRestart: (reason) => restarts.push(reason),
    })
    expect(await client.open(run('a'))).toMatchObject({
      kind: 'failed',
      error: { message: expect.stringContaining('no workers here') as unknown },
    })
    expect(restarts).toHaveLength(2)
  })

  it('ignores messages that are no responses', async () => {
    const { client, worker } = setUp()
    const opened = client.open(run('a'))
    for (const data of [undefined, null, 7, 'x', {}, { id: 1 }, { id: '1', kind: 'opened' }]) {
      worker(0).fire('message', { data })
    }
    worker(0).answer(0, failure('a'))
    expect((await opened).kind).toBe('failed')
  })

  it('tells when the worker answered another question', async () => {
    const { client, worker } = setUp()
    const opened = client.open(run('a'))
    worker(0).answer(0, { kind: 'catalogue', scenarios: [] })
    expect(await opened).toMatchObject({ kind: 'failed', error: { code: 'internal' } })
  })

  it('resolves what is pending when it is closed', async () => {
    const { client, worker } = setUp()
    const opened = client.open(run('a'))
    client.close()
    expect(await opened).toEqual({ kind: 'superseded' })
    expect(worker(0).terminated).toBe(true)
  })
})
