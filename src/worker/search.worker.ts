/** The search worker's entry: everything it does is in search-handle.ts. */

import { createSearchHandler } from './search-handle.ts'

// A message to itself comes after the messages that are already waiting, unlike a timer without delay.
const turn = new MessageChannel()
let next: (() => void) | undefined
turn.port1.addEventListener('message', () => next?.())
turn.port1.start()

const handle = createSearchHandler({
  now: () => performance.now(),
  send: (message) => postMessage(message),
  yield: (body) => {
    next = body
    turn.port2.postMessage(undefined)
  },
})

addEventListener('message', (event: MessageEvent<unknown>) => handle(event.data))
