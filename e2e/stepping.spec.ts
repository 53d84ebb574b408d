import { expect, test } from './support/test.ts'

test('buttons and keys go to the first, last, next and previous step', async ({ heddle }) => {
  await heddle.open()
  const last = await heddle.length()
  for (const name of ['First step', 'Step back']) {
    await expect(heddle.command(name)).toBeDisabled()
  }

  const ways: readonly [name: string, key: string, step: number][] = [
    ['Last step', 'End', last],
    ['Step back', 'ArrowUp', last - 1],
    ['First step', 'Home', 0],
    ['Step forward', 'ArrowDown', 1],
  ]
  for (const [name, , step] of ways) {
    await heddle.click(heddle.command(name))
    await heddle.expectStep(step)
  }
  for (const [, key, step] of ways) {
    await heddle.press(key)
    await heddle.expectStep(step)
  }
  for (const [key, step] of [
    ['ArrowRight', 2],
    ['j', 3],
    ['k', 2],
    ['ArrowLeft', 1],
    ['PageDown', 21],
    ['PageDown', last],
    ['PageUp', last - 20],
    ['PageUp', 0],
    ['End', last],
  ] as const) {
    await heddle.press(key)
    await heddle.expectStep(step)
  }
  for (const name of ['Last step', 'Step forward']) {
    await expect(heddle.command(name)).toBeDisabled()
  }
})

test('a click on a row that has not run yet goes there, and the rows around it say so', async ({
  heddle,
}) => {
  await heddle.open()
  await expect(heddle.row(5)).toHaveAccessibleName(/not yet run$/)
  await heddle.click(heddle.row(5).getByText('kref_get_unless_zero'))
  await heddle.expectStep(5)
  await expect(heddle.row(4)).not.toHaveAccessibleName(/current|not yet run/)
  await expect(heddle.row(5)).toHaveAccessibleName(/current$/)
  await expect(heddle.row(6)).toHaveAccessibleName(/not yet run$/)
  await expect(heddle.details).toContainText('Step 5')
})

test('the slider goes by keyboard and says where it stands', async ({ heddle }) => {
  await heddle.open()
  await heddle.slider.focus()
  await heddle.press('ArrowRight', 'ArrowRight')
  await expect(heddle.slider).toHaveAttribute('aria-valuetext', /^step 2 of \d+: B .+/)
  await heddle.press('End')
  await heddle.expectStep(await heddle.length())
  await heddle.press('ArrowLeft')
  await heddle.expectStep((await heddle.length()) - 1)
  await heddle.press('Home')
  await expect(heddle.slider).toHaveAttribute('aria-valuetext', /: nothing has run yet$/)
})

test('play goes on by itself, pause stops it, and it stops at the end', async ({ heddle }) => {
  await heddle.open()
  const last = await heddle.length()
  const speed = heddle.page.getByRole('combobox', { name: 'Steps per second' })
  await speed.selectOption('4')
  await heddle.command('Play').click()
  await expect(heddle.command('Pause')).toBeVisible()
  await expect(heddle.slider).not.toHaveValue('0')
  await heddle.click(heddle.command('Pause'))
  const paused = await heddle.step()
  expect(paused).toBeLessThan(last)
  await expect(heddle.command('Play')).toBeVisible()
  expect(heddle.field('at')).toBe(String(paused))

  await heddle.goTo(last - 3)
  await speed.selectOption('16')
  await speed.blur()
  await heddle.press('p')
  await heddle.expectStep(last)
  await expect(heddle.command('Play')).toBeVisible()
})

test('comma and full stop go along one thread', async ({ heddle }) => {
  await heddle.open()
  const threadNow = async (): Promise<string> => {
    const said = (await heddle.slider.getAttribute('aria-valuetext')) ?? ''
    return /: ([A-Z]) /.exec(said)?.[1] ?? ''
  }
  await heddle.goTo(9)
  const mine = await threadNow()
  await heddle.press('ArrowDown')
  expect(await threadNow()).not.toBe(mine)
  await heddle.press('ArrowUp', '.')
  const later = await heddle.step()
  expect(later).toBeGreaterThan(10)
  expect(await threadNow()).toBe(mine)
  await heddle.press(',')
  await heddle.expectStep(9)

  await heddle.press('End', '.')
  await expect(heddle.notice(/There is no later step of B in this run/)).toBeVisible()
  await heddle.expectStep(await heddle.length())
})

test('a folded call is one row, and unfolds into its inner steps', async ({ heddle }) => {
  await heddle.open()
  const call = 'mutex_unlock(&device->mutex)'
  await heddle.press('End')
  const rows = async (): Promise<number> => Number(await heddle.grid.getAttribute('aria-rowcount'))
  const before = await rows()
  await expect(heddle.grid.getByRole('row', { name: /__mutex_unlock_slowpath/ })).toHaveCount(0)
  await heddle.click(heddle.grid.getByRole('button', { name: `Fold ${call}`, exact: true }).first())
  await heddle.expectStep(await heddle.length())
  const folded = heddle.grid.getByRole('row', { name: call }).first()
  await expect(folded).toBeVisible()
  expect(await rows()).toBeLessThan(before)
  await expect(
    heddle.grid.getByRole('button', { name: `Unfold ${call}`, exact: true }).first(),
  ).toHaveAttribute('aria-expanded', 'false')
  await heddle.click(
    heddle.grid.getByRole('button', { name: `Unfold ${call}`, exact: true }).first(),
  )
  await expect(
    heddle.grid.getByRole('button', { name: `Fold ${call}`, exact: true }).first(),
  ).toHaveAttribute('aria-expanded', 'true')
})

test('every step is announced: number, thread, what happened, who holds what', async ({
  heddle,
}) => {
  await heddle.open()
  await heddle.goTo(5)
  await heddle.press('ArrowDown')
  await expect(heddle.announcer).toHaveText(
    /^Step 6 of \d+: B .+ takes hmm->rwsem\. B holds hmm->rwsem\.$/,
  )
})
