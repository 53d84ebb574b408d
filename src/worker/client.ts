/**
 * The page's side of the conversation with the worker.
 *
 * Requests share a slot per purpose: a newer request in a slot supersedes the older one, whose promise
 * then resolves with `superseded`, whatever the worker still says about it. Promises never reject.
 *
 * A worker that crashes, or answers nothing for `patience` milliseconds, is replaced when there is
 * something to ask; what was pending is sent once more, and `onRestart` is told. A request during which
 * the worker died twice resolves as a failure, so that a crash never becomes a loop.
 */

import { assertNever } from '../util/ensure.ts'
import type {
  Answer,
  HeddleError,
  Opened,
  Request,
  RequestBody,
  RequestId,
  Response,
  RunSpec,
  ScenarioMeta,
} from './protocol.ts'

/** The part of a Worker that the client uses. */
export interface WorkerLike {
  postMessage(message: unknown): void
  addEventListener(
    type: 'message' | 'error' | 'messageerror',
    listener: (event: Event) => void,
  ): void
  terminate(): void
}

export interface ClientOptions {
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

export type CatalogueOutcome =
  | { readonly kind: 'catalogue'; readonly scenarios: readonly ScenarioMeta[] }
  | Failed
  | Superseded

export type OpenOutcome = { readonly kind: 'opened'; readonly opened: Opened } | Failed | Superseded

export type OpenRequest = Extract<RequestBody, { readonly kind: 'run' | 'choose' }>

export type OrderRequest = Extract<RequestBody, { readonly kind: 'order' }>

export type TidyOutcome = Extract<Answer, { readonly kind: 'tidied' }> | Failed | Superseded

export type SliceOutcome = Extract<Answer, { readonly kind: 'sliced' }> | Failed | Superseded

export type ObjectsOutcome = Extract<Answer, { readonly kind: 'objects' }> | Failed | Superseded

export type MovesRequest = Extract<RequestBody, { readonly kind: 'moves' }>

export type MovesOutcome = Extract<Answer, { readonly kind: 'moves' }> | Failed | Superseded

export type MoveRequest = Extract<RequestBody, { readonly kind: 'move' }>

export type MoveOutcome = Extract<Answer, { readonly kind: 'moved' }> | Failed | Superseded

export type UnderFixesOutcome =
  | Extract<Answer, { readonly kind: 'under-fixes' }>
  | Failed
  | Superseded

export type OrderOutcome = Extract<Answer, { readonly kind: 'ordered' }> | Failed | Superseded

export interface Client {
  readonly catalogue: () => Promise<CatalogueOutcome>
  readonly open: (request: OpenRequest) => Promise<OpenOutcome>
  /** Shares its slot with `open`: both make the next run on the page. */
  readonly tidy: (spec: RunSpec) => Promise<TidyOutcome>
  readonly slice: (spec: RunSpec) => Promise<SliceOutcome>
  readonly objects: (spec: RunSpec) => Promise<ObjectsOutcome>
  readonly moves: (request: MovesRequest) => Promise<MovesOutcome>
  /** Shares its slot with `open`. */
  readonly move: (request: MoveRequest) => Promise<MoveOutcome>
  readonly underFixes: (spec: RunSpec) => Promise<UnderFixesOutcome>
  /** Two slots: what orders the steps of a run, and how two of them stand to each other. */
  readonly order: (request: OrderRequest) => Promise<OrderOutcome>
  /** Stops the worker; what is pending resolves as superseded. */
  readonly close: () => void
}

const defaultPatience = 20_000
const triesPerRequest = 2

interface Pending {
  readonly request: Request
  readonly slot: string
  readonly settle: (outcome: Answer | Superseded) => void
  tries: number
  timer: ReturnType<typeof setTimeout> | undefined
}

export function createClient(options: ClientOptions): Client {
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

  function settle(entry: Pending, outcome: Answer | Superseded): void {
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

  function ask(slot: string, body: RequestBody): Promise<Answer | Superseded> {
    for (const entry of pending.values()) {
      if (entry.slot === slot) settle(entry, { kind: 'superseded' })
    }
    return new Promise((resolve) => {
      lastId += 1
      const request: Request = { ...body, id: lastId }
      const entry: Pending = { request, slot, settle: resolve, tries: 0, timer: undefined }
      pending.set(request.id, entry)
      post(entry)
    })
  }

  return {
    catalogue: async () => asCatalogue(await ask('catalogue', { kind: 'catalogue' })),
    open: async (request) => asOpened(await ask('run', request)),
    tidy: async (spec) => {
      const outcome = await ask('run', { kind: 'tidy', spec })
      return isOneOf(outcome, 'tidied') ? outcome : misunderstood('tidy')
    },
    slice: async (spec) => {
      const outcome = await ask('slice', { kind: 'slice', spec })
      return isOneOf(outcome, 'sliced') ? outcome : misunderstood('slice')
    },
    objects: async (spec) => {
      const outcome = await ask('objects', { kind: 'objects', spec })
      return isOneOf(outcome, 'objects') ? outcome : misunderstood('objects')
    },
    moves: async (request) => {
      const outcome = await ask('moves', request)
      return isOneOf(outcome, 'moves') ? outcome : misunderstood('moves')
    },
    move: async (request) => {
      const outcome = await ask('run', request)
      return isOneOf(outcome, 'moved') ? outcome : misunderstood('move')
    },
    underFixes: async (spec) => {
      const outcome = await ask('under-fixes', { kind: 'under-fixes', spec })
      return isOneOf(outcome, 'under-fixes') ? outcome : misunderstood('under-fixes')
    },
    order: async (request) => {
      const outcome = await ask(request.pair === undefined ? 'order' : 'pair', request)
      return isOneOf(outcome, 'ordered') ? outcome : misunderstood('order')
    },
    close: () => {
      worker?.terminate()
      worker = undefined
      for (const entry of pending.values()) settle(entry, { kind: 'superseded' })
    },
  }
}

function asCatalogue(outcome: Answer | Superseded): CatalogueOutcome {
  return isOneOf(outcome, 'catalogue') ? outcome : misunderstood('catalogue')
}

function asOpened(outcome: Answer | Superseded): OpenOutcome {
  return isOneOf(outcome, 'opened') ? outcome : misunderstood('run')
}

function isOneOf<K extends Answer['kind']>(
  outcome: Answer | Superseded,
  kind: K,
): outcome is Extract<Answer, { readonly kind: K }> | Failed | Superseded {
  return outcome.kind === kind || outcome.kind === 'failed' || outcome.kind === 'superseded'
}

function misunderstood(part: string): Failed {
  const message = 'The model answered another question than the one asked. Reload the page.'
  return { kind: 'failed', error: { code: 'internal', part, message } }
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

const answerKinds: ReadonlySet<string> = new Set<Answer['kind']>([
  'catalogue',
  'opened',
  'tidied',
  'sliced',
  'objects',
  'moves',
  'moved',
  'under-fixes',
  'ordered',
  'failed',
])

function isResponse(data: unknown): data is Response {
  return (
    typeof data === 'object' &&
    data !== null &&
    'id' in data &&
    typeof data.id === 'number' &&
    'kind' in data &&
    typeof data.kind === 'string' &&
    answerKinds.has(data.kind)
  )
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))]
}
