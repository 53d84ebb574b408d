/** Frames of the timeline while a trace of many events is zoomed and panned, and how long it takes to open. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import type { Figure } from './figures.ts'
import { openPage } from './page.ts'
import { median, percentile } from './statistics.ts'

const sizes = [100_000, 1_000_000] as const
const threads = 24

export async function measureTimeline(
  browser: Browser,
  address: string,
): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'heddle-trace-'))
  try {
    const figures: Figure[] = []
    for (const size of sizes) {
      const file = join(folder, `${size}.json`)
      writeFileSync(file, traceOf(size))
      const { page, close } = await openPage(browser, `${address}#/hmm/device-unregister?v=1`)
      figures.push(...(await measureTrace(page, file, size)))
      await close()
    }
    return figures
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureTrace(page: Page, file: string, size: number): Promise<readonly Figure[]> {
  await page.getByRole('tab', { name: 'Timeline' }).click()
  const begun = performance.now()
  await page.getByLabel('Trace or run, as JSON').setInputFiles(file)
  await page.getByRole('button', { name: 'Back to the run' }).waitFor({ timeout: 120_000 })
  const opened = performance.now() - begun
  await page.waitForTimeout(1_000)
  const times = await page.evaluate(frameTimes)
  const name = `Timeline of ${size.toLocaleString('en')} events`
  return [
    {
      id: `timeline.${size}.median`,
      name: `${name}, frame, median`,
      value: median(times),
      unit: 'ms',
    },
    {
      id: `timeline.${size}.p95`,
      name: `${name}, frame, 95th percentile`,
      value: percentile(times, 0.95),
      unit: 'ms',
      goal: { below: 16 },
      note: `from the beginning of a frame until it is painted, as far as the page's own thread goes; ${times.length} frames, each after a turn of the wheel: zooming in, panning, scrolling, zooming out, panning.`,
    },
    { id: `timeline.${size}.open`, name: `${name}, file to drawing`, value: opened, unit: 'ms' },
  ]
}

/** Self-contained: only its text goes to the page. */
async function frameTimes(): Promise<readonly number[]> {
  const canvas = document.querySelector('[role="slider"][aria-label="Playhead"]')
  if (canvas === null) throw new Error('no timeline')
  const { left, top, width } = canvas.getBoundingClientRect()
  const turn = (how: WheelEventInit): void => {
    const at = { clientX: left + width * 0.4, clientY: top + 100 }
    canvas.dispatchEvent(
      new WheelEvent('wheel', { bubbles: true, cancelable: true, ...at, ...how }),
    )
  }
  const frame = (how: WheelEventInit): Promise<number> =>
    new Promise((resolve) => {
      // Asked for before the page asks for its own, so that it comes first in the frame.
      requestAnimationFrame(() => {
        const begun = performance.now()
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', () => {
          resolve(performance.now() - begun)
          port1.close()
        })
        port1.start()
        port2.postMessage(0)
      })
      turn(how)
    })
  const gestures: readonly (readonly [number, WheelEventInit])[] = [
    [10, { deltaY: -4, ctrlKey: true }],
    [50, { deltaY: -8, ctrlKey: true }],
    [30, { deltaX: 25 }],
    [30, { deltaY: 12 }],
    [50, { deltaY: 8, ctrlKey: true }],
    [30, { deltaX: -25 }],
    [30, { deltaY: -12 }],
  ]
  const times: number[] = []
  for (const [count, how] of gestures) {
    for (let i = 0; i < count; i += 1) times.push(await frame(how))
  }
  return times
}

/** Calls within calls on many threads, without a moment of rest: the same for every run. */
function traceOf(size: number): string {
  let seed = 7
  const random = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return seed / 2 ** 31
  }
  const lines: string[] = []
  for (let tid = 0; tid < threads; tid += 1) {
    let ts = 0
    for (let i = 0; i < size / threads; i += 4) {
      const dur = 20 + random() * 200
      const call = (name: string, from: number, part: number): void => {
        const at = `"ts":${(ts + dur * from).toFixed(3)},"dur":${(dur * part).toFixed(3)}`
        lines.push(`{"ph":"X","pid":1,"tid":${tid},${at},"name":"${name}"}`)
      }
      call('handle_mm_fault', 0, 1)
      call('alloc_pages', 0.1, 0.4)
      call('spin_lock', 0.15, 0.1)
      call('unlock_page', 0.6, 0.3)
      ts += dur + random() * 60
    }
  }
  return `{"traceEvents":[\n${lines.join(',\n')}\n]}\n`
}
