/** Moving steps: how soon every place has its verdict, and how soon a dropped step stands on the screen. */

import type { Browser } from 'playwright'
import { recordSteps, type RecordedSteps } from '../src/explore/explain/recorded.ts'
import { type Block, blockOf, type Gap } from '../src/reorder/block.ts'
import { type Verdict, verdictsOf } from '../src/reorder/feasibility.ts'
import { refusalText } from '../src/reorder/words.ts'
import { ensure } from '../src/util/ensure.ts'
import type { Figure } from './figures.ts'
import { type Opened, openPage } from './page.ts'
import { entriesOf, linkTo, longRun, machineOf, type Measured } from './runs.ts'
import { median, percentile } from './statistics.ts'

const lengths = [200, 2_000] as const
type Length = (typeof lengths)[number]

/** Blocks over the whole run: single steps, and pieces of calls and segments. */
const blockSizes = [1, 8, 40] as const
const blocks = 60
const drops = 12

export async function measureReorder(
  browser: Browser,
  address: string,
): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  for (const steps of lengths) {
    figures.push(...feasibility(steps))
    figures.push(...(await dropping(browser, address, steps)))
  }
  return figures
}

/** In this process, without the worker's messages. */
function feasibility(steps: Length): readonly Figure[] {
  const run = longRun(steps)
  const machine = machineOf(run)
  const entries = entriesOf(run, machine)
  const times: number[] = []
  for (let i = 0; i < blocks; i += 1) {
    const from = Math.floor((i * entries.length) / blocks)
    const to = Math.min(entries.length, from + (blockSizes[i % blockSizes.length] ?? 1))
    const start = performance.now()
    const recorded = recordSteps(machine, entries)
    if (!recorded.ok) throw new Error(recorded.error)
    answer(recorded.value, from, to)
    times.push(performance.now() - start)
  }
  const rows = steps.toLocaleString('en')
  return [
    {
      id: `moves.${steps}.median`,
      name: `Where a block can stand, ${rows} rows, median`,
      value: median(times),
      unit: 'ms',
    },
    {
      id: `moves.${steps}.p95`,
      name: `… 95th percentile`,
      value: percentile(times, 0.95),
      unit: 'ms',
      goal: { below: 50 },
      ...(steps === 2_000 ? { note: movesNote } : {}),
    },
  ]
}

const movesNote = `replays the run, decides for all places between its rows whether the block can stand there, and says why not; ${blocks} blocks of ${blockSizes.join(', ')} rows, each with a run that nothing is known of yet.`

function answer(recorded: RecordedSteps, from: number, to: number): readonly string[] {
  const block = ensure(blockOf(recorded.steps, from, to), 'the block')
  return verdictsOf(recorded, block).map((verdict, gap) => text(recorded, block, gap, verdict))
}

function text(recorded: RecordedSteps, block: Block, gap: Gap, verdict: Verdict): string {
  return verdict.kind === 'impossible'
    ? refusalText(recorded, block, gap, verdict.refusal)
    : verdict.kind
}

/** A real mouse drags the step; undoing the drop makes room for the next. */
async function dropping(
  browser: Browser,
  address: string,
  steps: Length,
): Promise<readonly Figure[]> {
  const run = longRun(steps)
  const { from, gap } = movable(run)
  const opened = await openPage(browser, address + linkTo(run, from + 1))
  const times: number[] = []
  for (let i = 0; i < drops; i += 1) times.push(await drop(opened, from, gap, 2 * i))
  await opened.close()
  return [
    {
      id: `drop.${steps}.median`,
      name: `Drop to painted, ${steps.toLocaleString('en')} rows, median`,
      value: median(times),
      unit: 'ms',
      goal: { below: 100 },
      ...(steps === 2_000 ? { note: dropNote } : {}),
    },
  ]
}

const dropNote = `from letting the mouse button go to the painted frame with the new run, replayed and derived in the worker; ${drops} times in the middle of the run.`

/** The last step before the middle that can stand a little further down or up, where both are in view. */
function movable(run: Measured): { readonly from: number; readonly gap: number } {
  const machine = machineOf(run)
  const recorded = recordSteps(machine, entriesOf(run, machine))
  if (!recorded.ok) throw new Error(recorded.error)
  const { steps } = recorded.value
  for (let from = steps.length / 2; from >= 0; from -= 1) {
    const block = ensure(blockOf(steps, from, from + 1), 'the block')
    const gap = verdictsOf(recorded.value, block).findIndex(
      ({ kind }, at) =>
        Math.abs(at - from) < 6 && (kind === 'other-class' || kind === 'same-class'),
    )
    if (gap >= 0) return { from, gap }
  }
  throw new Error('nothing in the run can be moved')
}

/** `entries`: how often the page has added to the history so far; undoing the drop adds one, too. */
async function drop(
  { page, rest, press }: Opened,
  from: number,
  gap: number,
  entries: number,
): Promise<number> {
  const shown = (number: number) => page.evaluate((at) => window.heddleProbe.entry(at), number)
  await rest()
  const rows = page.getByRole('grid').getByRole('row')
  const named = (step: number) =>
    rows.and(page.getByRole('row', { name: new RegExp(`^${step + 1} [A-Z] `) }))
  const grip = await named(from).locator('.diagram-body [data-grip]').boundingBox()
  const end = await named(gap).boundingBox()
  if (grip === null || end === null) throw new Error('the step is not in view')
  const x = grip.x + grip.width / 2
  await page.mouse.move(x, grip.y + grip.height / 2)
  await page.mouse.down()
  await page.mouse.move(x + 10, end.y + 1, { steps: 5 })
  await rest()
  const released = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const options = { capture: true, once: true }
        window.addEventListener('pointerup', ({ timeStamp }) => resolve(timeStamp), options)
      }),
  )
  // The listener is there before the button is let go.
  await page.evaluate(() => undefined)
  await page.mouse.up()
  const painted = await shown(entries)
  await rest()
  await press('Control+z')
  await shown(entries + 1)
  return painted - (await released)
}
