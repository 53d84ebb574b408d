/** The graph of states and the interleaving classes. */

import { seriousFindings } from './support/axe.ts'
import { expect, test } from './support/test.ts'

const view = '#/hmm/device-unregister?v=1&view=states'
/** Searching takes a while on a busy machine. */
const searched = { timeout: 60_000 } as const
const allFound = /^all 1,905 states and 3 where a step went wrong,/

test('a state opens a shortest run to it, and undo leads back', async ({ heddle, page }) => {
  await heddle.open(view)
  await expect(page.getByText(allFound)).toBeVisible(searched)
  const before = heddle.field('run')
  const open = page.getByRole('button', {
    name: 'Open a shortest run to the state 36 steps in: leak of mm',
  })
  await heddle.click(open)
  await heddle.expectStep(36)
  await expect(heddle.verdict).toHaveText(/leak/)
  await heddle.press('Control+z')
  expect(heddle.field('run')).toBe(before)
})

test('arrow keys go through the graph, Enter opens', async ({ heddle, page }) => {
  await heddle.open(view)
  await expect(page.getByText(allFound)).toBeVisible(searched)
  await page.getByRole('application', { name: /^Graph of states/ }).focus()
  await heddle.press('ArrowDown')
  await heddle.press('ArrowDown')
  await expect(page.getByText(/^2 steps in, open/)).toBeVisible()
  await heddle.press('Enter')
  await heddle.expectStep(2)
  expect(await seriousFindings(page)).toEqual([])
})

test('classes are listed, filtered and opened', async ({ heddle, page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await heddle.open('#/hmm/leak?v=1&view=states')
  await page.getByText('Interleaving classes').click()
  const stop = page.getByRole('button', { name: 'Stop', exact: true })
  const again = page.getByRole('button', { name: 'Search again' })
  await expect(stop.or(again)).toBeVisible()
  await page.waitForTimeout(1_500)
  if (await stop.isVisible()) await heddle.press('Escape')
  await expect(again).toBeVisible(searched)
  await page.getByRole('checkbox', { name: 'Failing only' }).check()
  const row = page.getByRole('row', { name: /^✗ leak/ }).first()
  const steps = Number(await row.getByRole('cell').nth(1).innerText())
  await heddle.click(row.getByRole('button'))
  await heddle.expectStep(steps)
  await expect(heddle.verdict).toHaveText(/leak/)
  expect(await seriousFindings(page)).toEqual([])
})
