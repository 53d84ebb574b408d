/**
 * The worker's whole logic, apart from being a worker: a message in, a response out. Nothing thrown in the
 * model leaves it as an exception; a message that is not a request gets no response.
 */

import type { Answer, Request, RequestBody, Response } from './protocol.ts'

/** `respond` is the model, `answer` of answer.ts; tests put another in its place. */
export function handle(
  message: unknown,
  respond: (request: RequestBody) => Answer,
): Response | undefined {
  if (!isRequest(message)) return undefined
  return { ...guarded(message, respond), id: message.id }
}

function guarded(request: Request, respond: (request: RequestBody) => Answer): Answer {
  try {
    return respond(request)
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

const requestKinds: ReadonlySet<string> = new Set<RequestBody['kind']>([
  'catalogue',
  'run',
  'choose',
  'tidy',
  'slice',
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
