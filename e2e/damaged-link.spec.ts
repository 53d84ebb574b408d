import type { HeddlePage } from './support/page.ts'
import { expect, test } from './support/test.ts'

const attack = '<img src=x onerror="window.attacked=1">'
const scenario = '#/hmm/device-unregister'

interface Damage {
  readonly name: string
  readonly hash: string
  /** The part that the message must name, and what it must say about it. */
  readonly part: string
  readonly says: RegExp
  /** What can still be shown; undefined: nothing. */
  readonly kept?: RegExp
}

const damages: readonly Damage[] = [
  {
    name: 'no link at all',
    hash: '#garbage',
    part: 'garbage',
    says: /begins with "#\/" and the name of a scenario/,
  },
  {
    name: 'a newer format',
    hash: `${scenario}?v=7&run=b3`,
    part: 'v=7',
    says: /made by a newer version .*Reload the page/,
  },
  {
    name: 'an unknown scenario',
    hash: '#/hmm/no-such?v=1&run=b3',
    part: 'hmm/no-such',
    says: /no scenario of this name here\. There are: hmm\/device-unregister/,
  },
  {
    name: 'an unknown fix',
    hash: `${scenario}?v=1&fix=wishful&run=b6`,
    part: 'fix=wishful',
    says: /has no such fix\. It has: synchronize-srcu/,
    kept: /run b6/,
  },
  {
    name: 'an unknown mutex model',
    hash: `${scenario}?v=1&mutex=futex&run=b6`,
    part: 'mutex=futex',
    says: /known are count, owner, debug, ideal/,
    kept: /run b6/,
  },
  {
    name: 'a schedule that cannot be read',
    hash: `${scenario}?v=1&run=b6a3!b4`,
    part: 'run=…!',
    says: /at character 5, "!": expected a thread letter/,
    kept: /run b6a3/,
  },
  {
    name: 'a thread that is not there',
    hash: `${scenario}?v=1&run=z3`,
    part: 'z',
    says: /has no thread Z/,
    kept: /hmm\/device-unregister/,
  },
  {
    name: 'a step that is not a number',
    hash: `${scenario}?v=1&at=soon&run=b6`,
    part: 'at=soon',
    says: /"at" is the step that the link shows, a number/,
    kept: /run b6/,
  },
  {
    name: 'a link cut off in the middle of a field',
    hash: `${scenario}?v=1&model=1&at=33&su`,
    part: 'su',
    says: /seems to have been cut off here/,
    kept: /hmm\/device-unregister/,
  },
  {
    name: 'a link cut off in its run, so that the shown step is missing',
    hash: `${scenario}?v=1&model=1&at=33&run=b6a3`,
    part: 'at=33',
    says: /shows step 33, but its run has only 9/,
    kept: /run b6a3/,
  },
]

/** Sends the open page to another address, as a pasted link does. */
async function paste(heddle: HeddlePage, hash: string): Promise<void> {
  await heddle.page.evaluate((to) => {
    window.location.hash = to
  }, hash)
  await heddle.page.waitForFunction(
    () =>
      document.querySelector('dialog[open]') !== null ||
      document.documentElement.dataset['idle'] === 'true',
  )
}

async function expectUsable(heddle: HeddlePage): Promise<void> {
  await expect(heddle.dialog).toHaveCount(0)
  await heddle.press('Home', '2')
  await heddle.expectStep(1)
}

test('a damaged link names the part that is wrong, and what could be read can be shown', async ({
  heddle,
}) => {
  await heddle.open()
  for (const { name, hash, part, says, kept } of damages) {
    await test.step(name, async () => {
      await paste(heddle, hash)
      await expect(heddle.dialog).toBeVisible()
      await expect(heddle.dialog.getByRole('code').first()).toHaveText(part)
      await expect(heddle.dialog).toContainText(says)
      const show = heddle.dialog.getByRole('button', { name: 'Show what could be read' })
      if (kept === undefined) {
        await expect(show).toHaveCount(0)
        await heddle.click(heddle.dialog.getByRole('button', { name: 'Open the default case' }))
        expect(heddle.field('run')).toBe('b6a3b4a5b6a2b2a4b')
      } else {
        await expect(heddle.dialog).toContainText(kept)
        await heddle.click(show)
      }
      await expectUsable(heddle)
    })
  }
})

