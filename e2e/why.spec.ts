/** What orders two steps. */

import { expect, test } from './support/test.ts'

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
