/** Puts everything together: the state, the worker, the address, the keys, and React on top. */

// First, so that the styles of the parts come after and win.
import '../ui/theme.css'
import '../ui/controls.css'
import './app.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createClient, type WorkerLike } from '../../src/worker/client.ts'
import { type App, createApp } from '../store/app.ts'
import { startPlayer } from '../store/play.ts'
import { storedPreferences } from '../store/preferences.ts'
import { modelRestarted, start } from '../store/start.ts'
import { AppContext } from '../store/use-app.ts'
import { listenToKeys } from '../ui/keyboard.ts'
import { platform } from '../ui/platform.ts'
import { browserBar, keepAddress } from './address.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { publishIdle } from './idle.ts'
import { type Page, PageContext } from './page.ts'
import { Shell } from './Shell.tsx'
import { keepTheme } from './theme.ts'
import { keepTitle } from './title.ts'

/** `spawn` starts the worker that runs the model. */
export function openPage(root: Element, spawn: () => WorkerLike): void {
  const client = createClient({ spawn, onRestart: (reason) => modelRestarted(app, reason) })
  const preferences = storedPreferences(() => window.localStorage)
  const app: App = createApp(client, preferences)
  const page = connect(app)
  createRoot(root).render(
    <StrictMode>
      <AppContext value={app}>
        <PageContext value={page}>
          <ErrorBoundary part="The page">
            <Shell />
          </ErrorBoundary>
        </PageContext>
      </AppContext>
    </StrictMode>,
  )
  void start(app, () => window.location.hash)
}

function connect(app: App): Page {
  keepTheme(app, window)
  keepTitle(app, document)
  startPlayer(app)
  listenToKeys(app, window, platform)
  const { hold } = publishIdle(app, document.documentElement)
  const address = keepAddress(app, browserBar(window), hold)
  // Browsers differ in which of the two they send for a pasted fragment; the second finds nothing to do.
  window.addEventListener('popstate', address.changed)
  window.addEventListener('hashchange', address.changed)
  const currentLink = (): string => {
    address.flush()
    return window.location.href
  }
  return { currentLink, hold }
}
