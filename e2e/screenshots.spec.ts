/** The pictures of the README and the docs: HEDDLE_SCREENSHOTS=1 npm run e2e -- screenshots */

import { fileURLToPath } from 'node:url'
import { test } from './support/test.ts'

const wanted = process.env['HEDDLE_SCREENSHOTS'] === '1'
const folder = fileURLToPath(new URL('../docs/images/', import.meta.url))

/** Those that the documents show. */
const pictures = [
  { name: 'middle-light', step: 21, colorScheme: 'light' },
  { name: 'violation-light', step: 33, colorScheme: 'light' },
  { name: 'violation-dark', step: 33, colorScheme: 'dark' },
] as const

test.describe('pictures', () => {
  test.skip(!wanted, 'only on request')
  test.use({ viewport: { width: 1440, height: 860 } })

  for (const { name, step, colorScheme } of pictures) {
    test(name, async ({ heddle, page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await heddle.open()
      await heddle.click(page.getByRole('button', { name: 'No tour' }))
      await heddle.goTo(step)
      await page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled' })
    })
  }
})
