/** From the address to the page and back: what is opened for a link, and which link the page has. */

import type { Variant } from '../../src/ir/program.ts'
import { variantOf } from '../../src/ir/variant.ts'
import { printLink } from '../../src/share/link/print.ts'
import type { LinkState } from '../../src/share/link/schema.ts'
import type { HeddleError, Opened } from '../../src/worker/protocol.ts'
import { type App, whilePending } from './app.ts'
import { defaultScenario, scenariosOf } from './catalogue.ts'
import type { CheckedLink, DamagedLink } from './damaged-link.ts'
import { isEmptyLink, loadReader, readerOfLinks } from './link-reader.ts'
import { jumpTo } from './navigate.ts'
import type { Notice } from './notice.ts'
import { refusedLink } from './refused-link.ts'
import { lastCursor, openedOf } from './run.ts'
import { refuse, show } from './show.ts'
import type { State } from './state.ts'
import { openView } from './view.ts'
import { defaultView, viewOf } from '../views/registry.ts'

/** The link to what the page shows; undefined while there is no run. */
export function linkOf(state: State): string | undefined {
  const run = openedOf(state.run)?.run
  if (run === undefined) return undefined
  const { scenario, schedule, checksum, version } = run
  return printLink({
    ...variantOf(run),
    scenario,
    schedule,
    checksum,
    model: version,
    at: Math.min(state.cursor, lastCursor(run)),
    view: state.view === defaultView ? undefined : state.view,
  })
}

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

function variantOfLink({ fixes, mutex, questions = [], sizes = {} }: LinkState): Variant {
  return variantOf({ fixes, mutex, questions, sizes })
}

function settle(app: App, opened: Opened, state: LinkState): void {
  const present = openedOf(app.store.getState().run)
  const view = viewOf(state.view ?? defaultView) ?? defaultView
  if (present === opened) {
    openView(app, view)
    jumpTo(app, state.at)
  } else show(app, opened, state.at, changedModel(opened, state), view)
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

/** A link that no longer gives what its sender saw must say so. */
function changedModel(opened: Opened, link: LinkState): Notice | undefined {
  const { run, report } = opened
  const said = (text: string): Notice => ({ topic: 'link', tone: 'warning', text })
  const older =
    link.model !== undefined && link.model !== run.version
      ? ` It was made with version ${link.model} of the scenario; this is version ${run.version}.`
      : ''
  if (report.kind === 'stopped') {
    const { at, dropped, reason } = report
    return said(`${at} of the link's ${at + dropped} steps can be replayed; then ${reason}${older}`)
  }
  if (link.checksum === undefined || link.checksum === run.checksum) return undefined
  return said(
    older === ''
      ? 'This run ends in another state than its sender saw: the model has changed since this link was made, or the end of the link was cut off.'
      : `The model has changed since this link was made: this run ends in another state than its sender saw.${older}`,
  )
}
