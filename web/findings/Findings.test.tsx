import { afterEach, describe, expect, it } from 'vitest'
import { page as browser, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import type { SearchClient, SearchOutcome } from '../../src/worker/search-client.ts'
import type { FindingView, SearchProgress, SearchResult } from '../../src/worker/search-protocol.ts'
import { PageContext } from '../app/page.ts'
import { Shell } from '../app/Shell.tsx'
import { createApp } from '../store/app.ts'
import { memoryPreferences } from '../store/preferences.ts'
import { start } from '../store/start.ts'
import { createToyClient } from '../store/toy-model.ts'
import { AppContext } from '../store/use-app.ts'
import { listenToKeys } from '../ui/keyboard.ts'
import '../ui/theme.css'
import '../ui/controls.css'
import '../app/app.css'

const cleanUp: (() => void)[] = []

const stats = {
  states: 1_234_567,
  transitions: 2_000_000,
  depth: 40,
  frontier: 321,
  engine: 'compiled',
  bytes: 1 << 25,
} as const
const base = {
  scenario: 'toy',
  variant: { fixes: [], mutex: 'count' },
  minimised: 'steps',
  stats,
  seconds: 2,
} as const

function finding(change: Partial<FindingView>): FindingView {
  return {
    key: 'first',
    kind: 'use-after-free',
    title: 'use after free',
    text: 'B reads device->mutex; A freed device at step 2',
    object: 'device',
    lane: 'B',
    where: 'line 12: spin_lock(&lock->wait_lock)',
    schedule: 'a3b',
    steps: 4,
    switches: 1,
    preemptions: 1,
    ...change,
  }
}

const violated: SearchResult = {
  ...base,
  verdict: 'violated',
  findings: [
    finding({}),
    finding({ key: 'second', where: 'line 14: unlock', schedule: 'a4b' }),
    finding({
      key: 'third',
      kind: 'leak',
      title: 'leak',
      object: 'hmm',
      text: 'hmm is never freed',
      lane: undefined,
      where: undefined,
    }),
  ],
  exhausted: true,
  limit: undefined,
}

/** The page with a search that does what the test says. */
async function open() {
  const client = createToyClient()
  let report: (progress: SearchProgress) => void = () => {}
  let end: (outcome: SearchOutcome) => void = () => {}
  let cancelled = 0
  const search: SearchClient = {
    start: (_, onProgress) => {
      report = (progress) => onProgress({ kind: 'races', progress })
      return new Promise((resolve) => {
        end = resolve
      })
    },
    warm: () => {},
    cancel: () => {
      cancelled += 1
    },
    close: () => {},
  }
  const app = createApp(client, memoryPreferences(), search)
  cleanUp.push(listenToKeys(app, window, 'other'))
  const started = start(app, () => '')
  await client.settle()
  await started
  const screen = await render(
    <AppContext value={app}>
      <PageContext value={{ currentLink: () => '', runLink: () => '', hold: () => () => {} }}>
        <Shell />
      </PageContext>
    </AppContext>,
  )
  return {
    screen,
    client,
    reports: (progress: SearchProgress) => report(progress),
    ends: (result: SearchResult) => end({ kind: 'done', result: { kind: 'races', result } }),
    cancels: () => cancelled,
  }
}

describe('the findings', () => {
  afterEach(async () => {
    for (const stop of cleanUp.splice(0)) stop()
    await browser.viewport(1440, 860)
  })

  it('show how far a search has come, and what it came to', async () => {
    const { screen, reports, ends } = await open()
    await screen.getByRole('button', { name: 'Find races', exact: true }).click()
    const pane = screen.getByRole('region', { name: 'Findings', exact: true })
    const status = screen.getByRole('status', { name: 'Search result' })
    await expect.element(status).toHaveTextContent('searching …')
    reports({ stats, seconds: 2, failures: 1 })
    for (const figure of ['1,234,567', '617,284', '321', '40', '1', '2.0 s']) {
      await expect.element(pane.getByText(figure, { exact: true })).toBeVisible()
    }
    ends(violated)
    const words = 'all 1,234,567 states, 2.0 s: 2 kinds of failure in 3 places'
    await expect.element(status).toHaveTextContent(words)
    await expect.element(pane.getByText(words)).toBeVisible()
    await expect.element(screen.getByText(/^Cancel/)).not.toBeInTheDocument()
  })

  it('are grouped by kind and object, and open as runs', async () => {
    const { screen, client, ends } = await open()
    await userEvent.keyboard('r')
    ends(violated)
    const device = screen.getByRole('region', { name: 'use after free: device' })
    await expect.element(device).toBeVisible()
    await expect.element(screen.getByRole('region', { name: 'leak: hmm' })).toBeVisible()
    const place = device.getByRole('button', { name: /line 12.*4 steps, 1 switch, 1 preemption/ })
    await place.click()
    await client.settle()
    await expect.element(place).toHaveAttribute('aria-current', 'true')
    await expect.element(screen.getByText('step 4 / 4', { exact: true })).toBeVisible()
    await userEvent.keyboard('{ArrowLeft}')
    await expect.element(screen.getByText('step 3 / 4', { exact: true })).toBeVisible()
  })

  it('can be hidden and shown by key, by button and by the result', async () => {
    const { screen, ends } = await open()
    const pane = screen.getByRole('region', { name: 'Findings', exact: true })
    await userEvent.keyboard('r')
    ends({ ...base, verdict: 'proved' })
    await screen.getByRole('button', { name: 'Close findings' }).click()
    await expect.element(pane).not.toBeInTheDocument()
    const result = screen.getByRole('button', { name: 'proved: no failure in 1,234,567 states' })
    await expect.element(result).toHaveAttribute('aria-expanded', 'false')
    await result.click()
    await expect.element(pane).toBeVisible()
    await userEvent.keyboard('{Shift>}R{/Shift}')
    await expect.element(pane).not.toBeInTheDocument()
  })

  it('a search is stopped by Escape and by its button, which gives the focus on', async () => {
    const { screen, ends, cancels } = await open()
    await screen.getByRole('button', { name: 'Find races', exact: true }).click()
    await userEvent.keyboard('{Escape}')
    expect(cancels()).toBe(1)
    await screen.getByTitle('Stop the search (Esc)').click()
    expect(cancels()).toBe(2)
    ends({ ...base, verdict: 'bounded', limit: 'cancelled' })
    await expect
      .element(screen.getByRole('status', { name: 'Search result' }))
      .toHaveTextContent('cancelled at 1,234,567 states: nothing wrong found so far, not a proof')
    await expect
      .element(screen.getByRole('button', { name: 'Find races', exact: true }))
      .toHaveFocus()
  })

  it('lie over a narrow page as a dialog, which opening a finding closes', async () => {
    await browser.viewport(900, 860)
    const { screen, client, ends, cancels } = await open()
    await userEvent.keyboard('r')
    const dialog = screen.getByRole('dialog', { name: 'Findings' })
    await expect.element(dialog).toBeVisible()
    await userEvent.keyboard('{Escape}')
    expect(cancels()).toBe(1)
    ends(violated)
    await dialog.getByRole('button', { name: /line 12/ }).click()
    await client.settle()
    await expect.element(dialog).not.toBeInTheDocument()
    await expect.element(screen.getByText('step 4 / 4', { exact: true })).toBeVisible()
  })
})
