/**
 * The worker's whole logic, apart from being a worker: a message in, a response out. Nothing thrown in the
 * model leaves it as an exception; a message that is not a request gets no response.
 */

import type { Answer, Request, RequestBody, Response } from './protocol.ts'
import type { Explain } from './respond.ts'
import { editedRun, packed, SentRuns } from './sent-runs.ts'

type Respond = (request: RequestBody, explain: Explain) => Answer

/**
 * `respond` is the model, `respond` of respond.ts; tests put another in its place. `load` brings the code
 * that explains runs, and is called when a request needs it. `sent` are the runs that the page may have.
 */
export async function handle(
  message: unknown,
  respond: Respond,
  load: () => Promise<Explain>,
  sent = new SentRuns(),
): Promise<Response | undefined> {
  if (!isRequest(message)) return undefined
  const answer = await guarded(message, respond, load)
  // Whoever gets a run out of a request has sent one that could be read.
  const edited = 'opened' in answer && message.hasRun === true ? editedRun(message) : undefined
  const reply = packed(answer, edited && sent.get(edited))
  if ('opened' in answer) sent.put(answer.opened)
  return { ...reply, id: message.id }
}

async function guarded(
  request: Request,
  respond: Respond,
  load: () => Promise<Explain>,
): Promise<Answer> {
  try {
    return respond(request, needsExplaining[request.kind] ? await load() : notLoaded)
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

/** Of every kind of request, whether answering it takes the code that explains runs. */
const needsExplaining: Readonly<Record<RequestBody['kind'], boolean>> = {
  catalogue: false,
  run: false,
  choose: false,
  tidy: true,
  slice: true,
  objects: true,
  moves: true,
  move: true,
  'under-fixes': true,
  order: true,
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

// Page and worker are one release: what matters is that this is one of ours, not somebody else's message.
function isRequest(message: unknown): message is Request {
  return (
    typeof message === 'object' &&
    message !== null &&
    'id' in message &&
    typeof message.id === 'number' &&
    'kind' in message &&
    typeof message.kind === 'string' &&
    Object.hasOwn(needsExplaining, message.kind)
  )
}
