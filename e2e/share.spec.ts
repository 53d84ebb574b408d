/** What is given to others: link, code, embedding, the page as one file. */

import { execFileSync } from 'node:child_process'
import { createServer } from 'node:http'
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

/** A page of another origin whose whole content is `body`; returns its address and the way to stop. */
async function pageElsewhere(body: string) {
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><title>Elsewhere</title>${body}`)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { address: `http://127.0.0.1:${port}/`, stop: () => void server.close() }
}

test('in a frame of another site the diagram is stepped, in the colours of that site', async ({
  page,
  baseURL,
  complaints,
}) => {
  const src = new URL('?embed=1#/hmm/leak', baseURL).href
  const frame = `<iframe src="${src}" width="900" height="520" style="border: 0; color-scheme: inherit"></iframe>`
  const host = await pageElsewhere(`<style>:root { color-scheme: light dark }</style>${frame}`)
  complaints.expect(/^request to http:\/\/127\.0\.0\.1:\d+\/$/)
  try {
    await page.emulateMedia({ colorScheme: 'light' })
    await page.goto(host.address)
    const inside = page.frameLocator('iframe')
    const slider = inside.getByRole('slider', { name: 'Step', exact: true })
    await expect(inside.getByRole('grid')).toBeVisible()
    await expect(inside.getByRole('toolbar', { name: 'Transport' })).toBeVisible()
    await inside.getByRole('grid').click({ position: { x: 5, y: 5 } })
    const before = Number(await slider.inputValue())
    await page.keyboard.press('ArrowDown')
    await expect(slider).toHaveValue(String(before + 1))
    const ground = (): Promise<string> =>
      inside.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)
    const light = await ground()
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect.poll(ground).not.toBe(light)
  } finally {
    host.stop()
  }
})

test('without embed=1 no frame of another site shows the page', async ({
  page,
  baseURL,
  complaints,
}) => {
  const host = await pageElsewhere(`<iframe src="${baseURL}#/hmm/leak"></iframe>`)
  complaints.expect(/^request to http:\/\/127\.0\.0\.1:\d+\/$/, /frame-ancestors 'none'/)
  try {
    await page.goto(host.address)
    await expect(page.frameLocator('iframe').getByRole('grid')).toHaveCount(0)
  } finally {
    host.stop()
  }
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
  await heddle.click(page.getByRole('tab', { name: 'States', exact: true }))
  const states = page.getByRole('tabpanel', { name: 'States', exact: true })
  await expect(states.getByText(/^all [\d,]+ states/)).toBeVisible({ timeout: 60_000 })
  await heddle.click(page.getByRole('tab', { name: 'Timeline', exact: true }))
  const timeline = page.getByRole('tabpanel', { name: 'Timeline', exact: true })
  const event = { ph: 'X', pid: 1, tid: 1, name: 'brought along', ts: 100, dur: 80 }
  await timeline.getByLabel('Trace or run, as JSON').setInputFiles({
    name: 'trace.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ traceEvents: [event] })),
  })
  await expect(timeline.getByRole('option', { name: /brought along/ })).toBeVisible()
  expect(asked.filter((url) => !/^(?:blob|data):/.test(url))).toEqual([file])
})
