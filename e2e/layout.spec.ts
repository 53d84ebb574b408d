import type { Locator } from 'playwright/test'
import type { HeddlePage } from './support/page.ts'
import { expect, test } from './support/test.ts'

/** Names of those controls that are cut off by the window, or covered by something else. */
async function outOfReach(controls: Locator): Promise<readonly string[]> {
  return controls.evaluateAll((elements) =>
    elements
      .filter((element) => {
        const { left, right, top, bottom, width, height } = element.getBoundingClientRect()
        const inside =
          left >= 0 && top >= 0 && right <= window.innerWidth && bottom <= window.innerHeight
        const hit = document.elementFromPoint(left + width / 2, top + height / 2)
        const covered = hit === null || !(element.contains(hit) || hit.contains(element))
        return !inside || covered || width < 16 || height < 16
      })
      .map((element) => element.ariaLabel ?? element.outerHTML.slice(0, 80)),
  )
}

async function expectNothingClipped({ page, next, verdict }: HeddlePage): Promise<void> {
  const overflow = await page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement
    return { x: scrollWidth - clientWidth, y: scrollHeight - clientHeight }
  })
  expect(overflow).toEqual({ x: 0, y: 0 })
  const banner = page.getByRole('banner')
  const footer = page.getByRole('contentinfo')
  for (const bar of [banner, footer]) {
    expect(
      await outOfReach(bar.locator('button, select, input').filter({ visible: true })),
    ).toEqual([])
  }
  await expect(verdict).toBeInViewport({ ratio: 1 })
  for (const button of await next.getByRole('button').all()) {
    await expect(button).toBeInViewport({ ratio: 1 })
  }
}

for (const width of [900, 1440, 2560]) {
  test(`nothing is cut off in a window ${width} pixels wide`, async ({ heddle, page }) => {
    await page.setViewportSize({ width, height: 860 })
    await heddle.open()
    // Two threads, one of which can choose; one that is blocked, with a long reason; the violation.
    for (const [step, colorScheme] of [
      [8, 'light'],
      [26, 'dark'],
      [33, 'light'],
    ] as const) {
      await page.emulateMedia({ colorScheme })
      await heddle.goTo(step)
      await expectNothingClipped(heddle)
      await expect(heddle.row(step)).toBeInViewport()
    }
    const room = await heddle.diagram.locator('.diagram-scroll').evaluate((element) => ({
      sideways: element.scrollWidth - element.clientWidth,
      height: element.clientHeight,
    }))
    expect(room.sideways).toBe(0)
    expect(room.height).toBeGreaterThan(300)
  })
}

test('the source pane makes room, by its handle and by its button', async ({ heddle, page }) => {
  await heddle.open()
  const handle = page.getByRole('separator', { name: 'Width of the source pane' })
  const widthOf = async (target: Locator): Promise<number> =>
    (await target.boundingBox())?.width ?? 0
  const before = await widthOf(heddle.diagram)
  await handle.focus()
  await heddle.press('ArrowLeft', 'ArrowLeft')
  expect(await widthOf(heddle.diagram)).toBeGreaterThan(before)
  await heddle.click(page.getByRole('button', { name: 'Source pane' }))
  await expect(heddle.source).toHaveCount(0)
  const wide = await widthOf(heddle.diagram)
  expect(wide).toBeGreaterThan(before + 150)
  await page.reload()
  await heddle.idle()
  await expect(heddle.source).toHaveCount(0)
  await heddle.click(page.getByRole('button', { name: 'Source pane' }))
  await expect(heddle.source).toBeVisible()
})

test('the theme is switched and remembered', async ({ heddle, page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await heddle.open()
  const ground = (): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const light = await ground()
  await heddle.click(page.getByRole('button', { name: /^Theme: system/ }))
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  expect(await ground()).not.toBe(light)
  await page.reload()
  await heddle.idle()
  await expect(page.getByRole('button', { name: 'Theme: dark' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('of a run of thousands of steps only the rows in view are in the page', async ({ heddle }) => {
  await heddle.open()
  await heddle.choose(heddle.scenario, 'bench/mutex-rounds')
  await heddle.choose(heddle.page.getByRole('combobox', { name: 'Run', exact: true }), 'rows-2000')
  expect(await heddle.length()).toBeGreaterThanOrEqual(2000)
  for (const key of ['ArrowDown', 'End', 'PageUp', 'Home']) {
    await heddle.press(key)
    expect(await heddle.rows.count()).toBeLessThan(200)
    await expect(heddle.row(Math.max(1, await heddle.step()))).toBeInViewport()
  }
})

test('many threads fit into the footer, each with what it would do next', async ({
  heddle,
  page,
}) => {
  await heddle.open('#/hmm/device-unregister?v=1&size=devices:3,processes:3')
  for (const width of [1440, 900, 390]) {
    await page.setViewportSize({ width, height: 860 })
    await heddle.idle()
    const buttons = await heddle.next.getByRole('button').all()
    expect(buttons).toHaveLength(6)
    for (const button of buttons) await expect(button).toBeInViewport({ ratio: 1 })
    const boxes = await Promise.all(buttons.map((button) => button.boundingBox()))
    const overlaps = boxes.filter((box, at) => {
      const after = boxes[at + 1]
      if (box === null || after === null || after === undefined) return false
      return box.y === after.y && box.x + box.width > after.x
    })
    expect(overlaps).toEqual([])
  }
})
