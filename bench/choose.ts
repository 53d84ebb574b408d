/** Letting another thread run than the recorded one: through the worker to the new run on the screen. */

import type { Browser } from 'playwright'
import { enabledLanes } from '../src/machine/enabled.ts'
import type { Figure } from './figures.ts'
import { type Opened, openPage } from './page.ts'
import {
  entriesOf,
  linkTo,
  longRun,
  longRunSteps,
  machineOf,
  type Measured,
  replay,
} from './runs.ts'
import { median } from './statistics.ts'

const choices = 15

export async function measureChoosing(
  browser: Browser,
  address: string,
): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  for (const steps of longRunSteps) {
    const run = longRun(steps)
    const { at, lane } = otherChoice(run)
    const opened = await openPage(browser, address + linkTo(run, at))
    const times: number[] = []
    for (let i = 0; i < choices; i += 1) times.push(await choose(opened, lane, 2 * i))
    await opened.close()
    figures.push({
      id: `choose.${steps}.median`,
      name: `Another thread at ${steps.toLocaleString('en')} rows, median`,
      value: median(times),
      unit: 'ms',
      ...(steps === 2_000 ? { note } : {}),
    })
  }
  return figures
}

const note = `from the key event to the painted frame with the new run, replayed and derived in the worker as far as its schedule still goes; ${choices} times in the middle of the run.`

/** The last place before the middle at which a thread can run that is not the recorded one. */
function otherChoice(run: Measured): { readonly at: number; readonly lane: number } {
  const machine = machineOf(run)
  const entries = entriesOf(run, machine)
  const played = replay(machine, entries)
  for (let at = entries.length / 2; at >= 0; at -= 1) {
    played.jump(at)
    const recorded = entries[at]?.lane
    const lane = enabledLanes(machine, played.state).find((each) => each !== recorded)
    if (lane !== undefined) return { at, lane }
  }
  throw new Error('the run leaves nobody a choice')
}

/** `entries`: how often the page has added to the history so far; undoing the choice adds one, too. */
async function choose(opened: Opened, lane: number, entries: number): Promise<number> {
  const shown = (number: number) =>
    opened.page.evaluate((at) => window.heddleProbe.entry(at), number)
  await opened.rest()
  const { pressed } = await opened.press(`Digit${lane + 1}`)
  const painted = await shown(entries)
  await opened.rest()
  await opened.press('Control+z')
  await shown(entries + 1)
  return painted - pressed
}
