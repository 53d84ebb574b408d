/**
 * The worker's whole logic, apart from being a worker: a message in, a response out. Nothing thrown in the
 * model leaves it as an exception; a message that is not a request gets no response.
 */

import type { Answer, Request, RequestBody, Response } from './protocol.ts'
import type { Explain } from './respond.ts'

type Respond = (request: RequestBody, explain: Explain) => Answer

/**
 * `respond` is the model, `respond` of respond.ts; tests put another in its place. `load` brings the code
 * that explains runs, and is called when a request needs it.
 */
export async function handle(
  message: unknown,
  respond: Respond,
  load: () => Promise<Explain>,
): Promise<Response | undefined> {
  if (!isRequest(message)) return undefined
  return { ...(await guarded(message, respond, load)), id: message.id }
}

async function guarded(
  request: Request,
  respond: Respond,
  load: () => Promise<Explain>,
): Promise<Answer> {
  try {
    return respond(request, needsExplaining(request) ? await load() : notLoaded)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return {
      kind: 'failed',
      error: {
        code: 'internal',
        part: request.kind,
        message: `The model stopped on an error of its own: ${reason.slice(0, 300)}. Undo the last change, or open another scenario.`,
      },
    }
  }
}

function needsExplaining({ kind }: RequestBody): boolean {
  switch (kind) {
    case 'catalogue':
    case 'run':
    case 'choose':
      return false
    case 'tidy':
    case 'slice':
    case 'objects':
    case 'moves':
    case 'move':
    case 'under-fixes':
    case 'order':
      return true
  }
}

function missing(): never {
  throw new Error('what explains runs was not loaded')
}

const notLoaded: Explain = {
  tidyRun: missing,
  explainRun: missing,
  objectsOfRun: missing,
  replayUnderFixes: missing,
  findMoves: missing,
  moveSteps: missing,
  orderRun: missing,
}

const requestKinds: ReadonlySet<string> = new Set<RequestBody['kind']>([
  'catalogue',
  'run',
  'choose',
  'tidy',
  'slice',
  'objects',
  'moves',
  'move',
  'under-fixes',
  'order',
])

// Page and worker are one release: what matters is that this is one of ours, not somebody else's message.
function isRequest(message: unknown): message is Request {
  return (
    typeof message === 'object' &&
    message !== null &&
    'id' in message &&
    typeof message.id === 'number' &&
    'kind' in message &&
    typeof message.kind === 'string' &&
    requestKinds.has(message.kind)
  )
}
