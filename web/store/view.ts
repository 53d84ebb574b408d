/** Which view the page shows. */

import { showsRun, type ViewId } from '../views/registry.ts'
import type { App } from './app.ts'

export function openView(app: App, view: ViewId): void {
  // A run that nobody sees does not play on.
  app.store.setState(({ playback }) =>
    showsRun(view) ? { view } : { view, playback: { ...playback, playing: false } },
  )
}
