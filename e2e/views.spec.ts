/** The views beside the run: claims, guarantees, fixes. */

import type { Locator } from 'playwright/test'
import { seriousFindings } from './support/axe.ts'
import type { HeddlePage } from './support/page.ts'
import { expect, test } from './support/test.ts'

/** Searching everything takes a while on a busy machine. */
const decided = { timeout: 60_000 } as const

interface Views {
  readonly tab: (name: string) => Locator
  readonly panel: (name: string) => Locator
  /** Waits until everything is searched. */
  readonly searched: (name: string) => Promise<Locator>
}

function viewsOf({ page }: HeddlePage): Views {
  const panel = (name: string): Locator => page.getByRole('tabpanel', { name, exact: true })
  return {
    tab: (name) => page.getByRole('tab', { name, exact: true }),
    panel,
    searched: async (name) => {
      await expect(panel(name).getByRole('button', { name: 'Search again' })).toBeVisible(decided)
      return panel(name)
    },
  }
}

test('the claims are decided, and open as runs from which one comes back', async ({ heddle }) => {
  await heddle.open()
  const mail = heddle.field('run')
  const { tab, searched, panel } = viewsOf(heddle)
  await heddle.click(tab('Claims'))
  expect(heddle.field('view')).toBe('claims')
  const claims = await searched('Claims')
  await expect(claims.getByText('none is open.')).toBeVisible()

  const unlikely = claims.getByRole('article', { name: /^synchronize_rcu .* completely unlikely$/ })
  await test.step('both sides stand side by side, each with its verdict', async () => {
    await expect(unlikely.getByRole('region', { name: 'Reviewer' })).toContainText('✓ right')
    const author = unlikely.getByRole('region', { name: 'Author' })
    await expect(author).toContainText('11 Jun 2015')
    await expect(author).toContainText('≈ right in part')
    await expect(author).toContainText('all 2,713 states')
  })

  const open = unlikely.getByRole('button', { name: /^Open the run/ }).first()
  // What is drawn of it depends on where it is scrolled to.
  const [, steps = ''] = /\((\d+) steps\)/.exec((await open.textContent()) ?? '') ?? []
  expect(steps).not.toBe('')
  await open.scrollIntoViewIfNeeded()
  const { y: before = 0 } = (await open.boundingBox()) ?? {}
  await test.step('the run is shown at its end, under the fix that the claim is about', async () => {
    await heddle.click(open)
    await heddle.expectStep(Number(steps))
    await expect(heddle.verdict).toHaveText(new RegExp(`use after free · step ${steps}`))
    expect(heddle.field('fix')).toBe('synchronize-rcu')
    expect(heddle.field('view')).toBeUndefined()
  })
  await test.step('Back leads to the claims, where one was', async () => {
    await heddle.page.goBack()
    await heddle.idle()
    await expect(panel('Claims')).toBeVisible()
    expect(heddle.field('run')).toBe(mail)
    const { y: after = 0 } = (await open.boundingBox()) ?? {}
    expect(after).toBeCloseTo(before, 0)
  })
  await test.step('and so does undo', async () => {
    await heddle.click(open)
    await heddle.expectStep(Number(steps))
    await heddle.press('Control+z')
    await expect(panel('Claims')).toBeVisible()
    expect(heddle.field('run')).toBe(mail)
  })
})

test('an exhausted check opens its program with the search of it', async ({ heddle, page }) => {
  await heddle.open('#/hmm/device-unregister?v=1&view=claims')
  const { searched } = viewsOf(heddle)
  const claims = await searched('Claims')
  const solved = claims.getByRole('article', { name: 'A kref on the device might solve it' })
  await heddle.click(solved.getByRole('button', { name: 'Exhausted: all 4,373 states' }))
  const result = page.getByRole('status', { name: 'Search result' })
  await expect(result).toHaveText('proved: no failure in 4,373 states')
  expect(heddle.field('fix')?.split(',').sort()).toEqual([
    'device-kref-put-after-unlock',
    'hmm-unref-in-destroy',
  ])
})

