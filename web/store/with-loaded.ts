/** Acting with what is loaded when it is first wanted, and is there from then on. */

import { type App, whilePending } from './app.ts'
import { tell } from './tell.ts'

type Act<T> = (loaded: T) => Promise<void> | undefined | void

/**
 * A way to act with it: at once when it is there, so that a worker that is asked works while the page draws.
 * The page counts as busy until it is. `what` begins a sentence: `What compares runs`. Where it cannot be loaded,
 * that is said.
 */
export function withLoaded<T>(
  what: string,
  load: () => Promise<T>,
): (app: App, act: Act<T>) => Promise<void> {
  let loaded: T | undefined
  return async (app, act) => {
    if (loaded === undefined) {
      try {
        loaded = await whilePending(app, load())
      } catch {
        tellNotLoaded(app, what)
        return
      }
    }
    await act(loaded)
  }
}

export function tellNotLoaded(app: App, what: string): void {
  const text = `${what} could not be loaded: is the connection gone? Reload the page to try again.`
  tell(app, { topic: 'part', tone: 'error', text })
}
