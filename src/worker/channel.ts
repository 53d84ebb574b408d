/**
 * Asking the worker and getting one answer per question.
 *
 * Requests share a slot per purpose: a newer request in a slot supersedes the older one, whose promise
 * then resolves with `superseded`, whatever the worker still says about it. Promises never reject.
 *
 * A worker that crashes, or answers nothing for `patience` milliseconds, is replaced when there is
 * something to ask; what was pending is sent once more, and `onRestart` is told. A request during which
 * the worker died twice resolves as a failure, so that a crash never becomes a loop.
 */

import { assertNever } from '../util/ensure.ts'
import type { HeddleError, Reply, Request, RequestBody, RequestId, Response } from './protocol.ts'

/** The part of a Worker that is used. */
export interface WorkerLike {
  postMessage(message: unknown): void
  addEventListener(
    type: 'message' | 'error' | 'messageerror',
    listener: (event: Event) => void,
  ): void
  terminate(): void
}

export interface ChannelOptions {
  /** Starts a worker; called again after each crash. */
  readonly spawn: () => WorkerLike
  /** The worker died and a new one has taken over its pending requests. */
  readonly onRestart?: (reason: string) => void
  /** Milliseconds without an answer after which the worker counts as dead. */
  readonly patience?: number
}

export interface Failed {
  readonly kind: 'failed'
  readonly error: HeddleError
}

export interface Superseded {
  readonly kind: 'superseded'
}

export interface Channel {
  /** `hasRun`: see the request. */
  readonly ask: (slot: string, body: RequestBody, hasRun?: boolean) => Promise<Reply | Superseded>
  /** Stops the worker; what is pending resolves as superseded. */
  readonly close: () => void
}

const defaultPatience = 20_000
const triesPerRequest = 2

interface Pending {
  readonly request: Request
  readonly slot: string
  readonly settle: (outcome: Reply | Superseded) => void
  tries: number
  timer: ReturnType<typeof setTimeout> | undefined
}

export function createChannel(options: ChannelOptions): Channel {
  const patience = options.patience ?? defaultPatience
  const pending = new Map<RequestId, Pending>()
  let worker: WorkerLike | undefined
  let lastId = 0

  function start(): WorkerLike {
    const started = options.spawn()
    const alive = (): boolean => worker === started
    started.addEventListener('message', (event) => {
      if (alive() && 'data' in event) receive(event.data)
    })
    started.addEventListener('error', (event) => {
      if (alive()) crashed(describe(event))
    })
    started.addEventListener('messageerror', () => {
      if (alive()) crashed('its answer could not be read')
    })
    return started
  }

  function receive(data: unknown): void {
    if (!isResponse(data)) return
    const entry = pending.get(data.id)
    if (entry !== undefined) settle(entry, data)
  }

  function settle(entry: Pending, outcome: Reply | Superseded): void {
    clearTimeout(entry.timer)
    pending.delete(entry.request.id)
    entry.settle(outcome)
  }

  function post(entry: Pending): void {
    entry.tries += 1
    try {
      worker ??= start()
      entry.timer = setTimeout(() => crashed('it gave no answer'), patience)
      worker.postMessage(entry.request)
    } catch (error) {
      crashed(error instanceof Error ? error.message : String(error))
    }
  }

  function crashed(reason: string): void {
    worker?.terminate()
    worker = undefined
    const entries = [...pending.values()]
    for (const entry of entries) clearTimeout(entry.timer)
    const [again, givenUp] = partition(entries, (entry) => entry.tries < triesPerRequest)
    for (const entry of givenUp) settle(entry, { kind: 'failed', error: gaveUp(entry, reason) })
    options.onRestart?.(reason)
    for (const entry of again) if (pending.has(entry.request.id)) post(entry)
  }

  function ask(slot: string, body: RequestBody, hasRun = false): Promise<Reply | Superseded> {
    for (const entry of pending.values()) {
      if (entry.slot === slot) settle(entry, { kind: 'superseded' })
    }
    return new Promise((resolve) => {
      lastId += 1
      const request: Request = { ...body, id: lastId, ...(hasRun && { hasRun }) }
      const entry: Pending = { request, slot, settle: resolve, tries: 0, timer: undefined }
      pending.set(request.id, entry)
      post(entry)
    })
  }

  return {
    ask,
    close: () => {
      worker?.terminate()
      worker = undefined
      for (const entry of pending.values()) settle(entry, { kind: 'superseded' })
    },
  }
}

function gaveUp(entry: Pending, reason: string): HeddleError {
  return {
    code: 'internal',
    part: nameOf(entry.request),
    message: `The model crashed twice on this request (${reason}). ${advice(entry.request)}`,
  }
}

function advice(request: RequestBody): string {
  return request.kind === 'catalogue'
    ? 'Reload the page; if that does not help, try another browser.'
    : 'Undo the last change, or open another scenario.'
}

function nameOf(request: RequestBody): string {
  switch (request.kind) {
    case 'catalogue':
      return 'catalogue'
    case 'run':
      return request.scenario
    case 'choose':
      return `${request.spec.scenario}, step ${request.at + 1}`
    case 'tidy':
    case 'slice':
    case 'objects':
    case 'moves':
    case 'move':
    case 'under-fixes':
    case 'order':
      return request.spec.scenario
    default:
      return assertNever(request)
  }
}

function describe(event: Event): string {
  const said = 'message' in event && typeof event.message === 'string' ? event.message : ''
  return said === '' ? 'the worker stopped' : said.slice(0, 300)
}

const answerKinds: Readonly<Record<Reply['kind'], true>> = {
  catalogue: true,
  opened: true,
  patched: true,
  tidied: true,
  sliced: true,
  objects: true,
  moves: true,
  moved: true,
  'under-fixes': true,
  ordered: true,
  failed: true,
}

function isResponse(data: unknown): data is Response {
  return (
    typeof data === 'object' &&
    data !== null &&
    'id' in data &&
    typeof data.id === 'number' &&
    'kind' in data &&
    typeof data.kind === 'string' &&
    Object.hasOwn(answerKinds, data.kind)
  )
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))]
}
