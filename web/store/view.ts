/** Which view the page shows. */

import { defaultView, type ViewId } from '../views/registry.ts'
import type { App } from './app.ts'

export function openView(app: App, view: ViewId): void {
  // A run that nobody sees does not play on.
  app.store.setState(({ playback }) =>
    view === defaultView ? { view } : { view, playback: { ...playback, playing: false } },
  )
}
