import { seriousFindings } from './support/axe.ts'
import { expect, test } from './support/test.ts'

const zigzag = '#/hmm/device-unregister?v=1&run=bababababa'

test('T makes the run tidy, says why a switch is needed, and undo brings the run back', async ({
  heddle,
}) => {
  await heddle.open(zigzag)
  await heddle.press('t')
  expect(heddle.field('run')).toBe('b5a5')
  await expect(heddle.notice('1 switch instead of 9; same interleaving class.')).toBeVisible()

  await heddle.goTo(6)
  await expect(heddle.details).toContainText('B takes no further step in this run')
  await heddle.goTo(5)
  await expect(heddle.details).not.toContainText('B takes no further step in this run')

  await heddle.press('Control+z', 'Control+z', 'Control+z')
  expect(heddle.field('run')).toBe('bababababa')
})

test('the Tidy button says so when the run is tidy already', async ({ heddle }) => {
  await heddle.open()
  const run = heddle.field('run')
  await heddle.click(heddle.page.getByRole('button', { name: 'Tidy', exact: true }))
  await expect(heddle.notice(/^This run is tidy: 8 switches, and no run/)).toBeVisible()
  expect(heddle.field('run')).toBe(run)

  await heddle.goTo(33)
  await expect(heddle.details).toContainText(
    /A's kfree\(device\) \(step 32\) must come before B's mutex_unlock/,
  )
})

test('C dims the steps that the violation does not need, and brings them back', async ({
  heddle,
}) => {
  await heddle.open()
  const button = heddle.page.getByRole('button', { name: 'Cause', exact: true })
  await expect(button).toHaveAttribute('aria-pressed', 'false')
  await heddle.press('c')
  await expect(button).toHaveAttribute('aria-pressed', 'true')
  await expect(
    heddle.notice(/of 33 steps are part of the cause of the use after free/),
  ).toBeVisible()
  const dimmed = heddle.grid.getByRole('row', { name: /not part of the cause/ })
  await expect(dimmed.first()).toBeVisible()
  await expect(heddle.row(2)).toHaveAccessibleName(/not part of the cause/)
  await heddle.goTo(33)
  await expect(heddle.row(33)).not.toHaveAccessibleName(/not part of the cause/)
  expect(await seriousFindings(heddle.page)).toEqual([])

  await heddle.click(button)
  await expect(button).toHaveAttribute('aria-pressed', 'false')
  await expect(dimmed).toHaveCount(0)
})

test('Cause says so when nothing goes wrong', async ({ heddle }) => {
  await heddle.open(zigzag)
  await heddle.click(heddle.page.getByRole('button', { name: 'Cause', exact: true }))
  await expect(heddle.notice(/^Nothing goes wrong in this run/)).toBeVisible()
})
