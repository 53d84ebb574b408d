/** What somebody meets who is here for the first time. */

import { gzipSync } from 'node:zlib'
import { seriousFindings } from './support/axe.ts'
import { expect, test } from './support/test.ts'

test('the tour leads through the race of the mail, and is offered once', async ({
  heddle,
  page,
}) => {
  await heddle.open()
  const offer = page.getByRole('button', { name: 'Take the tour: six stops' })
  await expect(offer).toBeVisible()
  await heddle.click(offer)
  const tour = page.getByRole('region', { name: 'Tour' })
  const next = tour.getByRole('button', { name: 'Next' })
  await expect(next).toBeFocused()
  await expect(tour).toContainText('Stop 1 of 6')
  await heddle.expectStep(0)
  await heddle.press('Enter')
  await expect(tour).toContainText('still inside')
  await heddle.expectStep(28)
  await heddle.press('Enter')
  await heddle.expectStep(32)
  await heddle.press('Enter')
  await heddle.expectStep(33)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await seriousFindings(page)).toEqual([])
  }
  await heddle.press('Enter')
  await expect(page.getByRole('region', { name: 'Findings' })).toContainText('use after free')
  await heddle.press('Enter')
  await expect(heddle.variant).toHaveValue('synchronize-srcu')
  await expect(
    heddle.notice(/steps kept; then A cannot run: waits for a grace period/),
  ).toBeVisible()
  await heddle.click(tour.getByRole('button', { name: 'Back' }))
  await expect(heddle.variant).toHaveValue('')
  await heddle.press('Escape')
  await expect(tour).toBeHidden()

  await page.reload()
  await heddle.idle()
  await expect(heddle.grid).toBeVisible()
  await expect(offer).toBeHidden()
  await heddle.press('?')
  await heddle.click(heddle.dialog.getByRole('button', { name: 'Take the tour' }))
  await expect(tour).toContainText('Stop 1 of 6')
  await heddle.press('Escape')
  await expect(tour).toBeHidden()
})

/** Runs in the page: keeps the addresses of all programs that came before it was at rest for the first time. */
function noteFirstPrograms(): void {
  const watching = new MutationObserver(() => {
    const root = document.documentElement
    if (root.dataset['idle'] !== 'true') return
    watching.disconnect()
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
    root.dataset['first'] = loaded.filter((name) => name.endsWith('.js')).join(' ')
  })
  watching.observe(document, { attributes: true, attributeFilter: ['data-idle'], subtree: true })
}

test('the first diagram takes less than 150 kB of compressed JavaScript', async ({
  heddle,
  page,
}) => {
  await page.addInitScript(noteFirstPrograms)
  await heddle.open()
  await expect(heddle.rows.first()).toBeVisible()
  const list = await page.locator('html').getAttribute('data-first')
  const programs = list?.split(' ') ?? []
  const names = programs.map((address) => /[^/]*(?=-)/.exec(address)?.[0])
  expect(names).toEqual(expect.arrayContaining(['index', 'heddle.worker']))
  let size = 0
  for (const address of programs) {
    const answer = await page.request.get(address)
    size += gzipSync(await answer.body()).length
  }
  expect(size).toBeLessThan(150_000)
})
