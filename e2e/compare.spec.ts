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

test('a copied link carries what is pinned', async ({ heddle, elsewhere, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await heddle.open()
  await heddle.press('a', 'Shift+K')
  const panel = page.getByRole('tabpanel', { name: 'Compare', exact: true })
  const under = panel.getByRole('combobox', { name: 'B: same schedule under' })
  await heddle.choose(under, 'synchronize-srcu')
  const parted = panel.getByText(/^They part first at step 17 of A/)
  await expect(parted).toBeVisible()
  await heddle.click(page.getByRole('button', { name: 'Copy link' }))
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toBe(page.url())

  const other = await elsewhere()
  await other.open(new URL(link).hash)
  expect(other.page.url()).toBe(link)
  const there = other.page.getByRole('tabpanel', { name: 'Compare', exact: true })
  await expect(there.getByText((await parted.textContent()) ?? '?')).toBeVisible()
  await expect(there.getByRole('region', { name: 'Run A' })).toContainText('pinned')
  await expect(there.getByRole('region', { name: 'Run B' })).toContainText('synchronize-srcu')

  await test.step('and what is unpinned leaves the address', async () => {
    await other.click(there.getByRole('button', { name: 'Unpin both' }))
    expect(other.field('pins')).toBeUndefined()
    expect(other.field('b-run')).toBeUndefined()
  })
})

test('a pin that the link has no room for is left out, and that is said', async ({
  heddle,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  // Two threads that take turns: a schedule that cannot be written shorter.
  const turns = 'a2b2a3bababa2a.1a4b4aba6b2a2b3ababab2b.1b4a4bab6'.repeat(24)
  await heddle.open(`#/bench/mutex-rounds?v=1&run=${turns}`)
  await heddle.press('a')
  await heddle.click(page.getByRole('button', { name: 'Copy link' }))
  await expect(heddle.notice(/^The pinned run A is not in the link/)).toBeVisible()
  expect(heddle.field('run')).toBe(turns)
  expect(heddle.field('a-run')).toBeUndefined()
  expect(heddle.field('pins')).toBeUndefined()
})
