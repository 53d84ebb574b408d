/** Puts notices up and takes them down. */

import type { App } from './app.ts'
import { type Notice, type NoticeTopic, withNotice, withoutTopic } from './notice.ts'

export function tell(app: App, notice: Notice): void {
  app.store.setState(({ notices }) => ({ notices: withNotice(notices, notice) }))
}

export function dismiss(app: App, topic: NoticeTopic): void {
  app.store.setState(({ notices }) => ({ notices: withoutTopic(notices, topic) }))
}
