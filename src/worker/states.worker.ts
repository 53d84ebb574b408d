/** The states worker's entry: everything it does is in states-handle.ts. */

import { createStatesHandler } from './states-handle.ts'
import type { ToStates } from './states-protocol.ts'

const handle = createStatesHandler({
  send: (message) => postMessage(message),
  yield: (next) => void setTimeout(next, 0),
  now: () => performance.now(),
})

addEventListener('message', (event: MessageEvent<ToStates>) => handle(event.data))
