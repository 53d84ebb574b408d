/** The timeline under fingers, as the browser reports them: one moves, two zoom. */

import type { CDPSession, Locator, Page } from 'playwright/test'
import { expect, test } from './support/test.ts'
import { partsOf } from './support/timeline.ts'

interface Finger {
  readonly x: number
  readonly y: number
}

/** Puts fingers down, moves them in steps, and lifts them. */
async function slide(page: Page, from: readonly Finger[], to: readonly Finger[]): Promise<void> {
  const session: CDPSession = await page.context().newCDPSession(page)
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', fingers: readonly Finger[]) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: fingers.map(({ x, y }, id) => ({ x, y, id })),
    })
  await send('touchStart', from)
  for (const part of [0.25, 0.5, 0.75, 1]) {
    await send(
      'touchMove',
      from.map(({ x, y }, at) => {
        const end = to[at] ?? { x, y }
        return { x: x + (end.x - x) * part, y: y + (end.y - y) * part }
      }),
    )
  }
  await send('touchEnd', [])
  await session.detach()
}

/** The place of a step (of 33, when all are shown) and a height in a drawing. */
async function placesIn(drawing: Locator) {
  const { x = 0, y = 0, width = 0 } = (await drawing.boundingBox()) ?? {}
  return (step: number, down: number): Finger => ({ x: x + (width * step) / 33, y: y + down })
}

test.use({ hasTouch: true, contextOptions: { reducedMotion: 'reduce' } })

test.beforeEach(async ({ heddle }) => {
  await heddle.open('#/hmm/device-unregister?v=1&view=timeline')
})

test('two fingers zoom, and what is between them stays there', async ({ heddle, page }) => {
  const { drawing, trail } = partsOf(heddle)
  const at = await placesIn(drawing)
  // From 11 steps between the fingers to 22 times their width: half as many steps, around the same middle.
  await slide(page, [at(11, 60), at(22, 60)], [at(5.5, 60), at(27.5, 60)])
  await expect(trail).toContainText('steps 9 to 25 of 33')
  await slide(page, [at(5.5, 60), at(27.5, 60)], [at(14, 60), at(19, 60)])
  await expect(trail).toContainText('all 33 steps')
})

test('one finger moves what is shown, and selects nothing', async ({ heddle, page }) => {
  const { drawing, trail, bar } = partsOf(heddle)
  const at = await placesIn(drawing)
  await slide(page, [at(11, 60), at(22, 60)], [at(5.5, 60), at(27.5, 60)])
  const before = (await trail.textContent()) ?? ''
  await slide(page, [at(10, 60)], [at(24, 60)])
  await expect(trail).not.toHaveText(before)
  await expect(trail).toContainText(/steps [12] to 1[789] of 33/)
  await expect(bar.getByText(/^Range/)).toHaveCount(0)
})

test('one finger scrolls the lanes', async ({ heddle, page }) => {
  const { drawing, panel } = partsOf(heddle)
  const heads = panel.getByRole('toolbar', { name: 'Lanes' })
  const top = async (): Promise<number> => (await heads.boundingBox())?.y ?? 0
  const at = await placesIn(drawing)
  const before = await top()
  await slide(page, [at(10, 300)], [at(10, 180)])
  await expect.poll(top).toBeLessThan(before - 100)
})

test('a tap goes to a step', async ({ heddle, page }) => {
  const { drawing } = partsOf(heddle)
  const at = await placesIn(drawing)
  const { x, y } = at(11.5, 220)
  await page.touchscreen.tap(x, y)
  await heddle.idle()
  await heddle.expectStep(12)
})

test('a finger beside the end of the window takes that end', async ({ heddle, page }) => {
  const { head, trail } = partsOf(heddle)
  const at = await placesIn(head)
  await slide(page, [at(11.5, 20)], [at(21.5, 20)])
  await expect(trail).toContainText('steps 12 to 22 of 33')
  const end = at(21.5, 20)
  const beside = { x: end.x + 16, y: end.y }
  await slide(page, [beside], [{ x: beside.x + at(26.5, 0).x - end.x, y: end.y }])
  await expect(trail).toContainText('steps 12 to 27 of 33')
})
