/** What tells why steps are ordered is loaded when it is first asked for. */

import type { App } from './app.ts'
import { whilePending } from './app.ts'
import type * as Why from './order.ts'
import { tell } from './tell.ts'

export function whyLater(act: (why: typeof Why, app: App) => void): (app: App) => void {
  return (app) => {
    void whilePending(app, import('./order.ts')).then(
      (why) => act(why, app),
      () => {
        const text =
          'What orders the steps could not be loaded: is the connection gone? Reload the page to try again.'
        tell(app, { topic: 'part', tone: 'error', text })
      },
    )
  }
}
