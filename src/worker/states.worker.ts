/** The states worker's entry: everything it does is in states-handle.ts. */

import { createStatesHandler } from './states-handle.ts'

const handle = createStatesHandler({
  send: (message) => postMessage(message),
  yield: (next) => void setTimeout(next, 0),
  now: () => performance.now(),
})

addEventListener('message', (event: MessageEvent<unknown>) => handle(event.data))
