/** The worker entry: everything it does is in handle.ts. */

import { answer } from './answer.ts'
import { handle } from './handle.ts'

addEventListener('message', (event: MessageEvent<unknown>) => {
  const response = handle(event.data, answer)
  if (response !== undefined) postMessage(response)
})
