/** What happens when the page is opened, and what the model's restart means for it. */

import { type App, whilePending } from './app.ts'
import { openLink } from './link.ts'
import { dismiss, tell } from './tell.ts'

/** Asks for the catalogue, then opens what the address says. `hash` is read as late as possible. */
export async function start(app: App, hash: () => string): Promise<void> {
  const outcome = await whilePending(app, app.client.catalogue())
  switch (outcome.kind) {
    case 'catalogue':
      app.store.setState({ catalogue: { kind: 'ready', scenarios: outcome.scenarios } })
      await openLink(app, hash())
      return
    case 'failed': {
      const { error } = outcome
      app.store.setState({ catalogue: { kind: 'failed', error }, run: { kind: 'failed', error } })
      // That it was started again is not true any more.
      dismiss(app, 'model')
      return
    }
    case 'superseded':
      return
  }
}

export function modelRestarted(app: App, reason: string): void {
  const text = `The model crashed and was restarted (${reason}). Nothing you did is lost.`
  tell(app, { topic: 'model', tone: 'warning', text })
}
