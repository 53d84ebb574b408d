import { describe, expect, it } from 'vitest'
import { deviceUnregister } from '../models/hmm/scenarios/device-unregister.ts'
import { answer } from './answer.ts'
import type { WorkerLike } from './channel.ts'
import { type Client, createClient, type OpenRequest } from './client.ts'
import * as explain from './explaining.ts'
import { handle } from './handle.ts'
import type { RequestBody, Response, RunSpec } from './protocol.ts'
import { respond } from './respond.ts'
import { SentRuns } from './sent-runs.ts'

type Spoil = (response: Response) => void

/** The model itself behind messages that are copied as a worker's are. */
class ModelWorker implements WorkerLike {
  readonly said: Response[] = []
  private readonly sent = new SentRuns()
  private readonly listeners = new Map<string, ((event: Event) => void)[]>()
  private readonly spoil: Spoil

  constructor(spoil: Spoil) {
    this.spoil = spoil
  }

  postMessage(message: unknown): void {
    void handle(structuredClone(message), respond, () => Promise.resolve(explain), this.sent).then(
      (response) => {
        if (response === undefined) return
        this.spoil(response)
        this.said.push(response)
        this.fire('message', { data: structuredClone(response) })
      },
    )
  }

  addEventListener(type: string, listener: (event: Event) => void): void {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener])
  }

  fire(type: string, fields: object): void {
    for (const listener of this.listeners.get(type) ?? [])
      listener(Object.assign(new Event(type), fields))
  }

  terminate(): void {}
}

function setUp(spoil: Spoil = () => {}) {
  const workers: ModelWorker[] = []
  const client = createClient({
    spawn: () => {
      const worker = new ModelWorker(spoil)
      workers.push(worker)
      return worker
    },
  })
  const said = (): readonly string[] =>
    workers.flatMap((worker) => worker.said.map(({ kind }) => kind))
  return { client, workers, said }
}

const variant = { fixes: [], mutex: 'count' } as const
const mail: Extract<RequestBody, { kind: 'run' }> = {
  kind: 'run',
  scenario: deviceUnregister.id,
  variant,
  schedule: deviceUnregister.runs[0]?.schedule,
}

function specOf(schedule: string): RunSpec {
  return { scenario: mail.scenario, variant, schedule }
}

async function opened(client: Client, request: OpenRequest) {
  const got = await client.open(request)
  if (got.kind !== 'opened') throw new Error(JSON.stringify(got))
  expect(got).toEqual({ ...answer(request), ...('id' in got && { id: got.id }) })
  return specOf(got.opened.run.schedule)
}

const choose = (spec: RunSpec, at: number, lane: number): OpenRequest => {
  return { kind: 'choose', spec, at, lane, choice: 0 }
}

describe('the run that an edit makes', () => {
  it('is sent as what differs, and arrives whole', async () => {
    const { client, said } = setUp()
    const first = await opened(client, mail)
    const second = await opened(client, choose(first, 3, 0))
    await opened(client, choose(second, 8, 1))
    await opened(client, choose(first, 5, 0))
    const move = { kind: 'move', spec: first, from: 5, to: 6, gap: 7 } as const
    const { id: _, ...moved } = { id: 0, ...(await client.move(move)) }
    expect(moved).toEqual(answer(move))
    const { id: __, ...tidied } = { id: 0, ...(await client.tidy(first)) }
    expect(tidied).toEqual(answer({ kind: 'tidy', spec: first }))
    expect(said()).toEqual(['opened', ...Array.from({ length: 5 }, () => 'patched')])
  })

  it('is a small part of the whole', async () => {
    const { client, workers } = setUp()
    const first = await opened(client, mail)
    await opened(client, choose(first, 30, 0))
    const [whole = '', patch = ''] = (workers[0]?.said ?? []).map((each) => JSON.stringify(each))
    expect(patch.length).toBeLessThan(whole.length / 3)
  })

  it('is sent whole by a worker that was started anew', async () => {
    const { client, workers, said } = setUp()
    const first = await opened(client, mail)
    workers[0]?.fire('error', { message: 'out of memory' })
    const second = await opened(client, choose(first, 3, 0))
    await opened(client, choose(second, 8, 1))
    expect(workers).toHaveLength(2)
    expect(said()).toEqual(['opened', 'opened', 'patched'])
  })

  it('is sent whole when the run that was edited has never arrived', async () => {
    const { client, said } = setUp()
    const first = await opened(client, mail)
    const second = answer(choose(first, 3, 0))
    if (second.kind !== 'opened') throw new Error(second.kind)
    void client.open(choose(first, 3, 0))
    await opened(client, choose(specOf(second.opened.run.schedule), 8, 1))
    // The worker has answered both; the page has dropped what a newer request came before.
    expect(said()).toEqual(['opened', 'patched', 'opened'])
  })

  it('is asked for again, whole, when what comes does not fit to what the page has', async () => {
    const { client, workers, said } = setUp((response) => {
      if (response.kind === 'patched') Object.assign(response.patch.run, { base: 'another' })
    })
    const first = await opened(client, mail)
    await opened(client, choose(first, 3, 0))
    expect(workers).toHaveLength(1)
    expect(said()).toEqual(['opened', 'patched', 'opened'])
  })

  it('is sent whole for a run of long ago, which neither side has kept', async () => {
    const { client, said } = setUp()
    const first = await opened(client, mail)
    for (let at = 0; at < 8; at += 1) await opened(client, { ...mail, schedule: `b${at + 1}` })
    await opened(client, choose(first, 3, 0))
    expect(said().at(-1)).toBe('opened')
  })
})
