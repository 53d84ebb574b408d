/** Finding commands, steps and earlier runs. */

import { seriousFindings } from './support/axe.ts'
import { expect, test } from './support/test.ts'

test('commands are found by name, with their keys, and say why they can do nothing', async ({
  heddle,
  page,
}) => {
  await heddle.open()
  await heddle.press('Control+Shift+P')
  const palette = page.getByRole('dialog', { name: 'Commands' })
  const field = palette.getByRole('combobox', { name: 'Command' })
  await expect(field).toBeFocused()
  await field.fill('last step')
  await expect(palette.getByRole('option').first()).toContainText('Last step')
  await expect(palette.getByRole('option').first()).toContainText('End')
  await heddle.press('Enter')
  await expect(palette).toBeHidden()
  await heddle.expectStep(await heddle.length())

  await heddle.press('Control+Shift+P')
  await expect(palette.getByRole('option').first()).toContainText('recent')
  await field.fill('step forward')
  const forward = palette.getByRole('option', { name: /^Step forward/ })
  await expect(forward).toContainText('not now: the run is at its end')
  await expect(forward).toHaveAttribute('aria-disabled', 'true')
  await heddle.press('Enter')
  await expect(palette).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await seriousFindings(page)).toEqual([])
  }
  await heddle.press('Escape')
  await expect(palette).toBeHidden()
})

test('steps are looked up from hit to hit, and > leads on to the commands', async ({
  heddle,
  page,
}) => {
  await heddle.open()
  await heddle.press('/')
  const field = page.getByRole('textbox', { name: 'Search steps' })
  await expect(field).toBeFocused()
  await field.fill('frees')
  await expect(page.getByRole('search')).toContainText('3 steps')
  await expect(heddle.grid.locator('.is-hit').first()).toBeAttached()
  await heddle.press('Enter')
  await expect(page.getByRole('search')).toContainText('1 of 3')
  const first = await heddle.step()
  await heddle.press('Enter')
  expect(await heddle.step()).toBeGreaterThan(first)
  await heddle.press('Shift+Enter')
  await heddle.expectStep(first)
  await field.fill('>undo')
  const palette = page.getByRole('dialog', { name: 'Commands' })
  await expect(palette.getByRole('combobox', { name: 'Command' })).toHaveValue('undo')
  await expect(palette.getByRole('option').first()).toContainText('Undo')
})

test('runs are remembered over a reload, and settings too', async ({ heddle, page }) => {
  await heddle.open()
  await heddle.press('End')
  await heddle.choose(heddle.variant, 'synchronize-srcu')
  await heddle.click(page.getByRole('button', { name: 'Settings', exact: true }))
  const settings = page.getByRole('dialog', { name: 'Settings' })
  await settings.getByRole('radio', { name: 'compact' }).check()
  await settings.getByRole('radio', { name: 'dark' }).check()
  expect(await seriousFindings(page)).toEqual([])
  await settings.getByRole('button', { name: 'history' }).click()
  const history = page.getByRole('dialog', { name: 'History' })
  const runs = history
    .getByRole('list')
    .getByRole('button', { name: /HMM: device unregister.*steps/ })
  await expect(runs.first()).toHaveAttribute('aria-current', 'true')
  await heddle.press('Escape')

  await page.goto('./')
  await heddle.idle()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await heddle.click(page.getByRole('button', { name: 'History', exact: true }))
  await history
    .getByRole('button', { name: /synchronize_srcu between/ })
    .first()
    .click()
  await heddle.idle()
  await expect(heddle.variant).toHaveValue('synchronize-srcu')

  await heddle.click(page.getByRole('button', { name: 'History', exact: true }))
  expect(await seriousFindings(page)).toEqual([])
  await history.getByRole('button', { name: 'Forget all' }).click()
  await expect(history).toContainText('No run is remembered')
})
