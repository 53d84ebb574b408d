/** What compares runs is loaded when the first one is pinned. */

import type { App } from './app.ts'
import type { Side } from './compare-state.ts'
import { withLoaded } from './with-loaded.ts'

export function pinLater(app: App, side: Side): void {
  const load = () => import('./compare.ts')
  void withLoaded(app, 'What compares runs', load, ({ pinRun }) => pinRun(app, side))
}
