/** What tells why steps are ordered is loaded when it is first asked for. */

import type { App } from './app.ts'
import type * as Why from './order.ts'
import { withLoaded } from './with-loaded.ts'

export function whyLater(act: (why: typeof Why, app: App) => void): (app: App) => void {
  const load = () => import('./order.ts')
  return (app) => void withLoaded(app, 'What orders the steps', load, (why) => act(why, app))
}
