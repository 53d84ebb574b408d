import type { Page, Worker } from 'playwright/test'
import { expect, test } from './support/test.ts'

function modelWorker(page: Page): Worker {
  const worker = page.workers().find((candidate) => candidate.url().includes('heddle.worker'))
  if (worker === undefined) throw new Error('the model has no worker')
  return worker
}

const crashed = /The model crashed and was restarted \(.*broken on purpose.*\)/

test('a worker that crashes while idle is replaced, and the run is still there', async ({
  heddle,
  page,
}) => {
  await heddle.open()
  await heddle.goTo(2)
  const before = heddle.hash()
  await modelWorker(page).evaluate(() => {
    setTimeout(() => {
      throw new Error('broken on purpose')
    })
  })
  await expect(heddle.notice(crashed)).toBeVisible()
  await heddle.idle()
  expect(heddle.hash()).toBe(before)
  await heddle.expectStep(2)
  await heddle.press('1')
  await heddle.expectStep(3)
  expect(heddle.field('run')).toBe('b2ab4a2b4a5b6a2b2a4b')
})

test('what was asked of a worker while it crashed is asked of the next one', async ({
  heddle,
  page,
}) => {
  await heddle.open()
  await heddle.goTo(2)
  await modelWorker(page).evaluate(() => {
    globalThis.postMessage = () => {
      setTimeout(() => {
        throw new Error('broken on purpose')
      })
    }
  })
  await heddle.press('1', 'ArrowDown')
  await expect(heddle.notice(crashed)).toBeVisible()
  await heddle.expectStep(4)
  expect(heddle.field('run')).toBe('b2ab4a2b4a5b6a2b2a4b')
  await heddle.press('Control+z', 'Control+z')
  expect(heddle.field('run')).toBe('b6a3b4a5b6a2b2a4b')
})

test('a worker that does not start once is started again', async ({ heddle, page }) => {
  await page.route('**/heddle.worker*.js', (route) => route.fulfill(broken), { times: 1 })
  await heddle.open()
  await expect(heddle.notice(crashed)).toBeVisible()
  await expect(heddle.rows.first()).toBeVisible()
})

test('a worker that never starts is given up, with a message', async ({ heddle, page }) => {
  await page.route('**/heddle.worker*.js', (route) => route.fulfill(broken))
  await heddle.open()
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('The model crashed twice on this request')
  await expect(heddle.rows).toHaveCount(0)
  // That nothing is lost, as after a single crash, would not be true.
  await expect(heddle.notice(crashed)).toHaveCount(0)
  await expect(heddle.details.getByRole('button')).toHaveCount(0)
  for (const view of ['Timeline', 'Objects', 'States', 'Compare', 'Fixes']) {
    await heddle.click(page.getByRole('tab', { name: view, exact: true }))
    await expect(page.getByRole('tabpanel', { name: view, exact: true })).toContainText(
      'The model could not be started',
    )
  }
})

const broken = { contentType: 'text/javascript', body: 'throw new Error("broken on purpose")' }

test('a search that has not answered yet says what it waits for, and can be called off', async ({
  heddle,
  page,
}) => {
  await page.route('**/search.worker*.js', () => {})
  await heddle.open()
  await heddle.click(page.getByRole('tab', { name: 'Guarantees', exact: true }))
  const panel = page.getByRole('tabpanel', { name: 'Guarantees', exact: true })
  await expect(panel.getByText(/^Starting the search/)).toBeVisible()
  await heddle.click(panel.getByRole('button', { name: 'Cancel' }))
  await expect(panel.getByRole('alert')).toContainText('it did not answer when told to stop')
  await expect(panel.getByText(/^Starting the search/)).toHaveCount(0)
})