test('by keyboard alone: views, filter, and a cell of the guarantees', async ({ heddle, page }) => {
  await heddle.open()
  const { panel, searched } = viewsOf(heddle)
  await test.step('the claims, filtered by a word', async () => {
    await heddle.press('Shift+C')
    const claims = await searched('Claims')
    await page.keyboard.press('Tab')
    await expect(claims.getByRole('button', { name: 'Search again' })).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(claims.getByRole('radio', { name: /^All/ })).toBeFocused()
    await page.keyboard.press('ArrowRight')
    await expect(claims.getByRole('radio', { name: /^Author contradicted/ })).toBeChecked()
    await page.keyboard.press('Tab')
    await page.keyboard.type('fork')
    await expect(claims.getByRole('article')).toHaveCount(1)
    await expect(claims.getByRole('article')).toContainText('a forked child has no hmm')
  })
  await test.step('the guarantees, whose no opens a run', async () => {
    // A letter in the text field is a letter.
    await page.keyboard.press('Shift+G')
    await expect(panel('Claims').getByRole('searchbox')).toHaveValue('forkG')
    await page.keyboard.press('Shift+Tab')
    await heddle.press('Shift+G')
    const table = (await searched('Guarantees')).getByRole('grid')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    const cell = table.getByRole('button', { name: /^no .*hmm_mirror_unregister returned, v3 as/ })
    await expect(cell.first()).toBeFocused()
    await heddle.press('Enter')
    await expect(panel('Run')).toBeVisible()
    expect(heddle.field('ask')).toBe('caller-frees-mirror')
    await heddle.expectStep(await heddle.length())
    await expect(heddle.verdict).toHaveText(/use after free/)
  })
  await test.step('and back again', async () => {
    await heddle.press('Shift+C')
    await expect(panel('Claims').getByRole('searchbox')).toHaveValue('forkG')
  })
})

test('the fixes of the leak: smallest sets, matrix, and the run under each', async ({ heddle }) => {
  await heddle.open('#/hmm/leak?v=1')
  const { tab, panel, searched } = viewsOf(heddle)
  await heddle.click(tab('Fixes'))
  const fixes = panel('Fixes')
  await expect(fixes.getByRole('checkbox', { name: 'hmm/leak' })).toBeChecked()
  await fixes.getByRole('button', { name: 'Try all sets' }).click()
  await searched('Fixes')

  const smallest = fixes.getByRole('region', { name: 'What repairs everything' })
  await expect(smallest.getByRole('listitem')).toContainText([
    'hmm-unref-in-kill',
    'hmm-unref-in-destroy',
    'r2-spinlock',
  ])
  await expect(smallest).toContainText('Sets of more than 2 fixes were not tried.')

  await test.step('the run under each fix', async () => {
    await fixes.getByText('This run under each fix').click()
    const repaired = fixes.getByRole('row', { name: /^hmm-unref-in-destroy diverted at step \d+/ })
    await expect(repaired).toContainText(/Open .* at step \d+/)
    await fixes.getByText('Every set of fixes').click()
  })

  await test.step('a cell opens the run that leaks', async () => {
    const cell = fixes.getByRole('button', { name: /^leak of hmm in hmm\/leak, as posted/ })
    await heddle.click(cell)
    await expect(heddle.verdict).toHaveText(/leak/)
    await heddle.expectStep(await heddle.length())
  })
})

const schemes = ['light', 'dark'] as const

test('axe finds nothing serious in the fixes, light and dark', async ({ heddle, page }) => {
  await heddle.open('#/hmm/leak?v=1&view=fixes')
  const { panel, searched } = viewsOf(heddle)
  await panel('Fixes').getByRole('button', { name: 'Try all sets' }).click()
  await searched('Fixes')
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme })
    expect(await seriousFindings(page)).toEqual([])
  }
  await panel('Fixes').getByText('This run under each fix').click()
  await expect(panel('Fixes').getByRole('row', { name: /hmm-unref-in-kill/ })).toBeVisible()
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme })
    expect(await seriousFindings(page)).toEqual([])
  }
})

// Searched once each, and then looked at in every way.
for (const name of ['Claims', 'Guarantees']) {
  test(`${name}: nothing is cut off, and axe is content, light and dark`, async ({
    heddle,
    page,
  }) => {
    await heddle.open(`#/hmm/device-unregister?v=1&view=${name.toLowerCase()}`)
    const panel = await viewsOf(heddle).searched(name)
    for (const width of [1440, 900]) {
      await page.setViewportSize({ width, height: 860 })
      const beyond = await panel.evaluate(
        ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth,
      )
      expect(beyond).toBe(0)
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme })
        expect(await seriousFindings(page)).toEqual([])
      }
    }
  })
}
