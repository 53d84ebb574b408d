import type { Locator } from 'playwright/test'
import { seriousFindings } from './support/axe.ts'
import type { HeddlePage } from './support/page.ts'
import { expect, test } from './support/test.ts'

const grip = (row: Locator): Locator => row.locator('.diagram-body [data-grip]')
const gone = /Gone: use after free \(device\)/

/** Presses the grip of a row and brings the pointer to the top of another, without letting go. */
async function drag(heddle: HeddlePage, from: number, before: number): Promise<void> {
  const { mouse } = heddle.page
  const start = await grip(heddle.row(from)).boundingBox()
  const end = await heddle.row(before).boundingBox()
  if (start === null || end === null) throw new Error('the rows are not in view')
  const x = start.x + start.width / 2
  await mouse.move(x, start.y + start.height / 2)
  await mouse.down()
  await mouse.move(x + 2, start.y + start.height / 2 + 8)
  await mouse.move(x + 10, end.y + 1, { steps: 4 })
  await heddle.idle()
}

async function drop(heddle: HeddlePage): Promise<void> {
  await heddle.page.mouse.up()
  await heddle.idle()
}

test('a step is dragged where it can stand; undo and redo go back and forth', async ({
  heddle,
}) => {
  await heddle.open()
  await heddle.goTo(6)
  await drag(heddle, 6, 8)
  const card = heddle.page.locator('.reorder-card')
  await expect(card).toContainText('Same interleaving class')
  await expect(heddle.diagram.getByText(/same class$/)).toBeVisible()
  await expect(heddle.diagram.getByText(/can stand$/).first()).toBeVisible()
  await expect(heddle.diagram.getByText(/cannot$/).first()).toBeVisible()
  const before = heddle.field('run')
  await drop(heddle)
  await expect(card).toHaveCount(0)
  await expect(heddle.notice(/is now step 7 of 33\. The same interleaving class/)).toBeVisible()
  await expect(heddle.row(7)).toHaveAccessibleName(/^7 B .*, moved, current$/)
  const after = heddle.field('run')
  expect(after).not.toBe(before)
  await heddle.press('Control+z')
  expect(heddle.field('run')).toBe(before)
  await expect(heddle.row(6)).toHaveAccessibleName(/^6 B /)
  await heddle.press('Control+Shift+z')
  expect(heddle.field('run')).toBe(after)
})

test('where a step cannot stand the reason is beside the pointer, and dropping it changes nothing', async ({
  heddle,
}) => {
  await heddle.open()
  await heddle.goTo(14)
  const before = heddle.field('run')
  await drag(heddle, 14, 11)
  const reason = 'A would wait for hmm->rwsem, which B holds until step 13.'
  await expect(heddle.page.locator('.reorder-card')).toContainText(`Cannot stand here`)
  await expect(heddle.page.locator('.reorder-card')).toContainText(reason)
  await drop(heddle)
  await expect(heddle.notice(`cannot stand there: ${reason}`)).toBeVisible()
  expect(heddle.field('run')).toBe(before)
})

test('Escape puts a dragged step back', async ({ heddle }) => {
  await heddle.open()
  await heddle.goTo(6)
  const before = heddle.field('run')
  await drag(heddle, 6, 8)
  await expect(heddle.page.locator('.reorder-card')).toBeVisible()
  await heddle.press('Escape')
  await expect(heddle.page.locator('.reorder-card')).toHaveCount(0)
  await drop(heddle)
  expect(heddle.field('run')).toBe(before)
  await heddle.expectStep(6)
})

test('the keyboard moves the selected step, says what it changes, and why it cannot go on', async ({
  heddle,
}) => {
  await heddle.open()
  await heddle.goTo(32)
  await heddle.press('Alt+ArrowDown')
  await expect(heddle.notice(gone)).toBeVisible()
  await expect(heddle.verdict).not.toContainText('use after free')
  await expect(heddle.row(33)).toHaveAccessibleName(/^33 A kfree\(device\).*, moved, current$/)
  await expect(heddle.announcer).toContainText('Step 33 of 33: A kfree(device)')
  await heddle.press('Alt+ArrowDown')
  await expect(heddle.notice(/cannot stand later: it is at the edge of the run/)).toBeVisible()
  await heddle.press('Alt+ArrowUp')
  await expect(heddle.notice(/New: use after free \(device\)/)).toBeVisible()
  await heddle.press('Alt+ArrowUp')
  await expect(
    heddle.notice(/cannot stand earlier: A has not returned from hmm_device_unregister yet/),
  ).toBeVisible()
  await heddle.press('Control+z', 'Control+z')
  await expect(heddle.verdict).toContainText('use after free')
})

test('a whole segment is dragged with Shift', async ({ heddle }) => {
  await heddle.open()
  await heddle.goTo(29)
  await heddle.page.keyboard.down('Shift')
  await drag(heddle, 29, 33)
  await expect(heddle.page.locator('.reorder-card')).toContainText('A’s 4 steps from')
  await heddle.press('Escape')
  await drop(heddle)
  await heddle.page.keyboard.up('Shift')
})

/** What axe finds in the diagram and what is dragged over it. */
async function ownFindings({ page }: HeddlePage): Promise<readonly string[]> {
  const all = await seriousFindings(page)
  return all.filter((finding) => /diagram|reorder|notice|grip/.test(finding))
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in a drag and after it, ${colorScheme}`, async ({ heddle }) => {
    await heddle.page.emulateMedia({ colorScheme })
    await heddle.open()
    await heddle.goTo(6)
    await drag(heddle, 6, 9)
    expect(await ownFindings(heddle)).toEqual([])
    await drop(heddle)
    expect(await ownFindings(heddle)).toEqual([])
  })
}
