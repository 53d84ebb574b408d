import { expect, test } from './support/test.ts'

test('a copied link opens the same run at the same step', async ({
  heddle,
  elsewhere,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await heddle.open()
  await heddle.choose(heddle.mutex, 'owner')
  await heddle.goTo(2)
  await heddle.press('1', 'ArrowDown')
  await heddle.click(heddle.page.getByRole('button', { name: 'Copy link' }))
  await expect(heddle.page.getByRole('button', { name: 'Copy link' })).toContainText('Link copied')
  const link = await heddle.page.evaluate(() => navigator.clipboard.readText())
  expect(link).toBe(heddle.page.url())

  const other = await elsewhere()
  await other.open(new URL(link).hash)
  expect(other.page.url()).toBe(link)
  await other.expectStep(4)
  await expect(other.mutex).toHaveValue('owner')
  expect(other.field('run')).toBe(heddle.field('run'))
  expect(other.field('sum')).toBe(heddle.field('sum'))
  // A notice takes room from the diagram, so that fewer rows are drawn.
  await heddle.click(heddle.page.getByRole('button', { name: /^Dismiss/ }))
  expect(await other.rows.evaluateAll(names)).toEqual(await heddle.rows.evaluateAll(names))
  await expect(other.verdict).toHaveText((await heddle.verdict.textContent()) ?? '')
})

function names(rows: readonly Element[]): readonly string[] {
  return rows.map((row) => row.getAttribute('aria-label') ?? '')
}

test('without a clipboard the link is offered as text', async ({ heddle, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined })
  })
  await heddle.open()
  await heddle.click(page.getByRole('button', { name: 'Copy link' }))
  const text = heddle.dialog.getByRole('textbox', { name: 'Link' })
  await expect(text).toHaveValue(page.url())
  await expect(text).toBeFocused()
  await heddle.press('1', 'p', 'j')
  await expect(text).toHaveValue(page.url())
  await heddle.press('Escape')
  await expect(heddle.dialog).toHaveCount(0)
  await heddle.expectStep(0)
})

test('stepping rewrites the address, choices can be gone back to', async ({ heddle, page }) => {
  await heddle.open()
  const mail = heddle.field('run')
  await heddle.goTo(2)
  await heddle.press('1')
  const edited = heddle.field('run')
  expect(edited).not.toBe(mail)
  await heddle.press('ArrowDown')
  await heddle.choose(heddle.scenario, 'hmm/leak')
  await heddle.press('ArrowDown', 'ArrowDown')

  await page.goBack()
  await heddle.idle()
  expect(heddle.field('run')).toBe(edited)
  await expect(heddle.scenario).toHaveValue('hmm/device-unregister')
  await heddle.expectStep(4)

  await page.goBack()
  await heddle.idle()
  expect(heddle.field('run')).toBe(mail)
  await heddle.expectStep(2)

  await page.goForward()
  await page.goForward()
  await heddle.idle()
  await expect(heddle.scenario).toHaveValue('hmm/leak')
  await heddle.expectStep(2)
})

test('reloading the page changes nothing', async ({ heddle, page }) => {
  await heddle.open()
  await heddle.goTo(17)
  await heddle.press('2')
  const url = page.url()
  await page.reload()
  await heddle.idle()
  expect(page.url()).toBe(url)
  await heddle.expectStep(18)
})

test('a run of the default scenario with a switch at every step has a short link', async ({
  heddle,
}) => {
  await heddle.open('#/hmm/device-unregister?v=1&fix=synchronize-srcu&mutex=debug&run=0')
  for (let round = 0; round < 3; round += 1) {
    await heddle.press(...Array.from({ length: 10 }, () => ['1', '2']).flat())
  }
  const steps = await heddle.length()
  expect(steps).toBeGreaterThan(30)
  expect(heddle.field('run')).toMatch(/^(ab){5}/)
  // Steps that are missing to 60, at the most that a step can cost: "a.1" in place of "a".
  const missing = Math.max(0, 60 - steps)
  expect(heddle.hash().length - 1 + 3 * missing).toBeLessThanOrEqual(200)
})
