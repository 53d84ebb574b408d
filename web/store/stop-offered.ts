/** How Escape stops what a view searches by itself, without loading the view. */

import type { App } from './app.ts'

const offered = new WeakMap<App, () => void>()

/** While something is being searched. Returns the way to take it back. */
export function offerStop(app: App, stop: () => void): () => void {
  offered.set(app, stop)
  return () => {
    if (offered.get(app) === stop) offered.delete(app)
  }
}

/** False when there is nothing to stop. */
export function stopOffered(app: App): boolean {
  const stop = offered.get(app)
  stop?.()
  return stop !== undefined
}
