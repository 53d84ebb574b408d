/** A shared link on a phone that is held upright. */

import { seriousFindings } from './support/axe.ts'
import { expect, test } from './support/test.ts'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

test('a shared link is opened, stepped through and read on a phone', async ({ heddle, page }) => {
  await heddle.open('#/hmm/device-unregister?v=1&model=1&at=28&sum=sla4oq&run=b6a3b4a5b6a2b2a4b')
  await heddle.expectStep(28)
  await expect(heddle.verdict).toContainText('use after free')
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(390)
  for (const name of ['First step', 'Step back', 'Step forward', 'Last step', 'Play']) {
    const box = await heddle.command(name).boundingBox()
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44)
  }
  await heddle.command('Step forward').tap()
  await heddle.expectStep(29)
  await heddle.nextOf('A').tap()
  await heddle.expectStep(30)
  for (const lane of ['A · ', 'B · ']) {
    await expect(heddle.grid.getByRole('columnheader', { name: lane })).toBeInViewport()
  }

  const parts = page.getByRole('toolbar', { name: 'Part of the run' })
  await parts.getByRole('button', { name: 'Details' }).tap()
  await expect(heddle.details).toContainText('Step 30')
  await parts.getByRole('button', { name: 'Source' }).tap()
  await expect(heddle.source).toContainText('list_empty')
  await parts.getByRole('button', { name: 'Diagram' }).tap()

  await expect(heddle.variant).toBeHidden()
  const more = page.getByRole('button', { name: 'Scenario, link and more' })
  await more.tap()
  await expect(heddle.variant).toBeVisible()
  expect(await seriousFindings(page)).toEqual([])
  await more.tap()
  await expect(heddle.variant).toBeHidden()
})

test('what has a key elsewhere is in a menu', async ({ heddle, page }) => {
  await heddle.open()
  const button = page.getByRole('button', { name: 'More', exact: true })
  const menu = page.getByRole('dialog', { name: 'More' })
  const entry = (name: string | RegExp) => menu.getByRole('button', { name })
  await button.tap()
  await expect(menu).toBeInViewport({ ratio: 1 })
  for (const each of await menu.getByRole('button').all())
    expect((await each.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  expect(await seriousFindings(page)).toEqual([])

  await test.step('the cause, on and off', async () => {
    const cause = entry(/^Dim what does not matter/)
    await cause.tap()
    await heddle.idle()
    await expect(menu).toBeHidden()
    await expect(heddle.notice(/steps are part of the cause/)).toBeVisible()
    await button.tap()
    await expect(cause).toHaveAttribute('aria-pressed', 'true')
    await cause.tap()
    await button.tap()
    await expect(cause).toHaveAttribute('aria-pressed', 'false')
  })
  await test.step('tidy', async () => {
    await entry(/^Tidy/).tap()
    await heddle.idle()
    await expect(heddle.notice(/^This run is tidy: 8 switches/)).toBeVisible()
  })
  await test.step('all commands', async () => {
    await button.tap()
    await entry('Find a command').tap()
    await expect(page.getByRole('combobox', { name: 'Command' })).toBeFocused()
  })
})

test('what the menu of the header opens stands below it, and the button stays', async ({
  heddle,
  page,
}) => {
  await heddle.open()
  const button = page.getByRole('button', { name: 'Scenario, link and more' })
  const before = await button.boundingBox()
  await button.tap()
  await expect(page.getByRole('button', { name: 'Copy link' })).toBeVisible()
  expect(await button.boundingBox()).toEqual(before)
})

test('where there are keys and room, there is no such menu', async ({ heddle, page }) => {
  await page.setViewportSize({ width: 900, height: 860 })
  await heddle.open()
  await expect(heddle.grid).toBeVisible()
  await expect(page.getByRole('button', { name: 'More', exact: true })).toHaveCount(0)
})

test('what the views offer is within the width of a phone', async ({ heddle, page }) => {
  await heddle.open('#/hmm/device-unregister?v=1&view=compare')
  const panel = (name: string) => page.getByRole('tabpanel', { name, exact: true })
  await test.step('runs that are compared stand below each other', async () => {
    await heddle.click(panel('Compare').getByRole('button', { name: 'B: closest passing run' }))
    for (const name of ['Run A', 'Run B']) {
      const side = panel('Compare').getByRole('region', { name })
      await expect(side).toContainText('steps')
      expect((await side.boundingBox())?.width).toBeGreaterThan(300)
    }
  })
  await test.step('all filters of the claims are seen', async () => {
    await heddle.click(page.getByRole('tab', { name: 'Claims', exact: true }))
    const filters = panel('Claims').getByRole('group', { name: 'Claims that are listed' })
    await expect(filters).toBeInViewport({ ratio: 1 })
    for (const option of await filters.getByRole('radio').all())
      await expect(option).toBeInViewport({ ratio: 1 })
  })
})
