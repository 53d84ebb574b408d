/** The pictures of the README and the docs: HEDDLE_SCREENSHOTS=1 npm run e2e -- screenshots */

import { fileURLToPath } from 'node:url'
import { test } from './support/test.ts'

const wanted = process.env['HEDDLE_SCREENSHOTS'] === '1'
const folder = fileURLToPath(new URL('../docs/images/', import.meta.url))

test.describe('pictures', () => {
  test.skip(!wanted, 'only on request')
  test.use({ viewport: { width: 1440, height: 860 } })

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`of the ${colorScheme} page`, async ({ heddle, page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await heddle.open()
      const last = await heddle.length()
      for (const [name, step] of [
        ['start', 0],
        ['middle', 21],
        ['violation', last],
      ] as const) {
        await heddle.goTo(step)
        await page.screenshot({
          path: `${folder}${name}-${colorScheme}.png`,
          animations: 'disabled',
        })
      }
    })
  }
})
