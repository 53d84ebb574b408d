import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WorkerLike } from './channel.ts'
import { memoryBudget } from './memory-budget.ts'
import { createSearchClient, type SearchOutcome } from './search-client.ts'
import type {
  FromSearch,
  JobProgress,
  JobResult,
  SearchJob,
  SearchRequest,
  SearchResult,
} from './search-protocol.ts'

const request: SearchRequest = {
  scenario: 'toy',
  variant: { fixes: [], mutex: 'count' },
  minimised: 'steps',
  maxStates: undefined,
  maxBytes: undefined,
  maxSeconds: undefined,
}
const stats = {
  states: 7,
  transitions: 9,
  depth: 3,
  frontier: 1,
  engine: 'stepper',
  bytes: 64,
} as const
const job: SearchJob = { kind: 'races', request }
const progress: JobProgress = { kind: 'races', progress: { stats, seconds: 0.1, failures: 0 } }
const proved: SearchResult = {
  scenario: 'toy',
  variant: request.variant,
  minimised: 'steps',
  stats,
  seconds: 0.2,
  verdict: 'proved',
}
const result: JobResult = { kind: 'races', result: proved }

/** A worker by hand: what it was told, and what it says. */
class HandWorker implements WorkerLike {
  readonly told: unknown[] = []
  isTerminated = false
  private readonly listeners: (readonly [string, (event: Event) => void])[] = []

  postMessage(message: unknown): void {
    this.told.push(message)
  }

  addEventListener(type: string, listener: (event: Event) => void): void {
    this.listeners.push([type, listener])
  }

  terminate(): void {
    this.isTerminated = true
  }

  says(data: FromSearch): void {
    this.fire('message', Object.assign(new Event('message'), { data }))
  }

  crashes(message: string): void {
    this.fire('error', Object.assign(new Event('error'), { message }))
  }

  private fire(type: string, event: Event): void {
    for (const [of, listener] of this.listeners) if (of === type) listener(event)
  }
}

function open() {
  const workers: HandWorker[] = []
  const client = createSearchClient({
    spawn: () => {
      const worker = new HandWorker()
      workers.push(worker)
      return worker
    },
    patience: 100,
  })
  const heard: JobProgress[] = []
  const start = (change: Partial<SearchRequest> = {}): Promise<SearchOutcome> =>
    client.start({ kind: 'races', request: { ...request, ...change } }, (said) => heard.push(said))
  const worker = (index = 0): HandWorker => {
    const found = workers[index]
    if (found === undefined) throw new Error(`no worker ${index} was started`)
    return found
  }
  return { client, workers, worker, heard, start }
}

describe('a search', () => {
  it('starts the worker only when there is something to search, and keeps it', async () => {
    const { workers, worker, start } = open()
    expect(workers).toHaveLength(0)
    const first = start()
    expect(worker().told).toEqual([{ kind: 'start', id: 1, job }])
    worker().says({ kind: 'done', id: 1, result })
    await first
    void start()
    expect(workers).toHaveLength(1)
  })

  it('reports its progress and resolves with its result', async () => {
    const { worker, heard, start } = open()
    const outcome = start()
    worker().says({ kind: 'progress', id: 1, progress })
    worker().says({ kind: 'done', id: 1, result })
    expect(await outcome).toEqual({ kind: 'done', result })
    expect(heard).toEqual([progress])
  })

  it('gives way to a newer one, whatever is still said of it', async () => {
    const { worker, heard, start } = open()
    const older = start()
    const newer = start({ scenario: 'other' })
    expect(await older).toEqual({ kind: 'superseded' })
    worker().says({ kind: 'progress', id: 1, progress })
    worker().says({ kind: 'done', id: 1, result })
    expect(heard).toEqual([])
    worker().says({ kind: 'done', id: 2, result })
    expect(await newer).toMatchObject({ kind: 'done' })
  })

  it('passes on why it could not be done', async () => {
    const { worker, start } = open()
    const outcome = start({ scenario: 'nope' })
    const error = { code: 'unknown-scenario', part: 'nope', message: 'There is none.' } as const
    worker().says({ kind: 'failed', id: 1, error })
    expect(await outcome).toEqual({ kind: 'failed', error })
  })
})

describe('a worker that crashes', () => {
  it('fails its search with a clear text, and the next search gets a new one', async () => {
    const { workers, worker, start } = open()
    const outcome = start()
    worker().crashes('out of memory')
    expect(await outcome).toMatchObject({
      kind: 'failed',
      error: {
        part: 'toy',
        message:
          'The search worker stopped (out of memory); nothing else is lost. Start the search again.',
      },
    })
    expect(worker().isTerminated).toBe(true)
    const next = start()
    expect(workers).toHaveLength(2)
    worker(1).says({ kind: 'done', id: 2, result })
    expect(await next).toMatchObject({ kind: 'done' })
  })

  it('while nothing is searched is replaced in silence', async () => {
    const { workers, worker, start } = open()
    const first = start()
    worker().says({ kind: 'done', id: 1, result })
    await first
    worker().crashes('')
    void start()
    expect(workers).toHaveLength(2)
  })

  it('or cannot be started at all fails the search, too', async () => {
    const client = createSearchClient({
      spawn: () => {
        throw new Error('no workers here')
      },
    })
    const outcome = await client.start(job, () => {})
    expect(outcome.kind === 'failed' ? outcome.error.message : '').toContain('(no workers here)')
  })
})

describe('cancelling', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('lets the worker answer with what it has', async () => {
    const { client, worker, start } = open()
    const outcome = start()
    client.cancel()
    client.cancel()
    expect(worker().told.slice(1)).toEqual([{ kind: 'cancel', id: 1 }])
    const cancelled: JobResult = {
      kind: 'races',
      result: { ...proved, verdict: 'bounded', limit: 'cancelled' },
    }
    worker().says({ kind: 'done', id: 1, result: cancelled })
    expect(await outcome).toEqual({ kind: 'done', result: cancelled })
    vi.advanceTimersByTime(1_000)
    expect(worker().isTerminated).toBe(false)
  })

  it('stops a worker that does not answer', async () => {
    const { client, worker, start } = open()
    const outcome = start()
    client.cancel()
    vi.advanceTimersByTime(101)
    expect(worker().isTerminated).toBe(true)
    expect(await outcome).toMatchObject({ kind: 'failed' })
  })

  it('does nothing when nothing runs', () => {
    const { client, workers } = open()
    client.cancel()
    expect(workers).toHaveLength(0)
  })
})

describe('the memory budget', () => {
  it.each([
    [undefined, 0.5],
    [0.5, 0.125],
    [2, 0.5],
    [4, 1],
    [32, 1],
  ])('of a device with %s GiB is %s GiB', (memory, budget) => {
    expect(memoryBudget(memory)).toBe(budget * 2 ** 30)
  })
})
