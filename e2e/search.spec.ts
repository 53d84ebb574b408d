import type { Locator } from 'playwright/test'
import { seriousFindings } from './support/axe.ts'
import type { HeddlePage } from './support/page.ts'
import { expect, test } from './support/test.ts'

interface Search {
  readonly start: Locator
  readonly cancel: Locator
  readonly result: Locator
  readonly findings: Locator
  /** One per place: opens the run that shows it. */
  readonly places: Locator
}

function searchOf({ page }: HeddlePage): Search {
  const findings = page.getByRole('region', { name: 'Findings', exact: true })
  return {
    start: page.getByRole('contentinfo').getByRole('button', { name: 'Find races' }),
    cancel: page.getByRole('contentinfo').getByRole('button', { name: /^Cancel/ }),
    result: page.getByRole('status', { name: 'Search result' }),
    findings,
    places: findings.getByRole('listitem').getByRole('button'),
  }
}

const exhausted = /^all [\d,]+ states, [\d.]+ m?s: \d+ kinds? of failure in \d+ places?$/

test('the default scenario is searched completely, and each finding opens as a run', async ({
  heddle,
}) => {
  await heddle.open()
  const mail = heddle.field('run')
  const { start, result, findings, places } = searchOf(heddle)
  await heddle.click(start)
  await expect(result).toHaveText(exhausted)
  await expect(findings.getByRole('region', { name: /^use after free: device/ })).toBeVisible()
  await expect(findings.getByRole('region', { name: /^leak: hmm/ })).toBeVisible()

  await test.step('the shortest use after free, at its end', async () => {
    const first = places.first()
    const [, steps = ''] = /(\d+) steps, \d+ switches/.exec(await first.innerText()) ?? []
    await heddle.click(first)
    await heddle.expectStep(Number(steps))
    expect(await heddle.length()).toBe(Number(steps))
    await expect(heddle.verdict).toHaveText(new RegExp(`use after free · step ${steps}`))
    await expect(heddle.row(Number(steps))).toBeInViewport()
    await expect(first).toHaveAttribute('aria-current', 'true')
    expect(heddle.field('run')).not.toBe(mail)
    expect(heddle.field('at')).toBe(steps)
  })

  await test.step('undo, and the browser, lead back', async () => {
    await heddle.press('Control+z')
    expect(heddle.field('run')).toBe(mail)
    await heddle.expectStep(0)
    await heddle.press('Control+Shift+z')
    expect(heddle.field('run')).not.toBe(mail)
    await heddle.page.goBack()
    await heddle.idle()
    expect(heddle.field('run')).toBe(mail)
  })
})

test('every finding shows what it says', async ({ heddle }) => {
  await heddle.open()
  const { start, result, findings, places } = searchOf(heddle)
  await heddle.click(start)
  await expect(result).toHaveText(exhausted)
  for (const group of await findings.getByRole('region').all()) {
    const name = (await group.getByRole('heading').textContent()) ?? ''
    const [, kind = ''] = /^✗ ([^:]+)/.exec(name) ?? []
    expect(kind).not.toBe('')
    for (const place of await group.getByRole('listitem').getByRole('button').all()) {
      await heddle.click(place)
      await heddle.expectStep(await heddle.length())
      await expect(heddle.verdict).toHaveText(new RegExp(kind))
    }
  }
  expect(await places.count()).toBeGreaterThan(2)
})

test('fewest switches and fewest preemptions give other runs of the same failures', async ({
  heddle,
}) => {
  await heddle.open()
  const { start, result, findings, places } = searchOf(heddle)
  await heddle.click(start)
  await expect(result).toHaveText(exhausted)
  const fewest = async (what: RegExp): Promise<number> => {
    const texts = await places.allTextContents()
    return Math.min(
      ...texts
        .filter((text) => text.includes('reads device'))
        .map((text) => Number(what.exec(text)?.[1])),
    )
  }
  const count = await places.count()
  const switches = await fewest(/(\d+) switch/)
  await heddle.choose(findings.getByRole('combobox', { name: 'Runs' }), 'switches')
  await expect(result).toHaveText(/\(by last thread\)/)
  await expect(places).toHaveCount(count)
  expect(await fewest(/(\d+) switch/)).toBeLessThan(switches)
  await heddle.choose(findings.getByRole('combobox', { name: 'Runs' }), 'steps')
  await expect(result).toHaveText(exhausted)
  expect(await fewest(/(\d+) switch/)).toBe(switches)
})

for (const [what, picker, value] of [
  ['the fix', 'variant', 'synchronize-srcu'],
  ['an idealised mutex', 'mutex', 'ideal'],
] as const) {
  test(`with ${what} only the leaks are left, and each variant keeps its result`, async ({
    heddle,
  }) => {
    await heddle.open()
    const { start, result, findings } = searchOf(heddle)
    await heddle.click(start)
    await expect(result).toHaveText(exhausted)
    const posted = (await result.textContent()) ?? ''
    await heddle.choose(heddle[picker], value)
    await expect(result).toBeEmpty()
    await heddle.press('r')
    await expect(result).toHaveText(/^all .*: 1 kind of failure in 2 places$/)
    await expect(findings.getByRole('heading', { level: 3 })).toHaveText([/leak: /, /leak: /])
    await heddle.press('Control+z')
    await expect(result).toHaveText(posted)
  })
}

