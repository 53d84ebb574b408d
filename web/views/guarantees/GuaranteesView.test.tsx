import { afterEach, describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import type { GuaranteeCell, GuaranteesView } from '../../../src/worker/search-protocol.ts'
import { openedOf } from '../../store/run.ts'
import { openPage } from '../testing.tsx'

const posted = { fixes: [], mutex: 'count' } as const
const fixed = { fixes: ['shorter'], mutex: 'count' } as const
const no: GuaranteeCell = {
  variant: posted,
  holds: false,
  shown: [{ kind: 'run', schedule: 'a4b', steps: 5 }],
}
const yes: GuaranteeCell = {
  variant: fixed,
  holds: true,
  shown: [{ kind: 'exhausted', states: 3_757 }],
}
const open: GuaranteeCell = { variant: posted, holds: undefined, shown: [] }
const row = { fn: 'mirror_unregister', scenario: 'toy', questions: [], unless: [] }

const table: GuaranteesView = {
  done: 2,
  of: 4,
  states: 99,
  seconds: 0.1,
  rows: [
    { ...row, id: 'mirror', returned: '0', may: 'free the mirror' },
    { ...row, id: 'device', returned: undefined, may: 'free the device' },
  ],
  columns: [
    { id: 'v3', title: 'v3 as posted', variant: posted },
    { id: 'fixed', title: '+ shorter', variant: fixed },
  ],
  cells: [
    [no, yes],
    [open, yes],
  ],
}

const stops: (() => void)[] = []

async function shown() {
  const page = await openPage('#/toy?v=1&view=guarantees&run=a4b4')
  stops.push(page.stop)
  await expect.element(page.screen.getByRole('button', { name: 'Cancel' })).toBeVisible()
  page.jobs.guarantees.ends({ kind: 'guarantees', view: table, wasStopped: true })
  const cell = (name: string | RegExp) => page.screen.getByRole('button', { name })
  return { ...page, cell }
}

describe('the guarantees', () => {
  afterEach(() => {
    for (const stop of stops.splice(0)) stop()
  })

  it('say in each cell what they are about and how it is known', async () => {
    const { cell, screen } = await shown()
    await expect
      .element(
        cell(
          /^no 5 steps in a run that speaks against it. mirror_unregister returned 0, v3 as posted: may free the mirror\?$/,
        ),
      )
      .toHaveTextContent(/^✗ no\s*5 steps/)
    await expect.element(cell(/^open not searched/)).toHaveAttribute('aria-disabled', 'true')
    await expect
      .element(screen.getByText('1 of 2', { exact: true }).first())
      .not.toBeInTheDocument()
    await expect.element(screen.getByText('2 of 2', { exact: true })).toBeVisible()
  })

  it('are gone through by arrow keys, one cell in the order of Tab', async () => {
    const { cell, screen } = await shown()
    const grid = screen.getByRole('grid')
    await expect.element(cell(/^no /)).toHaveAttribute('tabindex', '0')
    await cell(/^open/).click({ force: true })
    await userEvent.keyboard('{ArrowUp}')
    await expect.element(cell(/^no /)).toHaveFocus()
    await userEvent.keyboard('{ArrowUp}{ArrowLeft}{ArrowRight}')
    await expect.element(cell(/^yes.*free the mirror/)).toHaveFocus()
    await userEvent.keyboard('{Control>}{End}{/Control}')
    await expect.element(cell(/^yes.*free the device/)).toHaveFocus()
    expect(grid.element().querySelectorAll('[tabindex="0"]')).toHaveLength(1)
  })

  it('open the run that speaks against them', async () => {
    const { app, cell, screen, settle } = await shown()
    await cell(/^no /).click()
    await settle()
    await expect.element(screen.getByText('step 5 / 5', { exact: true })).toBeVisible()
    expect(openedOf(app.store.getState().run)?.run.schedule).toBe('a4b')
  })

  it('open the program that was searched', async () => {
    const { app, cell, settle } = await shown()
    await cell(/^yes.*free the device/).click()
    await settle()
    expect(app.store.getState().view).toBe('run')
    expect(openedOf(app.store.getState().run)?.run.fixes).toEqual(['shorter'])
  })

  it('keep both headings in sight', async () => {
    const { screen } = await shown()
    const headings = [
      screen.getByRole('columnheader', { name: 'v3 as posted' }),
      screen.getByRole('rowheader', { name: /free the mirror/ }),
    ]
    for (const heading of headings) {
      await expect.element(heading).toBeVisible()
      expect(getComputedStyle(heading.element()).position).toBe('sticky')
    }
  })
})
