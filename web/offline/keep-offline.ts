/** Makes the page work without a network after the first visit, and says when a newer version is ready. */

import type { App } from '../store/app.ts'
import { tell } from '../store/tell.ts'

/** The first run comes first; milliseconds. */
const patience = 1500

/** Neither in development nor in the single file, which has everything inside. */
const isServed = import.meta.env.PROD && import.meta.env.MODE !== 'single'

export function keepOffline(app: App, window: Window): void {
  // Browsers offer it only over https and on localhost.
  if (!isServed || !('serviceWorker' in window.navigator)) return
  window.setTimeout(() => void register(app, window.navigator.serviceWorker), patience)
}

async function register(app: App, container: ServiceWorkerContainer): Promise<void> {
  try {
    const registration = await container.register('./sw.js', { updateViaCache: 'none' })
    registration.addEventListener('updatefound', () => {
      const next = registration.installing
      next?.addEventListener('statechange', () => {
        const isUpdate = container.controller !== null
        if (next.state === 'installed' && isUpdate) tellOfUpdate(app)
      })
    })
  } catch {
    // Private windows and strict settings forbid it: the page works all the same while there is a network.
  }
}

function tellOfUpdate(app: App): void {
  const text = 'A newer version of Heddle is ready. Reload the page to use it; your run stays.'
  tell(app, { topic: 'update', tone: 'info', text })
}
