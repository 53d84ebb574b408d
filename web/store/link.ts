/** From the address to the page: what is opened for a link. */

import { variantOf } from '../../src/ir/variant.ts'
import type { LinkPins, LinkState } from '../../src/share/link/schema.ts'
import type { HeddleError, Opened } from '../../src/worker/protocol.ts'
import { type App, whilePending } from './app.ts'
import { defaultScenario, scenariosOf } from './catalogue.ts'
import type { CheckedLink, DamagedLink } from './damaged-link.ts'
import { changeOf, variantOfLink } from './link-change.ts'
import { isEmptyLink, loadReader, readerOfLinks } from './link-reader.ts'
import { jumpTo } from './navigate.ts'
import { refusedLink } from './refused-link.ts'
import { openedOf } from './run.ts'
import { refuse, show } from './show.ts'
import { tell } from './tell.ts'
import { openView } from './view.ts'
import { defaultView, viewOf } from '../views/registry.ts'

/**
 * Opens what the fragment of the address says: the default case only when it says nothing at all. What is
 * damaged is shown as such, and the user decides. Needs the catalogue. Undefined when that is done; a promise
 * while what reads links has to be loaded first.
 */
export function openLink(app: App, hash: string): Promise<void> | undefined {
  if (isEmptyLink(hash)) {
    openDefault(app)
    return undefined
  }
  const read = readerOfLinks()
  if (read === undefined) return openLater(app, hash)
  openChecked(app, read(hash, scenariosOf(app.store.getState().catalogue)))
  return undefined
}

async function openLater(app: App, hash: string): Promise<void> {
  try {
    await whilePending(app, loadReader())
  } catch {
    const text = 'What reads links could not be loaded: is the connection gone? Reload the page.'
    refuse(app, { code: 'internal', message: text, part: '' })
    return
  }
  await openLink(app, hash)
}

function openChecked(app: App, checked: CheckedLink): void {
  app.store.setState({ damagedLink: undefined })
  switch (checked.kind) {
    case 'empty':
      openDefault(app)
      return
    case 'fine':
      openState(app, checked.state)
      return
    case 'damaged':
      showDamage(app, checked.link)
      return
  }
}

/** The first scenario with its first recorded run. */
export function openDefault(app: App): void {
  const scenario = defaultScenario(app.store.getState().catalogue)
  app.store.setState({ damagedLink: undefined })
  if (scenario === undefined) return
  const { id, runs } = scenario
  const [run] = runs
  const variant = run ?? { fixes: [], mutex: 'count' as const }
  // Nothing in the address is to blame when this fails.
  openState(app, { ...variantOf(variant), scenario: id, schedule: run?.schedule, at: 0 }, refuse)
}

type OnRefusal = (app: App, error: HeddleError, state: LinkState) => void

export function openState(app: App, state: LinkState, onRefusal: OnRefusal = blameLink): void {
  app.store.setState({ damagedLink: undefined })
  app.serial.replace(() => {
    const variant = variantOfLink(state)
    const { scenario, schedule } = state
    const known = schedule === undefined ? undefined : app.runs.get({ scenario, variant, schedule })
    if (known === undefined) return request(app, state, onRefusal)
    settle(app, known, state)
    return undefined
  })
  // A link without pins leaves what is pinned: what it opens may be meant to be compared with that.
  if (state.pins !== undefined) void openPins(app, state.pins)
}

/** What compares runs is loaded with the first link that has pins. */
async function openPins(app: App, pins: LinkPins): Promise<void> {
  try {
    const { restorePins } = await whilePending(app, import('./link-pins.ts'))
    await restorePins(app, pins)
  } catch {
    const text = 'The pinned runs of the link could not be loaded: is the connection gone?'
    tell(app, { topic: 'pins', tone: 'error', text })
  }
}

async function request(app: App, state: LinkState, onRefusal: OnRefusal): Promise<void> {
  const variant = variantOfLink(state)
  const { scenario, schedule } = state
  const outcome = await whilePending(
    app,
    app.client.open({ kind: 'run', scenario, variant, schedule }),
  )
  if (outcome.kind === 'opened') settle(app, outcome.opened, state)
  if (outcome.kind === 'failed') onRefusal(app, outcome.error, state)
}

function settle(app: App, opened: Opened, state: LinkState): void {
  const present = openedOf(app.store.getState().run)
  const view = viewOf(state.view ?? defaultView) ?? defaultView
  if (present === opened) {
    openView(app, view)
    jumpTo(app, state.at)
    return
  }
  const text = changeOf(opened, state)
  const notice =
    text === undefined ? undefined : ({ topic: 'link', tone: 'warning', text } as const)
  show(app, opened, state.at, notice, view)
}

function blameLink(app: App, error: HeddleError, state: LinkState): void {
  showDamage(app, refusedLink(error, state))
}

function showDamage(app: App, damagedLink: DamagedLink): void {
  app.store.setState(({ run }) => ({
    damagedLink,
    run: run.kind === 'loading' ? { kind: 'none' } : run,
  }))
}
