import { expect, test } from './support/test.ts'

test('with synchronize_srcu the sequence of the mail stops: A waits for B, nothing is freed', async ({
  heddle,
}) => {
  await heddle.open()
  await heddle.choose(heddle.variant, 'synchronize-srcu')
  const grace =
    'A cannot run: waits for a grace period of srcu: B is in a read section since step 2'
  await expect(heddle.notice(`17 of 33 steps kept; then ${grace}`)).toBeVisible()
  expect(heddle.field('fix')).toBe('synchronize-srcu')
  await expect(heddle.verdict).toHaveText(/no violation so far/)

  await heddle.press('End')
  await heddle.expectStep(17)
  await expect(heddle.next.getByRole('button', { name: grace })).toHaveAttribute(
    'aria-disabled',
    'true',
  )

  await test.step('B, and then A, can be played to the end without a use after free', async () => {
    for (const thread of ['2', '1', '2', '1']) {
      await heddle.press(...Array.from({ length: 16 }, () => thread))
    }
    await expect(heddle.nextOf('A')).toHaveAccessibleName('A cannot run: has finished')
    await expect(heddle.nextOf('B')).toHaveAccessibleName('B cannot run: has finished')
    await expect(heddle.verdict).not.toHaveText(/use after free/)
  })
})

test('with an idealised mutex the sequence of the mail stops where A would take the mutex', async ({
  heddle,
}) => {
  await heddle.open()
  await heddle.goTo(20)
  await heddle.choose(heddle.mutex, 'ideal')
  const reason = 'A cannot run: waits for device->mutex, held by B since step 22'
  await expect(heddle.notice(new RegExp(`^24 of 33 steps kept; then ${reason}`))).toBeVisible()
  await heddle.expectStep(20)
  expect(heddle.field('mutex')).toBe('ideal')
  await expect(heddle.verdict).not.toHaveText(/use after free/)

  await heddle.press('Control+z')
  await expect(heddle.mutex).toHaveValue('count')
  await heddle.expectStep(20)
  expect(heddle.field('run')).toBe('b6a3b4a5b6a2b2a4b')
  await expect(heddle.verdict).toHaveText(/use after free/)
})

test('hmm/leak reports hmm and mm, and names the references that are never dropped', async ({
  heddle,
}) => {
  await heddle.open()
  await heddle.choose(heddle.scenario, 'hmm/leak')
  await expect(heddle.verdict).toHaveText(/leak · step \d+ · 1 more/)
  await heddle.press('End')
  for (const leak of [
    /mm is never freed: the reference “a registered notifier \(mmu_notifier_register\)”, taken by A at step \d+, is never dropped/,
    /hmm is never freed: the reference “mirror->hmm, taken in hmm_mirror_register”, taken by A at step \d+, is never dropped/,
  ]) {
    await expect(heddle.details).toContainText(leak)
    await expect(heddle.verdict.getByRole('button')).toHaveAccessibleDescription(leak)
    await expect(heddle.row(await heddle.length())).toHaveAccessibleName(leak)
  }
})

test('every scenario opens with its recorded run', async ({ heddle }) => {
  await heddle.open()
  const options = heddle.scenario.getByRole('option')
  const ids = await options.evaluateAll((all) => all.map((option) => option.getAttribute('value')))
  expect(ids).toEqual(
    expect.arrayContaining([
      'hmm/device-unregister',
      'hmm/fork-close',
      'hmm/register-exit',
      'hmm/leak',
    ]),
  )
  for (const id of ids) {
    await heddle.choose(heddle.scenario, id ?? '')
    expect(heddle.hash()).toContain(`#/${id}?v=1`)
    await heddle.expectStep(0)
    expect(await heddle.length()).toBeGreaterThan(10)
    await expect(heddle.rows.first()).toBeVisible()
    await heddle.press('End')
    await heddle.expectStep(await heddle.length())
    await expect(heddle.page.getByRole('alert')).toHaveCount(0)
    await expect(heddle.verdict).not.toBeEmpty()
  }
})

test('the settings of a scenario offer sizes, questions and fixes that go together', async ({
  heddle,
  page,
}) => {
  await heddle.open()
  await page.getByRole('button', { name: 'Scenario settings' }).focus()
  await page.keyboard.press('Enter')
  const settings = page.getByRole('dialog', { name: 'Scenario settings' })
  const devices = settings.getByRole('group', { name: 'devices' })
  await devices.getByRole('radio', { name: '2' }).click({ force: true })
  await expect(page).toHaveURL(/size=devices:2/)
  await settings.getByRole('checkbox', { name: /->release is called at most once/ }).click()
  await expect(page).toHaveURL(/ask=release-once&size=devices:2/)

  await test.step('a fix says why it cannot be added', async () => {
    const spinlock = settings.getByRole('checkbox', { name: /device lock is a spinlock/ })
    await settings.getByRole('checkbox', { name: /^hmm_mirror_kill drops/ }).click()
    await expect(page).toHaveURL(/fix=hmm-unref-in-kill/)
    await expect(spinlock).toBeDisabled()
    await expect(spinlock).toHaveAccessibleName(/not together with hmm-unref-in-kill/)
  })

  await page.keyboard.press('Escape')
  await expect(settings).toBeHidden()
  await test.step('the link shows the same to others', async () => {
    await page.reload()
    await expect(page.getByRole('button', { name: /Scenario settings\s*2/ })).toBeVisible()
    expect(heddle.field('size')).toBe('devices:2')
  })
})