test('a long search tells how far it is, and stops at once when told to', async ({ heddle }) => {
  await heddle.open('#/bench/mutex-rounds')
  const { start, cancel, result, findings } = searchOf(heddle)
  await start.click()
  await expect(result).toHaveText('searching …')
  await expect(findings.getByText('States per second')).toBeVisible()
  await expect(cancel).toBeVisible()
  // The page goes on meanwhile.
  await heddle.page.keyboard.press('ArrowRight')
  await heddle.expectStep(1)
  await expect(heddle.page.getByRole('status', { name: 'Search progress' })).toHaveText(
    /^Searching: [\d,]+ states, 0 failures so far\.$/,
  )
  await heddle.page.keyboard.press('Escape')
  await expect(result).toHaveText(
    /^cancelled at [\d,]+ states: nothing wrong found so far, not a proof$/,
  )
  await expect(cancel).toHaveCount(0)
  await expect(start).toBeEnabled()
})

test('a search that would need more memory than there is stops, and claims no more than it saw', async ({
  heddle,
  page,
}) => {
  // GiB: a quarter of it, eight mebibytes, for states.
  await page.addInitScript(() =>
    Object.defineProperty(navigator, 'deviceMemory', { get: () => 1 / 32 }),
  )
  await heddle.open('#/bench/mutex-rounds')
  const { start, result } = searchOf(heddle)
  await start.click()
  await expect(result).toHaveText(
    /^stopped at [\d.]+ [KM]iB of memory, [\d,]+ states: nothing wrong found so far, not a proof$/,
  )
  await heddle.press('ArrowRight')
  await heddle.expectStep(1)
})

test('a page that is closed in the middle of a search opens again as it was', async ({
  heddle,
}) => {
  await heddle.open('#/bench/mutex-rounds')
  const { start, result } = searchOf(heddle)
  await heddle.press('ArrowRight')
  await start.click()
  await expect(result).toHaveText('searching …')
  await heddle.page.reload()
  await heddle.expectStep(1)
  await expect(result).not.toHaveText('searching …')
  await expect(start).toBeEnabled()
})

test('a search worker that dies is no loss, and the next search gets a new one', async ({
  heddle,
  page,
}) => {
  // The first one is started in advance, and nobody misses it.
  await page.route('**/search.worker*.js', (route) => route.fulfill(broken), { times: 2 })
  const inAdvance = page.waitForEvent('worker', (worker) => worker.url().includes('search'))
  await heddle.open()
  await inAdvance
  const { start, result, findings } = searchOf(heddle)
  await start.click()
  await expect(result).toHaveText('the search failed')
  await expect(findings.getByRole('alert')).toContainText('nothing else is lost')
  await heddle.press('ArrowRight')
  await heddle.expectStep(1)
  await heddle.click(findings.getByRole('button', { name: 'Search again' }))
  await expect(result).toHaveText(exhausted)
})

const broken = { contentType: 'text/javascript', body: 'throw new Error("broken on purpose")' }

test('all of it without a mouse', async ({ heddle, page }) => {
  await heddle.open()
  const { result, findings, places } = searchOf(heddle)
  await heddle.press('r')
  await expect(result).toHaveText(exhausted)
  for (let presses = 0; presses < 60; presses += 1) {
    if (await places.first().evaluate((place) => place === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await expect(places.first()).toBeFocused()
  await heddle.press('Enter')
  await expect(places.first()).toHaveAttribute('aria-current', 'true')
  const end = await heddle.step()
  await heddle.press('ArrowUp')
  await heddle.expectStep(end - 1)
  await heddle.press('Shift+R')
  await expect(findings).toHaveCount(0)
  await heddle.press('Shift+R')
  await expect(findings).toBeVisible()
})

for (const width of [900, 1200, 1440]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`fits a ${colorScheme} window ${width} pixels wide, and axe is content`, async ({
      heddle,
      page,
    }) => {
      await page.setViewportSize({ width, height: 860 })
      await page.emulateMedia({ colorScheme })
      await heddle.open()
      const { result, places } = searchOf(heddle)
      await heddle.press('r')
      await expect(result).toHaveText(exhausted)
      await expect(places.first()).toBeInViewport({ ratio: 1 })
      expect(await seriousFindings(page)).toEqual([])
      await heddle.click(places.first())
      await expect(result).toBeInViewport({ ratio: 1 })
      await expect(heddle.row(await heddle.length())).toBeInViewport()
      expect(await seriousFindings(page)).toEqual([])
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow).toBe(0)
      const room = await heddle.diagram.locator('.diagram-scroll').evaluate((element) => ({
        sideways: element.scrollWidth - element.clientWidth,
        width: element.clientWidth,
      }))
      expect(room.sideways).toBe(0)
      expect(room.width).toBeGreaterThan(600)
    })
  }
}

test('whether the findings are shown is remembered, but nothing lies over a narrow page unasked', async ({
  heddle,
  page,
}) => {
  await heddle.open()
  const { findings } = searchOf(heddle)
  await heddle.press('Shift+R')
  await page.reload()
  await heddle.idle()
  await expect(findings).toBeVisible()
  await page.setViewportSize({ width: 900, height: 860 })
  await expect(heddle.dialog).toHaveCount(0)
  await page.reload()
  await heddle.idle()
  await expect(heddle.dialog).toHaveCount(0)
})
