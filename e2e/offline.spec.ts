import { expect, test } from './support/test.ts'

// Elsewhere it is kept out: it would fetch the whole site again for each test.
test.use({ serviceWorkers: 'allow' })

test('after the first visit the page works without a network', async ({
  heddle,
  page,
  context,
}) => {
  await heddle.open()
  // Until all files are kept.
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  await context.setOffline(true)
  await page.reload()
  await heddle.idle()
  await heddle.press('ArrowDown')
  await heddle.expectStep(1)
  await heddle.press('Control+s')
  await expect(heddle.dialog).toContainText('Export this run')
})
