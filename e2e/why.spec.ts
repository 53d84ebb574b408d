/** What orders two steps. */

import { seriousFindings } from './support/axe.ts'
import { expect, test } from './support/test.ts'

/** Searching takes a while on a busy machine. */
const searched = { timeout: 60_000 } as const

test('edges are drawn, followed and explained, and two steps compared', async ({
  heddle,
  page,
}) => {
  await heddle.open()
  await heddle.press('End', 'h')
  const edges = heddle.diagram.locator('.order-edge')
  await expect(edges).toHaveCount(1)
  await test.step('back along the race with the free', async () => {
    await heddle.press('[')
    await heddle.expectStep(32)
    await expect(
      page.getByText(/^To step 32, A kfree\(device\): no lock, wait or start/),
    ).toBeVisible()
  })
  await test.step('the two may swap, and then the violation is gone', async () => {
    await heddle.press('Shift+ArrowDown')
    const order = heddle.details.getByRole('region', { name: 'Order of steps 32 and 33' })
    await expect(order).toContainText('not ordered: they race')
    await expect(order).toContainText('gone: use after free: device')
    await heddle.click(order.getByRole('button', { name: 'Open the swapped run' }))
    await expect(heddle.verdict).not.toContainText('use after free')
    await heddle.press('Control+z')
    await heddle.expectStep(32)
  })
  await test.step('Shift and a click compare with another step', async () => {
    await heddle.rows
      .filter({ hasText: 'atomic_set(&lock->count, 1)' })
      .click({ modifiers: ['Shift'] })
    const order = heddle.details.getByRole('region', { name: /^Order of steps 32 and 28$/ })
    await expect(order).toContainText('ordered')
    await expect(order).toContainText('B releases device->mutex, then A takes it')
  })
})

test('by keyboard: an order that can happen opens a run, one that cannot says what was searched', async ({
  heddle,
  page,
}) => {
  await heddle.open()
  const { dialog } = heddle
  const options = dialog.locator('datalist option')
  const stepsOf = async (lane: string): Promise<readonly string[]> => {
    const labels = await options.evaluateAll((all) => all.map((each) => each.textContent ?? ''))
    return labels.filter((label) => label.startsWith(`${lane}: `) && /, step \d+$/.test(label))
  }
  const ask = async (first: string, second: string): Promise<void> => {
    await dialog.getByRole('combobox', { name: 'Order 1: this step' }).focus()
    await page.keyboard.insertText(first)
    await page.keyboard.press('Tab')
    await page.keyboard.insertText(second)
    await page.keyboard.press('Enter')
  }
  await heddle.press('y')
  await expect(options.first()).toBeAttached()
  const own = await stepsOf('A')
  const [first, last] = [own[0] ?? '', own.at(-1) ?? '']
  expect(first).not.toBe(last)
  await test.step('what a thread does in its own order can happen', async () => {
    await ask(first, last)
    await expect(dialog.getByText(/It can happen, after \d+ steps/)).toBeVisible(searched)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await expect(dialog.getByRole('button', { name: 'Open the run' })).toBeFocused()
    await heddle.press('Enter')
    await expect(dialog).toHaveCount(0)
    await heddle.expectStep(await heddle.length())
    await heddle.press('Control+z')
  })
  await test.step('the other way round it cannot', async () => {
    await heddle.press('y')
    await expect(options.first()).toBeAttached()
    await ask(last, first)
    const no = dialog.getByText(/No interleaving does that \([\d,]+ states searched in/)
    await expect(no).toBeVisible(searched)
    expect(await seriousFindings(page)).toEqual([])
  })
})

test('what orders a step and what can happen are in reach of the mouse', async ({ heddle }) => {
  await heddle.open()
  await heddle.press('End')
  const draw = heddle.details.getByRole('button', { name: 'What orders it' })
  await heddle.click(draw)
  await expect(draw).toHaveAttribute('aria-pressed', 'true')
  await expect(heddle.diagram.locator('.order-edge')).toHaveCount(1)
  await heddle.click(heddle.details.getByRole('button', { name: 'Can this happen?' }))
  await expect(heddle.dialog).toBeVisible()
  // What is typed next is the first step.
  await expect(heddle.dialog.getByRole('combobox', { name: 'Order 1: this step' })).toBeFocused()
})
