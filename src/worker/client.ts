/** The page's side of the conversation with the worker: a question each, and what may come back. */

import {
  type Channel,
  type ChannelOptions,
  createChannel,
  type Failed,
  type Superseded,
} from './channel.ts'
import type { Answer, RequestBody, RunSpec } from './protocol.ts'
import { editedRun, SentRuns, unpacked } from './sent-runs.ts'

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
  const runs = new SentRuns()
  const asked: Asked = (slot, body, kind) => ask(channel, runs, slot, body, kind)
  return {
    catalogue: () => asked('catalogue', { kind: 'catalogue' }, 'catalogue'),
    open: (request) => asked('run', request, 'opened'),
    openPinned: (pin, request) => asked(`pin-${pin}`, request, 'opened'),
    tidy: (spec) => asked('run', { kind: 'tidy', spec }, 'tidied'),
    slice: (spec) => asked('slice', { kind: 'slice', spec }, 'sliced'),
    objects: (spec) => asked('objects', { kind: 'objects', spec }, 'objects'),
    moves: (request) => asked('moves', request, 'moves'),
    move: (request) => asked('run', request, 'moved'),
    underFixes: (spec) => asked('under-fixes', { kind: 'under-fixes', spec }, 'under-fixes'),
    order: (request) => asked(request.pair === undefined ? 'order' : 'pair', request, 'ordered'),
    close: () => channel.close(),
  }
}

type Asked = <K extends Answer['kind']>(
  slot: string,
  body: RequestBody,
  kind: K,
) => Promise<Outcome<K>>

async function ask<K extends Answer['kind']>(
  channel: Channel,
  runs: SentRuns,
  slot: string,
  body: RequestBody,
  kind: K,
): Promise<Outcome<K>> {
  const outcome = await wholeAnswer(channel, runs, slot, body)
  if (outcome === undefined || !isOneOf(outcome, kind)) return misunderstood(body.kind)
  if ('opened' in outcome) runs.put(outcome.opened)
  return outcome
}

/** Undefined when it is not an answer to this question. */
async function wholeAnswer(
  channel: Channel,
  runs: SentRuns,
  slot: string,
  body: RequestBody,
): Promise<Answer | Superseded | undefined> {
  const edited = editedRun(body)
  const base = edited && runs.get(edited)
  const reply = await channel.ask(slot, body, base !== undefined)
  if (reply.kind !== 'patched') return reply
  const whole = unpacked(reply, base)
  if (whole !== undefined) return whole
  const again = await channel.ask(slot, body)
  return again.kind === 'patched' ? undefined : again
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
