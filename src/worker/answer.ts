/**
 * Answers every request, synchronously and without a worker around it: for the command line and tests.
 * The worker itself loads what explains runs only when it is asked to.
 */

import * as explain from './explaining.ts'
import type { Answer, RequestBody } from './protocol.ts'
import { respond } from './respond.ts'

export function answer(message: RequestBody): Answer {
  return respond(message, explain)
}
