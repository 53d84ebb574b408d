import type { HeddlePage } from './support/page.ts'
import { expect, test } from './support/test.ts'

interface Focused {
  readonly name: string
  /** Something around the focused element is drawn that shows where the focus is. */
  readonly seen: boolean
}

/** What has the focus; undefined when nothing of the page has it. */
async function focused({ page }: HeddlePage): Promise<Focused | undefined> {
  return page.evaluate(() => {
    const active = document.activeElement
    if (!(active instanceof HTMLElement) || active === document.body) return undefined
    const label = active instanceof HTMLSelectElement ? active.labels[0]?.textContent : undefined
    const row = document.querySelector(`[id="${active.ariaActiveDescendantElement?.id ?? ''}"]`)
    const pane = active.closest('section')
    const around = [active, row, pane, active.parentElement, active.parentElement?.parentElement]
    const seen = around.some((element) => {
      if (element === null || element === undefined) return false
      const { outlineStyle, outlineWidth } = getComputedStyle(element)
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1
    })
    return { name: active.ariaLabel ?? label ?? active.textContent, seen }
  })
}

/** Presses Tab until the focus is on what is called so; `Shift+Tab` goes back. */
async function tabTo(heddle: HeddlePage, name: RegExp, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await heddle.page.keyboard.press(key)
    const now = await focused(heddle)
    if (now !== undefined && name.test(now.name)) return
  }
  throw new Error(`${key} does not lead to ${name}`)
}

test('Tab goes through everything in reading order, and the focus is seen', async ({ heddle }) => {
  await heddle.open()
  const passed: Focused[] = []
  for (let presses = 0; presses < 60; presses += 1) {
    await heddle.page.keyboard.press('Tab')
    const now = await focused(heddle)
    if (now === undefined) break
    passed.push(now)
  }
  const names = passed.map(({ name }) => name)
  expect(passed.filter(({ seen }) => !seen)).toEqual([])

  const order: readonly RegExp[] = [
    /^Scenario$/,
    /^Variant$/,
    /^Mutex model$/,
    /use after free/,
    /^Copy link$/,
    /^Undo$/,
    /^Redo$/,
    /^Theme/,
    /^Help$/,
    /^Source pane$/,
    /^Width of the source pane$/,
    /^Steps of the run$/,
    /^Details$/,
    /^First step$/,
    /^Step back$/,
    /^Step forward$/,
    /^Last step$/,
    /^Play$/,
    /^Steps per second$/,
    /^Step$/,
    /^Run A: /,
    /^Run B: /,
  ]
  const places = order.map((pattern) => names.findIndex((name) => pattern.test(name)))
  expect(places.every((place) => place >= 0)).toBe(true)
  expect(places).toEqual([...places].sort((a, b) => a - b))
})

