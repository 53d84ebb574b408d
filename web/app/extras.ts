/** What the page listens to and does besides, loaded once the first run can be drawn without it. */

import { keepOffline } from '../offline/keep-offline.ts'
import { listenToFiles } from '../share/files.ts'
import type { App } from '../store/app.ts'

export function startExtras(app: App, window: Window, embedded: boolean): void {
  listenToFiles(app, window)
  if (!embedded) keepOffline(app, window)
}
