import { stepThat } from './support/page.ts'
import { expect, test } from './support/test.ts'

test('the page opens with the case of the mail', async ({ heddle }) => {
  await heddle.open()
  await expect(heddle.page).toHaveTitle(/Heddle/)
  await expect(heddle.scenario).toHaveValue('hmm/device-unregister')
  await expect(heddle.scenario.locator('option:checked')).toHaveText(
    'HMM: device unregister against process exit, v3 as posted',
  )
  await expect(heddle.variant.locator('option:checked')).toHaveText('as posted')
  await expect(heddle.mutex.locator('option:checked')).toHaveText('4.1, count based')

  const lanes = heddle.grid.getByRole('columnheader')
  await expect(lanes).toHaveText(['Step', 'A · file close, driver unload', 'B · process exit'])
  for (const track of ['hmm->rwsem', 'device->mutex', 'mirror kref', 'hmm kref']) {
    await expect(heddle.diagram.getByText(track, { exact: true })).toBeVisible()
  }
  for (const object of ['mirror', 'hmm', 'device', 'mm']) {
    await expect(heddle.diagram.getByText(object, { exact: true })).toBeVisible()
  }
  await heddle.expectStep(0)
  await expect(heddle.row(1)).toHaveAccessibleName(/not yet run/)
  await expect(heddle.verdict).toHaveText(/use after free/)
  await expect(heddle.source).toContainText('hmm_mirror_kill')
})

test('the arrow key walks the sequence of the mail to the use after free', async ({ heddle }) => {
  await heddle.open()
  const seen = await heddle.walk('ArrowDown')
  expect(seen.map(({ step }) => step)).toEqual(seen.map((_, index) => index + 1))

  const locked = stepThat(seen, /: B .*takes hmm->rwsem/)
  const blocked = stepThat(seen, /: A .*A waits for hmm->rwsem/)
  const unlocked = stepThat(seen, /: B .*releases hmm->rwsem/, blocked.step)
  const oneLeft = stepThat(seen, /: A .*2 → 1/, unlocked.step)
  const noneLeft = stepThat(seen, /: B .*1 → 0/, oneLeft.step)
  const mirrorFreed = stepThat(seen, /: B .*frees mirror/, noneLeft.step)
  const spinning = stepThat(seen, /: A .*A waits for device->mutex/, mirrorFreed.step)
  const released = stepThat(seen, /: B .*releases device->mutex/, spinning.step)
  const taken = stepThat(seen, /: A .*takes device->mutex/, released.step)
  const deviceFreed = stepThat(seen, /: A .*frees device/, taken.step)
  const touched = stepThat(seen, /: B .*Violation/, deviceFreed.step)

  await test.step('A is blocked on the rwsem that B holds', async () => {
    const reason = `waits for hmm->rwsem, held by B since step ${locked.step}`
    expect(blocked.next).toContain(`A cannot run: ${reason}`)
    await heddle.goTo(blocked.step)
    await expect(heddle.details).toContainText(`cannot run: ${reason}`)
    await expect(heddle.row(blocked.step + 1)).toHaveAccessibleName(
      /A blocked: hmm->rwsem held by B/,
    )
    await expect(heddle.diagram.getByText('blocked: hmm->rwsem held by B')).toBeVisible()
    await expect(heddle.trackHints).toContainText([/^B holds hmm->rwsem for writing/])
    await expect(heddle.trackHints).toContainText([/^A waits for hmm->rwsem/])
    expect(unlocked.next).toContainEqual(expect.stringMatching(/^Run A: /))
  })

  await test.step('the refcount of the mirror goes 2, 1, 0, and the mirror is freed', async () => {
    await heddle.goTo(noneLeft.step)
    await expect(heddle.trackHints).toContainText([
      `mirror kref is 2, until step ${oneLeft.step}`,
      `mirror kref is 1, set by A at step ${oneLeft.step}, until step ${noneLeft.step}`,
      `mirror kref is 0, set by B at step ${noneLeft.step}`,
    ])
    await expect(heddle.details).toContainText('1 → 0')
    await heddle.goTo(mirrorFreed.step)
    await expect(heddle.row(mirrorFreed.step)).toHaveAccessibleName(/frees mirror, current$/)
    await expect(heddle.trackHints).toContainText([
      `mirror is freed, by B at step ${mirrorFreed.step}`,
    ])
  })

  await test.step('A takes the mutex while B is still inside mutex_unlock', async () => {
    expect(taken.says).toContain('B has released device->mutex but is still inside unlock')
    expect(taken.says).toContain('A holds device->mutex')
    await heddle.goTo(taken.step)
    await expect(heddle.details).toContainText(
      'B has released device->mutex but is still inside unlock',
    )
    await expect(heddle.trackHints).toContainText([
      /^B has released device->mutex, others may take it, but B is still inside/,
    ])
  })

  await test.step('B touches the freed device: object, field, who freed it and when', async () => {
    const freed = `A freed device at step ${deviceFreed.step}`
    const story = `B reads device->mutex.wait_lock.locked; ${freed}`
    expect(touched.says).toContain(`Violation: use after free, ${story}`)
    await heddle.goTo(touched.step)

    await expect(heddle.verdict).toHaveText(new RegExp(`use after free · step ${touched.step}`))
    const pill = heddle.verdict.getByRole('button')
    await expect(pill).toHaveAccessibleDescription(`use after free: ${story}.`)

    const chip = `use after free: device, freed by A at step ${deviceFreed.step}`
    await expect(heddle.row(touched.step)).toHaveAccessibleName(new RegExp(chip))
    await expect(heddle.diagram.getByText(chip)).toBeVisible()
    await expect(heddle.trackHints).toContainText([
      `B touches device at step ${touched.step}, after it was freed`,
    ])

    await expect(heddle.details).toContainText(story)
    await expect(heddle.details.getByRole('table')).toContainText('device->mutex.wait_lock.locked')
    const origin = heddle.details.getByRole('button', { name: `Go to step ${deviceFreed.step}` })
    await heddle.click(origin)
    await heddle.expectStep(deviceFreed.step)
    await heddle.click(pill)
    await heddle.expectStep(touched.step)
  })
})

test('the listing follows the step, with a marker per thread', async ({ heddle }) => {
  await heddle.open()
  await heddle.goTo(10)
  const lines = heddle.source.locator('[aria-current="step"]')
  await expect(lines).toHaveCount(1)
  const shown = await lines.textContent()
  await expect(lines).toBeInViewport()
  await heddle.press('ArrowDown')
  await expect(lines).toHaveCount(1)
  await expect(lines).toBeInViewport()
  await expect(lines).not.toHaveText(shown ?? '')
  const number = await lines.locator('.source-number').textContent()
  await expect(heddle.details).toContainText(`line ${number}`)
  await expect(heddle.source.locator('.source-marker').first()).toHaveText(/^[AB]/)
})