test('a damaged link on a fresh page shows no run before the user has decided', async ({
  heddle,
}) => {
  await heddle.open(`${scenario}?v=1&mutex=futex&at=3&run=b6a3`)
  await expect(heddle.dialog).toBeVisible()
  await expect(heddle.rows).toHaveCount(0)
  expect(heddle.field('mutex')).toBe('futex')
  await heddle.click(heddle.dialog.getByRole('button', { name: 'Show what could be read' }))
  await heddle.expectStep(3)
  expect(heddle.field('run')).toBe('b6a3')
  expect(heddle.field('mutex')).toBeUndefined()
})

test('turning a damaged link away leaves the run that was there', async ({ heddle }) => {
  await heddle.open()
  await heddle.goTo(12)
  await paste(heddle, '#garbage')
  await expect(heddle.dialog).toBeVisible()
  await heddle.press('Escape')
  await expect(heddle.dialog).toHaveCount(0)
  await heddle.expectStep(12)
  expect(heddle.field('at')).toBe('12')
})

test('a step that cannot run ends the run there and says why', async ({ heddle }) => {
  await heddle.open(`${scenario}?v=1&run=b6a9b4`)
  const reason = 'A cannot run: waits for hmm->rwsem, held by B since step 6'
  await expect(
    heddle.notice(`9 of the link's 19 steps can be replayed; then ${reason}`),
  ).toBeVisible()
  expect(heddle.field('run')).toBe('b6a3')
  await expectUsable(heddle)
})

test('a run that ends otherwise than its sender saw says so', async ({ heddle }) => {
  await heddle.open(`${scenario}?v=1&model=1&sum=000000&run=b6a3`)
  await expect(heddle.notice(/ends in another state than its sender saw/)).toBeVisible()
  await expectUsable(heddle)
})

test('hostile text is shown as text, in whatever part of the link it stands', async ({
  heddle,
}) => {
  await heddle.open()
  const text = encodeURIComponent(attack)
  const hashes = [
    `#${text}`,
    `#/${text}?v=1`,
    `${scenario}?v=${text}`,
    ...['fix', 'mutex', 'model', 'at', 'sum', 'run'].map((key) => `${scenario}?v=1&${key}=${text}`),
    `${scenario}?v=1&${text}=1`,
    `${scenario}?v=1&${text}`,
    `#/__proto__?v=1&constructor=1&__proto__=2`,
  ]
  for (const hash of hashes) {
    await test.step(hash, async () => {
      await paste(heddle, hash)
      await expect(heddle.dialog).toBeVisible()
      await expect(heddle.page.locator('img')).toHaveCount(0)
      expect(await heddle.page.evaluate(() => 'attacked' in window)).toBe(false)
      await heddle.click(heddle.dialog.getByRole('button', { name: 'Open the default case' }))
    })
  }
  await expectUsable(heddle)
})

test('100 kB of garbage are refused with a short message', async ({ heddle }) => {
  await heddle.open(`${scenario}?v=1&run=${'b6a3'.repeat(25_000)}`)
  await expect(heddle.dialog).toContainText(/The link has \d+ characters; at most 50000 are read/)
  const box = await heddle.dialog.boundingBox()
  expect(box?.height).toBeLessThan(600)
  await heddle.click(heddle.dialog.getByRole('button', { name: 'Open the default case' }))
  await paste(heddle, `#/${'&=%<'.repeat(10_000)}`)
  await expect(heddle.dialog).toBeVisible()
  await heddle.press('Escape')
  await expectUsable(heddle)
})
