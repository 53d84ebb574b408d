/** Acting with what is loaded when it is first wanted; the page counts as busy until then. */

import { type App, whilePending } from './app.ts'
import { tell } from './tell.ts'

/** `what` begins a sentence: `What compares runs`. Where it cannot be loaded, that is said. */
export async function withLoaded<T>(
  app: App,
  what: string,
  load: () => Promise<T>,
  act: (loaded: T) => Promise<void> | undefined | void,
): Promise<void> {
  let loaded: T
  try {
    loaded = await whilePending(app, load())
  } catch {
    tellNotLoaded(app, what)
    return
  }
  await act(loaded)
}

export function tellNotLoaded(app: App, what: string): void {
  const text = `${what} could not be loaded: is the connection gone? Reload the page to try again.`
  tell(app, { topic: 'part', tone: 'error', text })
}
