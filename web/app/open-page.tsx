/** Puts everything together: the state, the worker, the address, the keys, and React on top. */

// First, so that the styles of the parts come after and win.
import '../ui/theme.css'
import '../ui/controls.css'
import './app.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { WorkerLike } from '../../src/worker/channel.ts'
import { createClient } from '../../src/worker/client.ts'
import { memoryBudget } from '../../src/worker/memory-budget.ts'
import type { SearchClient } from '../../src/worker/search-client.ts'
import { loadSearchClient, searchLater } from '../../src/worker/search-later.ts'
import { StepStory } from '../details/Details.tsx'
import { keepHistory } from '../history/keep.ts'
import { listenToFiles } from '../share/files.ts'
import { type App, createApp } from '../store/app.ts'
import { isEmptyLink, loadReader } from '../store/link-reader.ts'
import { startPlayer } from '../store/play.ts'
import { runLinkOf } from '../store/page-link.ts'
import { storedPreferences } from '../store/preferences.ts'
import { modelRestarted, start } from '../store/start.ts'
import { keepSearchWarm } from '../store/warm-search.ts'
import { AppContext } from '../store/use-app.ts'
import { listenToKeys } from '../ui/keyboard.ts'
import { platform } from '../ui/platform.ts'
import { isWide } from '../ui/use-wide.ts'
import { OtherView } from '../views/Views.tsx'
import { browserBar, keepAddress } from './address.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { publishIdle } from './idle.ts'
import { later } from './later.tsx'
import { type Page, PageContext } from './page.ts'
import { Shell } from './Shell.tsx'
import { keepTheme } from './theme.ts'
import { keepTitle } from './title.ts'

const Embed = later('The diagram', async () => (await import('./Embed.tsx')).Embed)

/** Milliseconds at rest before anything is fetched that nobody has asked for. */
const patience = 250

/** How the workers are started. */
export interface Spawn {
  /** The one that runs the model. */
  readonly model: () => WorkerLike
  readonly search: () => WorkerLike
}

export function openPage(root: Element, spawn: Spawn): void {
  const client = createClient({
    spawn: spawn.model,
    onRestart: (reason) => modelRestarted(app, reason),
  })
  const preferences = storedPreferences(() => window.localStorage)
  const searching = (): SearchClient => searchLater(loadSearchClient(spawn.search))
  const jobs = {
    claims: searching(),
    guarantees: searching(),
    fixes: searching(),
    ask: searching(),
  }
  const budget = memoryBudget(deviceMemory(navigator))
  const app: App = createApp(client, preferences, searching(), budget, jobs)
  // Where it would lie over the page, it is not there unasked.
  if (!isWide()) app.store.setState({ findingsOpen: false })
  const embedded = isEmbedded(window.location)
  // The host's colours count, not what was chosen on the whole page.
  if (embedded) app.store.setState({ theme: 'system' })
  const page = connect(app, embedded)
  createRoot(root).render(
    <StrictMode>
      <AppContext value={app}>
        <PageContext value={page}>
          <ErrorBoundary part="The page">{embedded ? <Embed /> : <Shell />}</ErrorBoundary>
        </PageContext>
      </AppContext>
    </StrictMode>,
  )
  if (!isEmptyLink(window.location.hash)) fetchForLink()
  void start(app, () => window.location.hash)
}

/** A link has to be read, and may lead to a step and a view: what that takes comes while the model starts. */
function fetchForLink(): void {
  // A failure is told of when it is read.
  void loadReader().catch(() => undefined)
  StepStory.ahead()
  OtherView.ahead()
}

/** The page inside of another one. */
function isEmbedded({ search }: Location): boolean {
  return new URLSearchParams(search).get('embed') === '1'
}

/** GiB; undefined where the browser does not tell. */
function deviceMemory(navigator: Navigator): number | undefined {
  const told: unknown = 'deviceMemory' in navigator ? navigator.deviceMemory : undefined
  return typeof told === 'number' ? told : undefined
}

function connect(app: App, embedded: boolean): Page {
  keepTheme(app, window)
  keepTitle(app, document)
  startPlayer(app)
  if (!embedded) {
    keepHistory(app)
    keepSearchWarm(app)
  }
  listenToKeys(app, window, platform)
  listenToFiles(app, window)
  const { hold, rested } = publishIdle(app, document.documentElement)
  void rested.then(() => setTimeout(() => void startExtras(app, embedded), patience))
  const address = keepAddress(app, browserBar(window), hold)
  // Browsers differ in which of the two they send for a pasted fragment; the second finds nothing to do.
  window.addEventListener('popstate', address.changed)
  window.addEventListener('hashchange', address.changed)
  const currentLink = (): string => {
    address.flush()
    return window.location.href
  }
  const runLink = (): string => {
    const address = new URL(currentLink())
    address.hash = runLinkOf(app.store.getState()) ?? address.hash
    return address.href
  }
  return { currentLink, runLink, hold }
}

/** The page is whole without them: when they cannot be loaded, nothing is said. */
async function startExtras(app: App, embedded: boolean): Promise<void> {
  try {
    const extras = await import('./extras.ts')
    extras.startExtras(app, window, embedded)
  } catch {
    return
  }
}
