/** What is given to others: link, code, embedding, the page as one file. */

import { execFileSync } from 'node:child_process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { seriousFindings } from './support/axe.ts'
import { HeddlePage } from './support/page.ts'
import { expect, test } from './support/test.ts'

test('the share dialog has the link with its length, a code and a snippet', async ({
  heddle,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await heddle.open()
  await heddle.goTo(5)
  await heddle.press('s')
  await expect(heddle.dialog.getByRole('textbox', { name: 'Link' })).toHaveValue(page.url())
  await expect(heddle.dialog).toContainText(`${page.url().length} characters`)
  await expect(heddle.dialog.getByRole('img', { name: 'QR code of the link' })).toBeVisible()
  await heddle.click(heddle.dialog.getByRole('button', { name: 'Copy snippet' }))
  const snippet = await page.evaluate(() => navigator.clipboard.readText())
  expect(snippet).toMatch(/^<iframe src="http[^"]+\/\?embed=1#\/hmm\/device-unregister\?[^"]+"/)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await seriousFindings(page)).toEqual([])
  }
  await heddle.press('Escape')
  await expect(heddle.dialog).toHaveCount(0)
})

test('embedded, there are diagram and transport only, and a way to the whole', async ({
  heddle,
  page,
}) => {
  const answer = await page.goto('./?embed=1#/hmm/leak')
  await heddle.idle()
  expect(answer?.headers()['content-security-policy']).toContain('frame-ancestors *')
  await expect(heddle.grid).toBeVisible()
  await expect(heddle.transport).toBeVisible()
  await expect(page.getByRole('banner')).toHaveCount(0)
  await expect(heddle.source).toHaveCount(0)
  await heddle.press('ArrowDown', 'ArrowDown')
  const [whole] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: 'Open in Heddle' }).click(),
  ])
  const opened = new HeddlePage(whole)
  await opened.idle()
  await opened.expectStep(2)
  expect(whole.url()).not.toContain('embed')
})

test('the single file opens from disk, with its workers', async ({ heddle, page, complaints }) => {
  const root = new URL('../', import.meta.url)
  execFileSync(process.execPath, [fileURLToPath(new URL('scripts/build-single.mjs', root))])
  const file = pathToFileURL(fileURLToPath(new URL('dist/single/heddle.html', root))).href
  // Nothing but the file itself is asked for.
  complaints.expect(/^request to file:.*heddle\.html/, /^request to blob:/)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(`${file}#/hmm/leak`)
  await heddle.idle()
  await heddle.press('ArrowDown', 'r')
  await expect(page.getByRole('region', { name: 'Findings' })).toContainText('leak')
  expect(asked.filter((url) => !/^(?:blob|data):/.test(url))).toEqual([file])
})
