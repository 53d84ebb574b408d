/** What compares runs is loaded when the first one is pinned. */

import type { App } from './app.ts'
import type { Side } from './compare-state.ts'
import { withLoaded } from './with-loaded.ts'

const withComparing = withLoaded('What compares runs', () => import('./compare.ts'))

export function pinLater(app: App, side: Side): void {
  void withComparing(app, ({ pinRun }) => pinRun(app, side))
}
