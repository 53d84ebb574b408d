/** Two runs held against each other. */

import { seriousFindings } from './support/axe.ts'
import { expect, test } from './support/test.ts'

test('the closest passing run is found and stands beside the failing one', async ({
  heddle,
  page,
}) => {
  await heddle.open()
  await heddle.press('Shift+K')
  const panel = page.getByRole('tabpanel', { name: 'Compare', exact: true })
  await heddle.click(panel.getByRole('button', { name: 'B: closest passing run' }))
  await expect(panel.getByText('if B had left mutex_unlock before step 32')).toBeVisible()
  await expect(panel.getByText('Both runs begin with the same 31 steps')).toBeVisible()
  await expect(panel.getByRole('region', { name: 'Run A' })).toContainText(
    'use after free · step 33',
  )
  await expect(panel.getByRole('row', { name: /first difference/ })).toContainText('step 35 of B')
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    expect(await seriousFindings(page)).toEqual([])
  }
  await heddle.click(panel.getByRole('button', { name: 'Open run B at step 35' }))
  await heddle.expectStep(35)
})

test('the same schedule under a fix, with the fix as a patch', async ({ heddle, page }) => {
  await heddle.open()
  await heddle.press('a', 'Shift+K')
  const panel = page.getByRole('tabpanel', { name: 'Compare', exact: true })
  const under = panel.getByRole('combobox', { name: 'B: same schedule under' })
  await heddle.choose(under, 'synchronize-srcu')
  await expect(panel.getByText(/^They part first at step 17 of A/)).toBeVisible()
  await expect(panel.getByLabel('Patch')).toContainText('+\tsynchronize_srcu(&srcu);')
  await heddle.click(panel.getByRole('button', { name: 'Swap A and B' }))
  await expect(panel.getByRole('region', { name: 'Run A' })).toContainText('synchronize-srcu')
})

test('the run on the page is pinned by mouse, too', async ({ heddle, page }) => {
  await heddle.open()
  await heddle.press('Shift+K')
  const panel = page.getByRole('tabpanel', { name: 'Compare', exact: true })
  const pin = (side: string) => panel.getByRole('button', { name: `Pin this run as ${side}` })
  await heddle.click(pin('A'))
  await expect(pin('A')).toHaveCount(0)
  await heddle.click(pin('B'))
  await expect(panel.getByText(/^Both are the same, step for step/)).toBeVisible()
})