test('the story of the mail can be seen and changed without a mouse', async ({ heddle }) => {
  await heddle.open()
  const mail = heddle.field('run')
  const currentRow = async (): Promise<string> => {
    const id = (await heddle.grid.getAttribute('aria-activedescendant')) ?? ''
    return (await heddle.page.locator(`[id="${id}"]`).getAttribute('aria-label')) ?? ''
  }

  await test.step('forward to where A is blocked', async () => {
    await tabTo(heddle, /^Steps of the run$/)
    await heddle.press(...Array.from({ length: 9 }, () => 'ArrowDown'))
    await heddle.expectStep(9)
    expect(await currentRow()).toMatch(/^9 A .*current$/)
    await heddle.press('1')
    await expect(heddle.notice(/^A cannot run: waits for hmm->rwsem, held by B/)).toBeVisible()
    await tabTo(heddle, /^A cannot run: waits for hmm->rwsem/)
    await heddle.press('Enter')
    await heddle.expectStep(9)
  })

  await test.step('B instead of A, by its button and back by undo', async () => {
    await heddle.press('Home')
    await tabTo(heddle, /^Run A: /, 'Shift+Tab')
    await heddle.press('Enter')
    await heddle.expectStep(1)
    expect(heddle.field('run')).not.toBe(mail)
    await expect(heddle.notice(/remaining steps kept/)).toBeVisible()
    await heddle.press('Control+z')
    expect(heddle.field('run')).toBe(mail)
    await heddle.expectStep(0)
    await heddle.press('Control+Shift+z')
    await heddle.expectStep(1)
    await heddle.press('Control+z')
  })

  await test.step('to the use after free, and to where the device was freed', async () => {
    await heddle.press('End')
    expect(await currentRow()).toMatch(/use after free: device, freed by A at step 32, current$/)
    await tabTo(heddle, /^Go to step 32$/, 'Shift+Tab')
    await heddle.press('Enter')
    await heddle.expectStep(32)
    await tabTo(heddle, /use after free/, 'Shift+Tab')
    await heddle.press('Enter')
    await heddle.expectStep(33)
  })

  await test.step('Enter folds the call that the step is in, and unfolds it again', async () => {
    await tabTo(heddle, /^Steps of the run$/)
    await heddle.press('Home', 'PageDown', 'ArrowDown')
    const rows = await heddle.grid.getAttribute('aria-rowcount')
    await heddle.press('Enter')
    await expect(heddle.grid).not.toHaveAttribute('aria-rowcount', rows ?? '')
    await heddle.press('Enter')
    await expect(heddle.grid).toHaveAttribute('aria-rowcount', rows ?? '')
    await heddle.expectStep(21)
  })

  await test.step('another mutex model, in its list of choices', async () => {
    await tabTo(heddle, /^Mutex model$/, 'Shift+Tab')
    await heddle.press('ArrowDown')
    await expect(heddle.mutex).toHaveValue('owner')
    expect(heddle.field('mutex')).toBe('owner')
  })
})

test('the help sheet keeps the focus, lists every key, and Escape gives the focus back', async ({
  heddle,
}) => {
  await heddle.open()
  await tabTo(heddle, /^Steps of the run$/)
  await heddle.press('ArrowDown', '?')
  const sheet = heddle.page.getByRole('dialog', { name: 'Keys' })
  await expect(sheet).toBeVisible()
  const keys = await sheet.locator('kbd').allTextContents()
  const expected = '← ↑ K → ↓ J Home End Page_Up Page_Down P , . 1_…_9 F Esc Ctrl+Z Ctrl+Shift+Z ?'
  expect(keys.map((key) => key.replaceAll(' ', '_'))).toEqual(
    expect.arrayContaining(expected.split(' ')),
  )

  for (const key of ['Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab']) {
    await heddle.page.keyboard.press(key)
    const outside = await heddle.page.evaluate(() => {
      const active = document.activeElement
      return active !== document.body && active?.closest('dialog') === null
    })
    expect(outside).toBe(false)
  }
  await heddle.press('j', 'End', '1')
  await heddle.expectStep(1)
  await heddle.press('Escape')
  await expect(sheet).toHaveCount(0)
  await heddle.expectStep(1)
  await expect(heddle.grid).toBeFocused()
  await heddle.press('ArrowDown')
  await heddle.expectStep(2)

  await heddle.click(heddle.page.getByRole('button', { name: 'Help' }))
  await heddle.click(sheet.getByRole('button', { name: 'Close' }))
  await expect(sheet).toHaveCount(0)
})

test('letters and digits do nothing while a list of choices has the focus', async ({ heddle }) => {
  await heddle.open()
  await heddle.goTo(5)
  const before = heddle.hash()
  for (const picker of [heddle.scenario, heddle.variant, heddle.mutex]) {
    await picker.focus()
    await heddle.press('j', 'k', 'p', '1', ',', '.', '?')
    await heddle.expectStep(5)
    await expect(heddle.command('Play')).toBeVisible()
    await expect(heddle.dialog).toHaveCount(0)
  }
  expect(heddle.hash()).toBe(before)
})
