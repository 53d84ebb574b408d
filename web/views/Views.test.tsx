import { afterEach, describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { linkOf } from '../store/page-link.ts'
import { openedOf } from '../store/run.ts'
import { undo } from '../store/undo.ts'
import { openPage } from './testing.tsx'

const cleanUp: (() => void)[] = []

async function open(hash = '') {
  const page = await openPage(hash)
  cleanUp.push(page.stop)
  const tab = (name: string) => page.screen.getByRole('tab', { name, exact: true })
  const panel = (name: string) => page.screen.getByRole('tabpanel', { name, exact: true })
  return { ...page, tab, panel }
}

describe('the views', () => {
  afterEach(() => {
    for (const stop of cleanUp.splice(0)) stop()
  })

  it('begin with the run, and open by tab', async () => {
    const { tab, panel, screen } = await open()
    await expect.element(tab('Run')).toHaveAttribute('aria-selected', 'true')
    await expect.element(screen.getByRole('contentinfo')).toBeVisible()
    await tab('Guarantees').click()
    await expect.element(panel('Guarantees')).toBeVisible()
    await expect.element(tab('Guarantees')).toHaveAttribute('aria-selected', 'true')
    await expect.element(panel('Run')).not.toBeInTheDocument()
    await expect.element(screen.getByRole('contentinfo')).not.toBeInTheDocument()
  })

  it('open by key', async () => {
    const { panel, app } = await open()
    for (const [key, name] of [
      ['C', 'Claims'],
      ['G', 'Guarantees'],
      ['F', 'Fixes'],
      ['D', 'Run'],
    ] as const) {
      await userEvent.keyboard(`{Shift>}${key}{/Shift}`)
      await expect.element(panel(name)).toBeVisible()
    }
    expect(app.store.getState().view).toBe('run')
  })

  it('are gone through by arrow keys and opened by Enter', async () => {
    const { tab, panel, app } = await open()
    await tab('Run').click()
    await userEvent.keyboard('{ArrowLeft}')
    await expect.element(tab('Compare')).toHaveFocus()
    await userEvent.keyboard('{Home}{ArrowRight}{ArrowRight}')
    await expect.element(tab('Claims')).toHaveFocus()
    expect(app.store.getState()).toMatchObject({ view: 'run', cursor: 0 })
    await userEvent.keyboard('{Enter}')
    await expect.element(panel('Claims')).toBeVisible()
    await expect.element(tab('Claims')).toHaveFocus()
  })

  it('leave the keys of the run to the run', async () => {
    const { app, tab } = await open('#/toy?v=1&run=a4b4&at=2')
    await tab('Claims').click()
    await userEvent.keyboard('j.2p')
    expect(app.store.getState()).toMatchObject({ cursor: 2, playback: { playing: false } })
    await tab('Run').click()
    await userEvent.keyboard('j')
    expect(app.store.getState().cursor).toBe(3)
  })

  it('stop a run that plays', async () => {
    const { app } = await open()
    await userEvent.keyboard('p')
    expect(app.store.getState().playback.playing).toBe(true)
    await userEvent.keyboard('{Shift>}C{/Shift}')
    expect(app.store.getState().playback.playing).toBe(false)
  })

  it('are in the link, which opens them again', async () => {
    const { app } = await open('#/toy?v=1&view=claims&run=a4b4&at=2')
    expect(app.store.getState()).toMatchObject({ view: 'claims', cursor: 2 })
    expect(linkOf(app.store.getState())).toContain('?v=1&view=claims&')
    await userEvent.keyboard('{Shift>}D{/Shift}')
    expect(linkOf(app.store.getState())).not.toContain('view=')
  })

  it('of a link that names none are told, and the run is kept', async () => {
    const { screen, app, settle } = await open('#/toy?v=1&view=dreams&run=a4b4')
    await expect.element(screen.getByText('view=dreams')).toBeVisible()
    await screen.getByRole('button', { name: 'Show what could be read' }).click()
    await settle()
    expect(openedOf(app.store.getState().run)?.run.schedule).toBe('a4b4')
    expect(app.store.getState().view).toBe('run')
  })

  it('are where undo leads: to the one in which the act was done', async () => {
    const { app, settle } = await open('#/toy?v=1&view=claims&run=a4b4')
    await userEvent.keyboard('{Shift>}D{/Shift}')
    await userEvent.keyboard('2')
    await settle()
    await userEvent.keyboard('{Shift>}C{/Shift}')
    undo(app)
    expect(app.store.getState()).toMatchObject({ view: 'run', cursor: 0 })
  })
})
