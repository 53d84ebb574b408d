import { afterEach, describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { createApp } from '../store/app.ts'
import { memoryPreferences } from '../store/preferences.ts'
import { start } from '../store/start.ts'
import { createToyClient } from '../store/toy-model.ts'
import { AppContext } from '../store/use-app.ts'
import { listenToKeys } from '../ui/keyboard.ts'
import { PageContext } from './page.ts'
import { Shell } from './Shell.tsx'
import '../ui/theme.css'
import '../ui/controls.css'
import './app.css'

const cleanUp: (() => void)[] = []

/** The page with the toy model, at the given link. */
async function open(hash = '') {
  const client = createToyClient()
  const app = createApp(client, memoryPreferences())
  cleanUp.push(listenToKeys(app, window, 'other'))
  const started = start(app, () => hash)
  await client.settle()
  await started
  const page = {
    currentLink: () => 'https://example.org/#/toy',
    runLink: () => 'https://example.org/#/toy',
    hold: () => () => {},
  }
  const screen = await render(
    <AppContext value={app}>
      <PageContext value={page}>
        <Shell />
      </PageContext>
    </AppContext>,
  )
  return { screen, client, app }
}

describe('the page', () => {
  afterEach(() => {
    for (const stop of cleanUp.splice(0)) stop()
  })

  it('names its parts as tests and screen readers expect', async () => {
    const { screen } = await open()
    const toolbar = screen.getByRole('toolbar', { name: 'Transport' })
    for (const name of ['First step', 'Step back', 'Step forward', 'Last step', 'Play']) {
      await expect.element(toolbar.getByRole('button', { name, exact: true })).toBeVisible()
    }
    for (const name of ['Scenario', 'Variant', 'Mutex model']) {
      await expect.element(screen.getByRole('combobox', { name, exact: true })).toBeVisible()
    }
    for (const name of ['Source', 'Race diagram', 'Step details']) {
      await expect.element(screen.getByRole('region', { name, exact: true })).toBeVisible()
    }
    await expect.element(screen.getByRole('button', { name: 'Copy link' })).toBeVisible()
    await expect
      .element(screen.getByRole('status', { name: 'Verdict of this run' }))
      .toHaveTextContent('✓ no violation in this run')
  })

  it('offers a button per thread, and says why one cannot run', async () => {
    const { screen } = await open()
    const next = screen.getByRole('group', { name: 'Next step' })
    const a = next.getByRole('button', { name: 'Run A: lock', exact: true })
    await expect.element(a).toHaveAccessibleDescription('recorded')
    await a.click()
    const b = next.getByRole('button', {
      name: 'B cannot run: waits for the lock, held by A',
      exact: true,
    })
    await expect.element(b).toHaveAttribute('aria-disabled', 'true')
    await b.click({ force: true })
    await expect
      .element(screen.getByText('B cannot run: waits for the lock, held by A'))
      .toBeVisible()
    await expect.element(screen.getByText('step 1 / 8', { exact: true })).toBeVisible()
  })

  it('is worked with the keyboard alone, from wherever the focus is', async () => {
    const { screen, client } = await open('#/toy?v=1&run=0')
    await userEvent.keyboard('1112')
    await client.settle()
    const slider = screen.getByRole('slider', { name: 'Step' })
    await expect.element(slider).toHaveAttribute('aria-valuetext', 'step 4 of 4: B lock')
    await userEvent.keyboard('{Home}j')
    await expect.element(slider).toHaveAttribute('aria-valuetext', 'step 1 of 4: A lock')
    await userEvent.keyboard('{Control>}z{/Control}')
    await expect.element(slider).toHaveAttribute('aria-valuetext', expect.stringMatching('step 0'))
  })

  it('moves by the slider', async () => {
    const { screen } = await open()
    await screen.getByRole('slider', { name: 'Step' }).fill('5')
    await expect.element(screen.getByText('step 5 / 8', { exact: true })).toBeVisible()
  })

  it('shows the keys in a dialog that has the keyboard to itself and gives the focus back', async () => {
    const { screen } = await open()
    await screen.getByRole('button', { name: 'Help' }).click()
    const dialog = screen.getByRole('dialog', { name: 'Keys' })
    await expect.element(dialog).toBeVisible()
    await userEvent.keyboard('{ArrowRight}{Escape}')
    await expect.element(dialog).not.toBeInTheDocument()
    await expect.element(screen.getByRole('button', { name: 'Help' })).toHaveFocus()
    await userEvent.keyboard('?')
    await expect.element(dialog).toBeVisible()
    await expect.element(screen.getByText('step 0 / 8', { exact: true })).toBeVisible()
  })

  it('leads to the violation by the verdict', async () => {
    const { screen } = await open('#/bug')
    await screen.getByRole('button', { name: 'BUG_ON · step 2' }).click()
    await expect.element(screen.getByText('step 2 / 3', { exact: true })).toBeVisible()
  })

  it('tells about a damaged link before it shows anything', async () => {
    const { screen, client } = await open('#/toy?v=1&mutex=owned&run=a2')
    const dialog = screen.getByRole('dialog', { name: 'This link could not be read as a whole' })
    await expect.element(dialog.getByText('mutex=owned')).toBeVisible()
    await dialog.getByRole('button', { name: 'Show what could be read' }).click()
    await client.settle()
    await expect.element(screen.getByText('step 0 / 2', { exact: true })).toBeVisible()
  })

  it('takes down a notice only when told to', async () => {
    const { screen, client } = await open()
    await userEvent.keyboard('2')
    await client.settle()
    const notice = screen.getByText('0 of 7 remaining steps kept', { exact: false })
    await expect.element(notice.first()).toBeVisible()
    await screen.getByRole('button', { name: 'Dismiss' }).click()
    await expect.element(notice).not.toBeInTheDocument()
  })
})
