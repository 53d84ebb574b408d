import { seriousFindings } from './support/axe.ts'
import { expect, test } from './support/test.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious in the ${colorScheme} page`, async ({ heddle, page }) => {
    await page.emulateMedia({ colorScheme })
    await heddle.open()
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
    await test.step('at the start', async () => {
      expect(await seriousFindings(page)).toEqual([])
    })
    await test.step('while a thread is blocked, with a notice', async () => {
      await heddle.goTo(9)
      await heddle.press('1')
      expect(await seriousFindings(page)).toEqual([])
    })
    await test.step('at the violation', async () => {
      await heddle.press('End')
      expect(await seriousFindings(page)).toEqual([])
    })
    await test.step('with the help sheet', async () => {
      await heddle.press('?')
      await expect(heddle.dialog).toBeVisible()
      expect(await seriousFindings(page)).toEqual([])
      await heddle.press('Escape')
    })
    await test.step('with a damaged link', async () => {
      await page.evaluate(() => {
        window.location.hash = '#/hmm/leak?v=1&mutex=futex&fix=wishful&run=a3'
      })
      await expect(heddle.dialog).toBeVisible()
      expect(await seriousFindings(page)).toEqual([])
    })
  })
}

test('with forced colours lanes can still be told apart, and buttons can be read', async ({
  heddle,
  page,
}) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await heddle.open()
  await heddle.press('End')
  expect(await seriousFindings(page)).toEqual([])

  const box = heddle.row(33).locator('.diagram-step')
  const { width, line, ground } = await box.evaluate((element) => {
    const style = getComputedStyle(element)
    const sides = [style.borderLeftWidth, style.borderTopWidth].map((side) =>
      Number.parseFloat(side),
    )
    return { width: Math.max(...sides), line: style.borderLeftColor, ground: style.backgroundColor }
  })
  expect(width).toBeGreaterThanOrEqual(1)
  expect(line).not.toBe(ground)
  const copy = page.getByRole('button', { name: 'Copy link' })
  const [text, paper] = await copy.evaluate((element) => {
    const { color, backgroundColor } = getComputedStyle(element)
    return [color, backgroundColor]
  })
  expect(text).not.toBe(paper)
  await expect(heddle.grid.getByRole('columnheader')).toContainText(['Step', 'A · ', 'B · '])
  await expect(heddle.next.locator('.next-letter')).toHaveCount(2)
  for (const letter of await heddle.next.locator('.next-letter').all()) {
    await expect(letter).toBeVisible()
  }
})

test('reduced motion is respected', async ({ heddle, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await heddle.open()
  await page.keyboard.press('End')
  const moving = await page.evaluate(
    () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
  )
  expect(moving).toBe(0)
  await heddle.idle()
})
