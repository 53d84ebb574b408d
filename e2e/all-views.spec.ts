import { seriousFindings } from './support/axe.ts'
import { expect, test } from './support/test.ts'

const looks = [
  { name: 'in light', media: { colorScheme: 'light' } },
  { name: 'in dark', media: { colorScheme: 'dark' } },
  { name: 'with forced colours', media: { colorScheme: 'light', forcedColors: 'active' } },
] as const

for (const { name, media } of looks) {
  test(`every view opens, fits 900 pixels, and axe is content ${name}`, async ({
    heddle,
    page,
  }) => {
    await page.setViewportSize({ width: 900, height: 860 })
    await page.emulateMedia(media)
    await heddle.open('#/hmm/leak')
    const tabs = await page.getByRole('tab').all()
    expect(tabs.length).toBeGreaterThan(3)
    for (const tab of tabs) {
      const title = await tab.innerText()
      await test.step(title, async () => {
        await heddle.click(tab)
        await expect(tab).toHaveAttribute('aria-selected', 'true')
        const panel = page.getByRole('tabpanel', { name: title })
        await expect(panel).toBeVisible()
        await expect(panel.getByText('Loading')).toHaveCount(0)
        expect(await seriousFindings(page)).toEqual([])
        const beyond = await page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement
          return scrollWidth - clientWidth
        })
        expect(beyond).toBe(0)
      })
    }
  })
}
