/** The worker entry: everything it does is in handle.ts. */

import { handle } from './handle.ts'
import { respond } from './respond.ts'
import { SentRuns } from './sent-runs.ts'

const sent = new SentRuns()

addEventListener('message', (event: MessageEvent<unknown>) => {
  void answerTo(event.data)
})

async function answerTo(message: unknown): Promise<void> {
  const response = await handle(message, respond, () => import('./explaining.ts'), sent)
  if (response !== undefined) postMessage(response)
}
