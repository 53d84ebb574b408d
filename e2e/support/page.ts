/**
 * The page as a person meets it: its parts by role and accessible name, and what can be done there. Every
 * action waits until the page says that nothing is pending.
 */

import { expect, type Locator, type Page } from 'playwright/test'

/** What is said of one step of a run while it is walked through. */
export interface Seen {
  readonly step: number
  /** The line for screen readers: `Step 6 of 33: B …. takes hmm->rwsem. B holds hmm->rwsem.` */
  readonly says: string
  /** Names of the buttons in "Next step" after it. */
  readonly next: readonly string[]
}

export class HeddlePage {
  readonly scenario: Locator
  readonly variant: Locator
  readonly mutex: Locator
  readonly verdict: Locator
  readonly source: Locator
  readonly diagram: Locator
  readonly grid: Locator
  /** Only the rows near the visible part are there. */
  readonly rows: Locator
  /** Hints of locks, counts and lifetimes, as they appear under the mouse. */
  readonly trackHints: Locator
  readonly details: Locator
  readonly transport: Locator
  readonly slider: Locator
  readonly next: Locator
  /** What screen readers are told of each step. */
  readonly announcer: Locator
  readonly dialog: Locator
  readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.scenario = page.getByRole('combobox', { name: 'Scenario', exact: true })
    this.variant = page.getByRole('combobox', { name: 'Variant', exact: true })
    this.mutex = page.getByRole('combobox', { name: 'Mutex model', exact: true })
    this.verdict = page.getByRole('status', { name: 'Verdict of this run' })
    this.source = page.getByRole('region', { name: 'Source' })
    this.diagram = page.getByRole('region', { name: 'Race diagram' })
    this.grid = this.diagram.getByRole('grid')
    this.rows = this.grid.getByRole('row', { name: /^\d+ [A-Z] / })
    this.trackHints = this.diagram
      .getByRole('img', { name: 'Locks, reference counts and lifetimes' })
      .locator('title')
    this.details = page.getByRole('region', { name: 'Step details' })
    this.transport = page.getByRole('toolbar', { name: 'Transport' })
    this.slider = page.getByRole('slider', { name: 'Step', exact: true })
    this.next = page.getByRole('group', { name: 'Next step' })
    this.announcer = page.locator('[aria-live="polite"][aria-atomic="true"]')
    this.dialog = page.getByRole('dialog')
  }

  /** `hash` is the fragment with its `#`; left out, the page opens with its default run. */
  async open(hash = ''): Promise<void> {
    await this.page.goto(`./${hash}`)
    await this.idle()
  }

  async idle(): Promise<void> {
    await this.page.waitForFunction(() => document.documentElement.dataset['idle'] === 'true')
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
    await this.idle()
  }

  async click(target: Locator): Promise<void> {
    await target.click()
    await this.idle()
  }

  async choose(picker: Locator, value: string): Promise<void> {
    await picker.selectOption(value)
    await this.idle()
  }

  async goTo(step: number): Promise<void> {
    await this.slider.fill(String(step))
    // The slider would keep the arrow keys to itself.
    await this.slider.blur()
    await this.idle()
  }

  /** The row of a step, or of the folded call that begins with it. */
  row(step: number): Locator {
    return this.grid.getByRole('row', { name: new RegExp(`^${step} [A-Z] `) })
  }

  command(name: string): Locator {
    return this.transport.getByRole('button', { name, exact: true })
  }

  /** The button for a thread's next step: `Run A: …` or `A cannot run: …`. */
  nextOf(thread: string): Locator {
    return this.next.getByRole('button', { name: new RegExp(`^(Run ${thread}:|${thread} cannot)`) })
  }

  notice(text: string | RegExp): Locator {
    return this.page.getByRole('paragraph').filter({ hasText: text })
  }

  /** How many steps have been executed. */
  async step(): Promise<number> {
    return Number(await this.slider.inputValue())
  }

  /** How many steps the run has. */
  async length(): Promise<number> {
    return Number(await this.slider.getAttribute('max'))
  }

  async expectStep(step: number): Promise<void> {
    await expect(this.slider).toHaveAttribute('aria-valuetext', new RegExp(`^step ${step} of `))
  }

  /** The fragment of the address, with its `#`. */
  hash(): string {
    return new URL(this.page.url()).hash
  }

  /** One field of the link in the address: `run`, `at`, `sum`. */
  field(name: string): string | undefined {
    const query = this.hash().split('?')[1] ?? ''
    return new URLSearchParams(query).get(name) ?? undefined
  }

  /** Goes through the rest of the run with one key, and notes what is said on the way. */
  async walk(key: string): Promise<readonly Seen[]> {
    const seen: Seen[] = []
    const from = await this.step()
    const last = await this.length()
    for (let step = from + 1; step <= last; step += 1) {
      await this.page.keyboard.press(key)
      await this.expectStep(step)
      const buttons = this.next.getByRole('button')
      seen.push({
        step,
        says: (await this.announcer.textContent()) ?? '',
        next: await buttons.evaluateAll((all) => all.map(({ ariaLabel }) => ariaLabel ?? '')),
      })
    }
    await this.idle()
    return seen
  }
}

/** The first step, from `from` on, of which `pattern` is said. */
export function stepThat(seen: readonly Seen[], pattern: RegExp, from = 1): Seen {
  const found = seen.find(({ step, says }) => step >= from && pattern.test(says))
  if (found === undefined) {
    const said = seen.map(({ says }) => says).join('\n')
    throw new Error(`no step from ${from} on says ${pattern}:\n${said}`)
  }
  return found
}
