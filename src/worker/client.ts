/** The page's side of the conversation with the worker: a question each, and what may come back. */

import {
  type Channel,
  type ChannelOptions,
  createChannel,
  type Failed,
  type Superseded,
} from './channel.ts'
import type { Answer, RequestBody, RunSpec } from './protocol.ts'

type Outcome<K extends Answer['kind']> = Extract<Answer, { readonly kind: K }> | Failed | Superseded

type RequestOf<K extends RequestBody['kind']> = Extract<RequestBody, { readonly kind: K }>

export type OpenOutcome = Outcome<'opened'>

export type OpenRequest = RequestOf<'run' | 'choose'>

export interface Client {
  readonly catalogue: () => Promise<Outcome<'catalogue'>>
  readonly open: (request: OpenRequest) => Promise<OpenOutcome>
  /** A run that is pinned, which does not come onto the page: each pin has a slot of its own. */
  readonly openPinned: (pin: 'a' | 'b', request: RequestOf<'run'>) => Promise<OpenOutcome>
  /** Shares its slot with `open`: both make the next run on the page. */
  readonly tidy: (spec: RunSpec) => Promise<Outcome<'tidied'>>
  readonly slice: (spec: RunSpec) => Promise<Outcome<'sliced'>>
  readonly objects: (spec: RunSpec) => Promise<Outcome<'objects'>>
  readonly moves: (request: RequestOf<'moves'>) => Promise<Outcome<'moves'>>
  /** Shares its slot with `open`. */
  readonly move: (request: RequestOf<'move'>) => Promise<Outcome<'moved'>>
  readonly underFixes: (spec: RunSpec) => Promise<Outcome<'under-fixes'>>
  /** Two slots: what orders the steps of a run, and how two of them stand to each other. */
  readonly order: (request: RequestOf<'order'>) => Promise<Outcome<'ordered'>>
  /** Stops the worker; what is pending resolves as superseded. */
  readonly close: () => void
}

export function createClient(options: ChannelOptions): Client {
  const channel = createChannel(options)
  return {
    catalogue: () => asked(channel, 'catalogue', { kind: 'catalogue' }, 'catalogue'),
    open: (request) => asked(channel, 'run', request, 'opened'),
    openPinned: (pin, request) => asked(channel, `pin-${pin}`, request, 'opened'),
    tidy: (spec) => asked(channel, 'run', { kind: 'tidy', spec }, 'tidied'),
    slice: (spec) => asked(channel, 'slice', { kind: 'slice', spec }, 'sliced'),
    objects: (spec) => asked(channel, 'objects', { kind: 'objects', spec }, 'objects'),
    moves: (request) => asked(channel, 'moves', request, 'moves'),
    move: (request) => asked(channel, 'run', request, 'moved'),
    underFixes: (spec) =>
      asked(channel, 'under-fixes', { kind: 'under-fixes', spec }, 'under-fixes'),
    order: (request) =>
      asked(channel, request.pair === undefined ? 'order' : 'pair', request, 'ordered'),
    close: () => channel.close(),
  }
}

async function asked<K extends Answer['kind']>(
  channel: Channel,
  slot: string,
  body: RequestBody,
  kind: K,
): Promise<Outcome<K>> {
  const outcome = await channel.ask(slot, body)
  return isOneOf(outcome, kind) ? outcome : misunderstood(body.kind)
}

function isOneOf<K extends Answer['kind']>(
  outcome: Answer | Superseded,
  kind: K,
): outcome is Outcome<K> {
  return outcome.kind === kind || outcome.kind === 'failed' || outcome.kind === 'superseded'
}

function misunderstood(part: string): Failed {
  const message = 'The model answered another question than the one asked. Reload the page.'
  return { kind: 'failed', error: { code: 'internal', part, message } }
}
