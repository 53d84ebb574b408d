/** Taking a run along in each format, and opening it again. */

import { readFileSync } from 'node:fs'
import type { Page } from 'playwright/test'
import { seriousFindings } from './support/axe.ts'
import { expect, test } from './support/test.ts'

async function saved(page: Page): Promise<{ readonly name: string; readonly data: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /^Save as/ }).click(),
  ])
  return { name: download.suggestedFilename(), data: readFileSync(await download.path()) }
}

test('the text is copied as it is shown, for a commit message or a comment', async ({
  heddle,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await heddle.open()
  await heddle.click(page.getByRole('button', { name: 'Export' }))
  const preview = heddle.dialog.getByRole('textbox', { name: 'Preview' })
  await expect(preview).toHaveValue(/^Thread A \(file close, driver unload\) runs against thread B/)
  await heddle.choose(heddle.dialog.getByRole('combobox', { name: 'For a' }), 'comment')
  await expect(preview).toHaveValue(/^\/\*\n \* Thread A/)
  await heddle.click(heddle.dialog.getByRole('button', { name: 'Copy', exact: true }))
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toBe(await preview.inputValue())
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await seriousFindings(page)).toEqual([])
  }
})

test('drawing, picture and trace are saved as files', async ({ heddle, page }) => {
  await heddle.open('#/hmm/leak')
  await heddle.press('Control+s')
  await heddle.dialog.getByRole('radio', { name: 'SVG' }).check()
  const svg = await saved(page)
  expect(svg.name).toBe('hmm-leak.svg')
  expect(svg.data.toString()).toMatch(/^<svg /)
  await heddle.dialog.getByRole('radio', { name: 'PNG' }).check()
  const png = await saved(page)
  expect(png.data.subarray(1, 4).toString()).toBe('PNG')
  // A picture that the browser did not draw is of one colour and very small.
  expect(png.data.length).toBeGreaterThan(20_000)
  await heddle.dialog.getByRole('radio', { name: 'Perfetto' }).check()
  const trace: unknown = JSON.parse((await saved(page)).data.toString())
  expect(trace).toMatchObject({ otherData: { scenario: 'hmm/leak' } })
})

test('a run that was saved as JSON opens again, by file, by paste', async ({ heddle, page }) => {
  await heddle.open()
  await heddle.goTo(2)
  await heddle.press('1')
  const run = heddle.field('run') ?? ''
  await heddle.press('Control+s')
  await heddle.dialog.getByRole('radio', { name: 'JSON' }).check()
  const { data } = await saved(page)
  await heddle.press('Escape')
  await heddle.choose(heddle.scenario, 'hmm/leak')
  await heddle.press('Control+o')
  await heddle.dialog
    .getByLabel('File')
    .setInputFiles({ name: 'run.json', mimeType: 'application/json', buffer: data })
  await expect(heddle.dialog).toHaveCount(0)
  await heddle.idle()
  expect(heddle.field('run')).toBe(run)

  await heddle.choose(heddle.scenario, 'hmm/leak')
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    window.dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }))
  }, data.toString())
  await expect(heddle.scenario).toHaveValue('hmm/device-unregister')
  expect(heddle.field('run')).toBe(run)
})

test('a bad file is refused with its place, and changes nothing', async ({ heddle, page }) => {
  await heddle.open('#/hmm/leak')
  const url = page.url()
  await heddle.press('Control+o')
  await heddle.dialog.getByLabel('Or its text').fill('{"version": 1,\n "scenario": 5}')
  await heddle.click(heddle.dialog.getByRole('button', { name: 'Open' }))
  const alert = heddle.dialog.getByRole('alert')
  await expect(alert).toContainText('the field "schedule" is missing')
  await heddle.dialog.getByLabel('Or its text').fill('{"version": 1,\n "schedule": ]')
  await heddle.click(heddle.dialog.getByRole('button', { name: 'Open' }))
  await expect(alert).toContainText(
    'Line 2, column 14 (schedule): a value was expected, found "]".',
  )
  await heddle.press('Escape')
  expect(page.url()).toBe(url)
})
