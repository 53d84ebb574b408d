/** Traces that are dropped or pasted, and reading one that is called off. */

import type { Locator } from 'playwright/test'
import { expect, test } from './support/test.ts'
import { fileOf, partsOf, trace } from './support/timeline.ts'

const inTimeline = '#/hmm/device-unregister?v=1&view=timeline&at=5'

interface Dropped {
  readonly name: string
  readonly text: string
}

/** As a file manager does it: over the view, then let go. */
async function drag(over: Locator, types: readonly string[], files: readonly Dropped[]) {
  const data = await over.page().evaluateHandle((all) => {
    const transfer = new DataTransfer()
    for (const { name, text } of all)
      transfer.items.add(new File([text], name, { type: 'application/json' }))
    return transfer
  }, files)
  for (const type of types) await over.dispatchEvent(type, { dataTransfer: data })
}

test('a trace that is dropped is opened', async ({ heddle }) => {
  await heddle.open(inTimeline)
  const { panel, drawing, bar } = partsOf(heddle)
  await test.step('what is dragged is asked for, and only for as long as it is over the view', async () => {
    await drag(drawing, ['dragover'], [{ name: 'some.json', text: trace }])
    await expect(panel.getByText(/^Drop to open/)).toBeVisible()
    await drag(drawing, ['dragleave'], [])
    await expect(panel.getByText(/^Drop to open/)).toHaveCount(0)
  })
  await drag(drawing, ['dragover', 'drop'], [{ name: 'some.json', text: trace }])
  await expect(bar.getByText('some.json', { exact: true })).toBeVisible()
  await expect(bar.getByText('3 events')).toBeVisible()
  await expect(panel.getByText(/^Drop to open/)).toHaveCount(0)
})

test('two files at once are refused, and nothing changes', async ({ heddle }) => {
  await heddle.open(inTimeline)
  const { panel, drawing, bar } = partsOf(heddle)
  const files = ['one.json', 'two.json'].map((name) => ({ name, text: trace }))
  await drag(drawing, ['dragover', 'drop'], files)
  await expect(panel.getByRole('alert')).toContainText('Drop one file at a time.')
  await expect(bar.getByText('all 33 steps')).toBeVisible()
})

test('reading can be cancelled, and another trace opened after that', async ({ heddle, page }) => {
  // A worker that never comes reads for ever.
  await page.route(/timeline\.worker/, () => {})
  await heddle.open(inTimeline)
  const { panel, file, bar } = partsOf(heddle)
  await file.setInputFiles(fileOf('slow.json', trace))
  const reading = panel.getByRole('progressbar', { name: 'Reading slow.json' })
  await expect(reading).toBeVisible()
  await panel.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(reading).toHaveCount(0)
  await expect(bar.getByText('all 33 steps')).toBeVisible()
  await heddle.idle()

  await page.unroute(/timeline\.worker/)
  await file.setInputFiles(fileOf('quick.json', trace))
  await expect(bar.getByText('quick.json', { exact: true })).toBeVisible()
  await expect(bar.getByText('3 events')).toBeVisible()
})

test('a second file takes the place of the one that is being read', async ({ heddle, page }) => {
  await page.route(/timeline\.worker/, () => {}, { times: 1 })
  await heddle.open(inTimeline)
  const { panel, file, bar } = partsOf(heddle)
  await file.setInputFiles(fileOf('slow.json', trace))
  await expect(panel.getByRole('progressbar', { name: 'Reading slow.json' })).toBeVisible()
  await file.setInputFiles(fileOf('quick.json', trace))
  await expect(bar.getByText('quick.json', { exact: true })).toBeVisible()
  await expect(panel.getByRole('progressbar')).toHaveCount(0)
})
