/** What tells why steps are ordered is loaded when it is first asked for. */

import type { App } from './app.ts'
import type * as Why from './order.ts'
import { withLoaded } from './with-loaded.ts'

const withOrder = withLoaded('What orders the steps', () => import('./order.ts'))

export function whyLater(act: (why: typeof Why, app: App) => void): (app: App) => void {
  return (app) => void withOrder(app, (why) => act(why, app))
}
