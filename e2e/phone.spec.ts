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
