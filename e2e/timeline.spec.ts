/** The timeline: the run with time to the right, and traces that are brought. */

import { seriousFindings } from './support/axe.ts'
import { expect, test } from './support/test.ts'
import { event, fileOf, partsOf, trace } from './support/timeline.ts'

test('opens by tab and by key, and shares the step with the run', async ({ heddle, page }) => {
  await heddle.open()
  const { panel, drawing, list } = partsOf(heddle)
  await heddle.click(page.getByRole('tab', { name: 'Timeline', exact: true }))
  await expect(panel).toBeVisible()
  expect(heddle.field('view')).toBe('timeline')

  await test.step('the arrows go from step to step', async () => {
    // On the tab they would go from tab to tab.
    await drawing.focus()
    await heddle.press('ArrowRight', 'ArrowRight', 'ArrowRight')
    await heddle.expectStep(3)
    await expect(drawing).toHaveAttribute('aria-valuetext', /^step 3 of 33: step 3, B/)
  })
  await test.step('a click on a step goes there', async () => {
    const { width = 0 } = (await drawing.boundingBox()) ?? {}
    // Of 33 steps, the twelfth; B takes it.
    await drawing.click({ position: { x: (width * 11.5) / 33, y: 220 } })
    await heddle.idle()
    await heddle.expectStep(12)
  })
  await test.step('and so does an entry of the list', async () => {
    await list.focus()
    await heddle.press('Home')
    await heddle.expectStep(1)
    await heddle.click(list.getByRole('option', { name: /^step 4, B / }).first())
    await heddle.expectStep(4)
  })
  await test.step('the run stands where the timeline was left', async () => {
    await heddle.press('Shift+D')
    await expect(heddle.grid).toBeVisible()
    await heddle.expectStep(4)
    await heddle.press('Shift+T')
    await expect(drawing).toBeVisible()
  })
})

test('zooms by key, wheel and range, and fits all again', async ({ heddle, page }) => {
  await heddle.open('#/hmm/device-unregister?v=1&view=timeline')
  const { bar, drawing, command, panel } = partsOf(heddle)
  await expect(bar.getByText('all 33 steps')).toBeVisible()
  await page.keyboard.press('w')
  await expect(bar.getByText('steps 1 to 22 of 33')).toBeVisible()
  await page.keyboard.press('0')
  await expect(bar.getByText('all 33 steps')).toBeVisible()

  const box = (await drawing.boundingBox()) ?? { x: 0, y: 0, width: 0 }
  const at = (part: number) => box.x + box.width * part
  await test.step('the wheel, with Ctrl', async () => {
    await page.mouse.move(at(0.5), box.y + 60)
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, -120)
    await page.keyboard.up('Control')
    await expect(bar.getByText(/^steps \d+ to \d+ of 33$/)).toBeVisible()
    await command('Fit all').click()
    await expect(bar.getByText('all 33 steps')).toBeVisible()
  })
  await test.step('a range that is dragged', async () => {
    await page.mouse.move(at(0.31), box.y + 60)
    await page.mouse.down()
    await page.mouse.move(at(0.5), box.y + 70, { steps: 4 })
    await page.mouse.up()
    await expect(bar.getByText('Range: 7 steps')).toBeVisible()
    await page.keyboard.press('z')
    await page.keyboard.press('Escape')
    await expect(bar.getByText('steps 10 to 18 of 33')).toBeVisible()
  })
  await test.step('lanes collapse while their head has the focus', async () => {
    await page.keyboard.press('ArrowDown')
    const head = panel.getByRole('button', { name: 'A file close, driver unload' })
    await expect(head).toBeFocused()
    await page.keyboard.press('ArrowLeft')
    await expect(head).toHaveAttribute('aria-expanded', 'false')
    await page.keyboard.press('ArrowRight')
    await expect(head).toHaveAttribute('aria-expanded', 'true')
  })
})

test('a trace is opened, walked through and closed', async ({ heddle }) => {
  await heddle.open('#/hmm/device-unregister?v=1&view=timeline&at=5')
  const { file, bar, drawing, list, command, panel } = partsOf(heddle)
  await file.setInputFiles(fileOf('some.json', trace))
  await expect(bar.getByText('3 events')).toBeVisible()
  await expect(list.getByRole('option')).toHaveCount(3)
  await heddle.press('ArrowRight', 'ArrowRight')
  await expect(drawing).toHaveAttribute('aria-valuetext', 'at 10 µs for 20 µs, thread 1, inner')
  await expect(list.getByRole('option', { selected: true })).toContainText('inner')

  await test.step('a file that cannot be read changes nothing, and says where it is wrong', async () => {
    const bad = `[${JSON.stringify(event('a', 1, 2, 3))},\n{"ph": "X", "ts": "soon"}]`
    await file.setInputFiles(fileOf('bad.json', bad))
    const alert = panel.getByRole('alert')
    await expect(alert).toContainText('bad.json could not be opened, and nothing has changed.')
    await expect(alert).toContainText('Line 2, column 19, in event 2: ts has to be a number')
    await expect(bar.getByText('3 events')).toBeVisible()
    await alert.getByRole('button', { name: 'Dismiss' }).click()
    await expect(alert).toHaveCount(0)
  })
  await command('Back to the run').click()
  await heddle.expectStep(5)
  await expect(bar.getByText('all 33 steps')).toBeVisible()
})

test('has nothing that axe finds serious, in both themes', async ({ heddle, page }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await heddle.open('#/hmm/device-unregister?v=1&view=timeline&at=20')
    await expect(partsOf(heddle).drawing).toBeVisible()
    // What stands around the view is tried with the page.
    const findings = await seriousFindings(page)
    expect(findings).toEqual([])
  }
})
