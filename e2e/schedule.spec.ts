import { expect, test } from './support/test.ts'

test('another thread drops in: the rest is kept, dimmed, and undo brings the old run back', async ({
  heddle,
}) => {
  await heddle.open()
  const mail = heddle.field('run')
  const steps = await heddle.length()
  await heddle.press('ArrowDown', 'ArrowDown')

  const choice = heddle.next.getByRole('button', { name: /^Run A: / })
  const name = (await choice.getAttribute('aria-label')) ?? ''
  await expect(heddle.nextOf('B')).toHaveAccessibleDescription('recorded')
  await expect(choice).not.toHaveAccessibleDescription('recorded')
  await heddle.click(choice)

  await heddle.expectStep(3)
  await expect(heddle.row(3)).toHaveAccessibleName(
    new RegExp(`^3 A ${name.replace('Run A: ', '').replaceAll(/\W/g, '\\$&')}`),
  )
  await expect(heddle.row(4)).toHaveAccessibleName(/^4 B .*not yet run$/)
  await expect(heddle.notice(`All ${steps - 3} remaining steps kept.`)).toBeVisible()
  expect(heddle.field('run')).toBe('b2ab4a2b4a5b6a2b2a4b')
  await expect(heddle.verdict).toHaveText(/use after free/)

  await heddle.press('Control+z')
  await heddle.expectStep(2)
  expect(heddle.field('run')).toBe(mail)
  expect(heddle.field('at')).toBe('2')
  await heddle.press('Control+Shift+z')
  await heddle.expectStep(3)
  expect(heddle.field('run')).toBe('b2ab4a2b4a5b6a2b2a4b')
  await heddle.click(heddle.page.getByRole('button', { name: 'Undo' }))
  await heddle.click(heddle.page.getByRole('button', { name: 'Undo' }))
  await heddle.expectStep(0)
  await heddle.click(heddle.page.getByRole('button', { name: 'Redo' }))
  await heddle.expectStep(2)
})

test('a schedule that can only be kept in part says how far, and why no further', async ({
  heddle,
}) => {
  await heddle.open()
  // A is let in before B has the rwsem, so that B must wait for it.
  await heddle.goTo(3)
  await heddle.press('1', '1')
  await expect(
    heddle.notice(/^\d+ of \d+ remaining steps kept; then B cannot run: waits for hmm->rwsem/),
  ).toBeVisible()
  await expect(heddle.verdict).toHaveText(/no violation so far/)
  await heddle.press('End')
  await expect(heddle.nextOf('B')).toHaveAccessibleName(
    /^B cannot run: waits for hmm->rwsem, held by A since step \d+$/,
  )

  const reset = heddle.page.getByRole('button', { name: 'Back to the recorded run' })
  await expect(reset).toBeEnabled()
  await heddle.click(reset)
  expect(heddle.field('run')).toBe('b6a3b4a5b6a2b2a4b')
  await expect(reset).toBeDisabled()
})

test('a thread that cannot run says why, and letting it run changes nothing', async ({
  heddle,
}) => {
  await heddle.open()
  await heddle.goTo(9)
  const before = heddle.hash()
  const reason = 'A cannot run: waits for hmm->rwsem, held by B since step 6'
  const button = heddle.next.getByRole('button', { name: reason, exact: true })
  await expect(button).toHaveAttribute('aria-disabled', 'true')

  await heddle.press('1')
  const told = heddle.page.locator('[aria-live="polite"]').filter({ hasText: reason })
  await expect(told).toBeVisible()
  await heddle.expectStep(9)
  expect(heddle.hash()).toBe(before)

  await heddle.click(heddle.page.getByRole('button', { name: `Dismiss: ${reason}` }))
  await expect(told).toHaveCount(0)
  // It can be reached with Tab and pressed, so that it can tell.
  await button.focus()
  await heddle.press('Enter')
  await expect(told).toBeVisible()
  expect(heddle.hash()).toBe(before)

  await heddle.press('ArrowDown')
  await expect(told).toHaveCount(0)
})

test('digits let threads run: the recorded one is stepped over, others change the run', async ({
  heddle,
}) => {
  await heddle.open()
  const mail = heddle.field('run')
  await heddle.press('2', '2')
  await heddle.expectStep(2)
  expect(heddle.field('run')).toBe(mail)
  await heddle.press('1')
  await heddle.expectStep(3)
  expect(heddle.field('run')).toBe('b2ab4a2b4a5b6a2b2a4b')
  await heddle.press('9')
  await expect(heddle.notice(/There is no thread 9/)).toBeVisible()
  await heddle.expectStep(3)
})

test('keys pressed faster than the model answers are all heard, in order', async ({ heddle }) => {
  await heddle.open('#/hmm/device-unregister?v=1&run=0')
  await heddle.press('1', '2', '2', '1', '2', '1')
  expect(heddle.field('run')).toBe('ab2aba')
  await heddle.expectStep(6)
})

test('a choice of the kernel, to spin or to sleep, is a choice of the user', async ({ heddle }) => {
  await heddle.open()
  await heddle.goTo(8)
  const spin = heddle.next.getByRole('button', { name: /^Run A: .*\(spin\)$/ })
  const sleep = heddle.next.getByRole('button', { name: /^Run A: .*\(sleep\)$/ })
  await expect(spin).toHaveAccessibleDescription('recorded')
  await heddle.click(sleep)
  await heddle.expectStep(9)
  expect(heddle.field('run')).toMatch(/^b6a2a\.1/)
  await expect(heddle.row(9)).toHaveAccessibleName(/chooses sleep/)
})

test('a run goes on after the violation, marked as such', async ({ heddle }) => {
  await heddle.open()
  await heddle.press('End', '2')
  const last = await heddle.length()
  await heddle.expectStep(last)
  await expect(heddle.row(last)).toHaveAccessibleName(/after the violation/)
  await expect(heddle.details).toContainText('after the violation')
  await expect(heddle.verdict).toHaveText(/use after free/)
})
