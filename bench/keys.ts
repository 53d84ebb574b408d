/** How long a key takes: from the press to the painted frame, on a page at rest. */

import type { Browser } from 'playwright'
import type { Figure } from './figures.ts'
import { type Opened, openNearlyBlank, openPage } from './page.ts'
import { linkTo, longRun, longRunSteps } from './runs.ts'
import { median, percentile } from './statistics.ts'

/** Below this the next frame of a 60 Hz display shows it. */
const goal = { below: 16 }

const presses = 80

export async function measureKeys(browser: Browser, address: string): Promise<readonly Figure[]> {
  const figures: Figure[] = [await blank(browser)]
  for (const steps of longRunSteps) {
    const at = steps === 2_000 ? 1_000 : 0
    const opened = await openPage(browser, address + linkTo(longRun(steps), at))
    const { times, work, complete } = await stepDown(opened, steps - at)
    const name = `ArrowDown at ${steps.toLocaleString('en')} rows`
    figures.push(
      { id: `key.${steps}.median`, name: `${name}, median`, value: median(times), unit: 'ms' },
      {
        id: `key.${steps}.p95`,
        name: `${name}, 95th percentile`,
        value: percentile(times, 0.95),
        unit: 'ms',
        goal,
        ...(steps === 2_000 ? { note: keyNote } : {}),
      },
      {
        id: `key.${steps}.work.p95`,
        name: `… without waiting for the display, 95th percentile`,
        value: percentile(work, 0.95),
        unit: 'ms',
        goal,
        ...(steps === 2_000 ? { note: workNote } : {}),
      },
      {
        id: `key.${steps}.complete.p95`,
        name: `… with listing and details, 95th percentile`,
        value: percentile(complete, 0.95),
        unit: 'ms',
      },
    )
    if (steps === 2_000) figures.push(...(await jump(opened)))
    await opened.close()
  }
  return figures
}

const keyNote = `from the time stamp of the key event to the end of the frame that shows the step in the diagram, which the listing and the details follow; ${presses} presses of a real key, each on a page at rest, the last of these runs in its middle, where every step scrolls.`

export const workNote =
  "the same presses: the page's own thread at work, from when it begins to handle the key to when it has, and for the frame that follows; what lies between is the browser's wait for the display."

interface Steps {
  readonly times: readonly number[]
  readonly work: readonly number[]
  readonly complete: readonly number[]
}

/** `room`: steps that can be taken before Home is needed. */
async function stepDown(opened: Opened, room: number): Promise<Steps> {
  const times: number[] = []
  const work: number[] = []
  const complete: number[] = []
  await warmUp(opened)
  for (let left = room - warmUpPresses; times.length < presses; left -= 1) {
    if (left === 0) {
      await pressed(opened, 'Home')
      left = room
    }
    await opened.rest()
    const press = await opened.press('ArrowDown')
    times.push(press.painted - press.pressed)
    work.push(press.worked)
    complete.push(press.complete - press.pressed)
  }
  return { times, work, complete }
}

async function jump(opened: Opened): Promise<readonly Figure[]> {
  const times: number[] = []
  for (let i = 0; i < 15; i += 1) {
    times.push(await pressed(opened, 'End'), await pressed(opened, 'Home'))
  }
  const name = 'End and Home at 2,000 rows'
  return [
    { id: 'jump.2000.median', name: `${name}, median`, value: median(times), unit: 'ms' },
    {
      id: 'jump.2000.p95',
      name: `${name}, 95th percentile`,
      value: percentile(times, 0.95),
      unit: 'ms',
    },
  ]
}

async function blank(browser: Browser): Promise<Figure> {
  return {
    id: 'key.blank.p95',
    name: 'A key on a blank page, 95th percentile',
    value: percentile(await blankTimes(browser), 0.95),
    unit: 'ms',
    note: 'the floor of all times below on this machine, now: one line of text changes.',
  }
}

/** What a key takes where next to nothing is done for it: mostly waiting for a frame. */
export async function blankTimes(browser: Browser): Promise<readonly number[]> {
  const opened = await openNearlyBlank(browser)
  await warmUp(opened)
  const times: number[] = []
  while (times.length < presses) times.push(await pressed(opened, 'ArrowDown'))
  await opened.close()
  return times
}

const warmUpPresses = 10

async function warmUp(opened: Opened): Promise<void> {
  for (let i = 0; i < warmUpPresses; i += 1) await pressed(opened, 'ArrowDown')
}

async function pressed(opened: Opened, key: string): Promise<number> {
  await opened.rest()
  const { pressed: from, painted } = await opened.press(key)
  return painted - from
}
