/** The objects at the cursor: drawn, listed, and their steps in the diagram. */

import { seriousFindings } from './support/axe.ts'
import { expect, test } from './support/test.ts'

const view = '#/hmm/device-unregister?v=1&view=objects'

test('objects change while one steps, and stay where they are', async ({ heddle, page }) => {
  await heddle.open(view)
  const device = page
    .getByRole('application', { name: 'Objects and pointers' })
    .getByRole('button', {
      name: /^device (live|freed)/,
    })
  await expect(device).toHaveAccessibleName('device live')
  const before = await device.boundingBox()
  await heddle.press('End')
  await expect(device).toHaveAccessibleName('device freed by A at 32')
  expect(await device.boundingBox()).toEqual(before)
  const list = page.getByRole('region', { name: 'List of objects' })
  await expect(list.getByRole('row', { name: /^device device dangling/ })).toBeVisible()
})

test('an object leaves its steps in the diagram, a field leads to who wrote it', async ({
  heddle,
  page,
}) => {
  await heddle.open(view)
  await heddle.press('End')
  const list = page.getByRole('region', { name: 'List of objects' })
  await test.step('by keyboard: the object', async () => {
    await list.getByRole('button', { name: /^mirror, freed/ }).focus()
    await heddle.press('Enter')
    await expect(page.getByText(/of 33 steps touch mirror; the others are dimmed/)).toBeVisible()
    const others = heddle.grid.getByRole('row', { name: /does not touch mirror/ })
    await expect(others.first()).toBeVisible()
    await expect(heddle.grid.getByRole('row', { name: /not part of the cause/ })).toHaveCount(0)
    await heddle.press('Escape')
    await expect(page.getByText(/the others are dimmed/)).toHaveCount(0)
    await expect(others).toHaveCount(0)
  })
  await test.step('by mouse: the field', async () => {
    await heddle.click(list.getByRole('button', { name: /^19 B wrote mirror kref last/ }))
    await expect(page.getByText(/Step 19 wrote mirror kref last: .* It is selected/)).toBeVisible()
  })
})

test('arrow keys lead from object to object', async ({ heddle, page }) => {
  await heddle.open(view)
  const graph = page.getByRole('application', { name: 'Objects and pointers' })
  const [first] = await graph.getByRole('button', { name: /live/ }).all()
  await first?.focus()
  const was = await first?.getAttribute('data-object')
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft']) await heddle.press(key)
  const focused = page.locator(':focus')
  await expect(focused).toHaveAttribute('data-object', /\d+/)
  expect(await focused.getAttribute('data-object')).not.toBe(was)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious in the ${colorScheme} objects`, async ({ heddle, page }) => {
    await page.emulateMedia({ colorScheme })
    await heddle.open(view)
    await heddle.press('End')
    expect(await seriousFindings(page)).toEqual([])
  })
}
