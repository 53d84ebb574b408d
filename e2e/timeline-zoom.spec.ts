/** Getting about in the timeline: the window in the overview, and the way back out of what was zoomed into. */

import type { Locator, Page } from 'playwright/test'
import { expect, test } from './support/test.ts'
import { partsOf } from './support/timeline.ts'

const inTimeline = '#/hmm/device-unregister?v=1&view=timeline'

/** Places in the overview, in steps of the 33: in the middle of one nothing hangs on a pixel. */
async function overviewOf(page: Page, head: Locator) {
  const { x = 0, y = 0, width = 0 } = (await head.boundingBox()) ?? {}
  const go = async (at: number, steps = 1): Promise<void> =>
    page.mouse.move(x + (width * at) / 33, y + 20, { steps })
  const drag = async (from: number, to: number): Promise<void> => {
    await go(from)
    await page.mouse.down()
    await go(to, 4)
    await page.mouse.up()
  }
  return { go, drag }
}

test.use({ contextOptions: { reducedMotion: 'reduce' } })

test('the window of the overview is drawn, moved and resized by its ends', async ({
  heddle,
  page,
}) => {
  await heddle.open(inTimeline)
  const { trail, head } = partsOf(heddle)
  const { go, drag } = await overviewOf(page, head)

  await test.step('drawn', async () => {
    await drag(11.5, 21.5)
    await expect(trail).toContainText('steps 12 to 22 of 33')
  })
  await test.step('taken by its right end', async () => {
    await go(21.5)
    await expect(head).toHaveCSS('cursor', 'ew-resize')
    await drag(21.5, 26.5)
    await expect(trail).toContainText('steps 12 to 27 of 33')
  })
  await test.step('taken by its left end, which stops before the right one', async () => {
    await drag(11.5, 20.5)
    await expect(trail).toContainText('steps 21 to 27 of 33')
    await drag(20.5, 33)
    await expect(trail).toContainText('steps 25 to 27 of 33')
  })
  await test.step('moved by its middle', async () => {
    await drag(25.5, 9.5)
    await expect(trail).toContainText('steps 9 to 11 of 33')
  })
  await test.step('the whole can be taken by its ends too', async () => {
    await page.keyboard.press('0')
    await expect(trail).toContainText('all 33 steps')
    await drag(0.05, 6.5)
    await expect(trail).toContainText('steps 7 to 33 of 33')
  })
})

test('Escape takes back a drag that goes on', async ({ heddle, page }) => {
  await heddle.open(inTimeline)
  const { bar, trail, head, drawing } = partsOf(heddle)
  const { go, drag } = await overviewOf(page, head)
  await drag(11.5, 21.5)
  await test.step('in the overview', async () => {
    await go(21.5)
    await page.mouse.down()
    await go(29.5, 4)
    await expect(trail).toContainText('steps 12 to 30 of 33')
    await page.keyboard.press('Escape')
    await expect(trail).toContainText('steps 12 to 22 of 33')
    await go(32, 4)
    await page.mouse.up()
    await expect(trail).toContainText('steps 12 to 22 of 33')
  })
  await test.step('over the lanes, where it leaves the range there was', async () => {
    const box = (await drawing.boundingBox()) ?? { x: 0, y: 0, width: 0 }
    const select = async (from: number, to: number): Promise<void> => {
      await page.mouse.move(box.x + box.width * from, box.y + 60)
      await page.mouse.down()
      await page.mouse.move(box.x + box.width * to, box.y + 60, { steps: 4 })
    }
    await select(0.1, 0.12)
    await page.mouse.up()
    await expect(bar.getByText('Range: 1 step')).toBeVisible()
    await select(0.3, 0.68)
    await expect(bar.getByText('Range: 5 steps')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(bar.getByText('Range: 1 step')).toBeVisible()
    await page.mouse.up()
  })
})

test('what was zoomed into leads back, by click and by key', async ({ heddle, page }) => {
  await heddle.open(inTimeline)
  const { trail, head, drawing } = partsOf(heddle)
  const { drag } = await overviewOf(page, head)
  const ways = trail.getByRole('button')
  await expect(ways).toHaveCount(0)
  await heddle.goTo(12)
  await drag(6.5, 25.5)
  await drawing.focus()
  // To the step where the page stands.
  await page.keyboard.press('f')
  await expect(trail).toContainText('steps 10 to 14 of 33')
  await expect(ways).toHaveText(['All', 'steps 7 to 26'])

  await test.step('by click', async () => {
    await trail.getByRole('button', { name: 'Zoom out to steps 7 to 26' }).click()
    await expect(trail).toContainText('steps 7 to 26 of 33')
    await expect(ways).toHaveText(['All'])
  })
  await test.step('by key, one at a time, and no further than all', async () => {
    await drawing.focus()
    await page.keyboard.press('f')
    await expect(ways).toHaveText(['All', 'steps 7 to 26'])
    await page.keyboard.press('Shift+Z')
    await expect(trail).toContainText('steps 7 to 26 of 33')
    await page.keyboard.press('Shift+Z')
    await expect(trail).toContainText('all 33 steps')
    await page.keyboard.press('Shift+Z')
    await expect(trail).toContainText('all 33 steps')
    await expect(ways).toHaveCount(0)
  })
  await test.step('also out of what the keys zoomed', async () => {
    await page.keyboard.press('w')
    await expect(ways).toHaveText(['All'])
    await ways.click()
    await expect(trail).toContainText('all 33 steps')
  })
})

test('the drawing follows the window when that becomes narrower', async ({ heddle, page }) => {
  await heddle.open(inTimeline)
  const { drawing, panel } = partsOf(heddle)
  for (const width of [900, 390]) {
    await page.setViewportSize({ width, height: 860 })
    await heddle.idle()
    await expect
      .poll(async () => {
        const inner = await drawing.boundingBox()
        const outer = await panel.boundingBox()
        return (inner?.x ?? 0) + (inner?.width ?? 0) - (outer?.x ?? 0) - (outer?.width ?? 0)
      })
      .toBeLessThanOrEqual(0)
  }
})
