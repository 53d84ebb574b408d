/** The drawing is as sharp as the screen is: its canvases have a pixel for each of the device. */

import type { Page } from 'playwright/test'
import { expect, test } from './support/test.ts'

async function expectSharp(page: Page): Promise<void> {
  const panel = page.getByRole('tabpanel', { name: 'Timeline', exact: true })
  const sizes = () =>
    panel.evaluate((element) =>
      [...element.querySelectorAll('canvas')].map((canvas) => {
        const { width, height } = canvas.getBoundingClientRect()
        const ratio = window.devicePixelRatio
        const needs = `${Math.round(width * ratio)} x ${Math.round(height * ratio)}`
        const has = `${canvas.width} x ${canvas.height}`
        return has === needs ? 'sharp' : `${has} pixels where ${needs} are seen`
      }),
    )
  await expect.poll(sizes).toEqual(['sharp', 'sharp'])
}

/** Is there anything in the last column of pixels? What is not painted is black, and no colour of ours is. */
function paintedToTheEdge(page: Page): Promise<readonly boolean[]> {
  const panel = page.getByRole('tabpanel', { name: 'Timeline', exact: true })
  return panel.evaluate((element) =>
    [...element.querySelectorAll('canvas')].map((canvas) => {
      const copy = new OffscreenCanvas(1, 1).getContext('2d')
      copy?.drawImage(canvas, canvas.width - 1, 20, 1, 1, 0, 0, 1, 1)
      const [red = 0, green = 0, blue = 0] = copy?.getImageData(0, 0, 1, 1).data ?? []
      return red + green + blue > 0
    }),
  )
}

for (const deviceScaleFactor of [1.5, 2, 3]) {
  test.describe(`at ${deviceScaleFactor} device pixels`, () => {
    test.use({ deviceScaleFactor })

    test('both canvases are sharp, and clicks go where they point', async ({ heddle, page }) => {
      await heddle.open('#/hmm/device-unregister?v=1&view=timeline')
      await expectSharp(page)
      expect(await paintedToTheEdge(page)).toEqual([true, true])
      const drawing = page.getByRole('slider', { name: 'Playhead' })
      const { width = 0 } = (await drawing.boundingBox()) ?? {}
      await drawing.click({ position: { x: (width * 11.5) / 33, y: 220 } })
      await heddle.idle()
      await heddle.expectStep(12)
    })
  })
}

test('they become sharp again when the page goes to a finer screen', async ({ heddle, page }) => {
  await heddle.open('#/hmm/device-unregister?v=1&view=timeline')
  await expectSharp(page)
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setDeviceMetricsOverride', {
    width: 1440,
    // Without another size the emulation tells the page nothing.
    height: 861,
    deviceScaleFactor: 2,
    mobile: false,
  })
  await expect.poll(() => page.evaluate(() => window.devicePixelRatio)).toBe(2)
  await expectSharp(page)
})

test('in forced colours what is written in the drawing can be read', async ({ heddle, page }) => {
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'light' })
  await heddle.open('#/hmm/device-unregister?v=1&view=timeline&at=33')
  const drawing = page.getByRole('slider', { name: 'Playhead' })
  const dark = await drawing.evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) return 1
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d')
    copy?.drawImage(canvas, 0, 0)
    const { data } = copy?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
    const pixels = data.length / 4
    let count = 0
    for (let at = 0; at < data.length; at += 4)
      if ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0) < 60) count += 1
    return count / pixels
  })
  // Letters and lines. Boxes in the colour of what is written in them would be a quarter of all.
  expect(dark).toBeGreaterThan(0)
  expect(dark).toBeLessThan(0.1)
})
