/** What compares runs is loaded when the first one is pinned. */

import type { App } from './app.ts'
import { whilePending } from './app.ts'
import type { Side } from './compare-state.ts'
import { tell } from './tell.ts'

export function pinLater(app: App, side: Side): void {
  void whilePending(app, import('./compare.ts')).then(
    ({ pinRun }) => pinRun(app, side),
    () => {
      const text =
        'What compares runs could not be loaded: is the connection gone? Reload the page to try again.'
      tell(app, { topic: 'part', tone: 'error', text })
    },
  )
}
