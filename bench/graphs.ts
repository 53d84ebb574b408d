/** The drawings of graphs: a step with many objects in view, the graph of states, and moving it about. */

import type { Browser, Page } from 'playwright'
import type { Figure } from './figures.ts'
import { blankTimes, workNote } from './keys.ts'
import { type Opened, openPage } from './page.ts'
import { linkTo, type Measured, theCrowd, twoDevices } from './runs.ts'
import { median, percentile } from './statistics.ts'

/** Below this the next frame of a 60 Hz display shows it. */
const goal = { below: 16 }

/** Forward, back and forward again. */
const keys = ['j', 'k', 'j'].flatMap((key) => Array<string>(10).fill(key))
const searches = 5
const moves = 90

/** Nothing here takes so long; what does has failed. Milliseconds. */
const most = 30_000

/** Drawn are 2,000 states at most, so that this is also what a program with more of them takes. */
const programs = ['hmm/device-threads', 'hmm/device-unregister'] as const

export async function measureGraphs(browser: Browser, address: string): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  for (const [id, run] of heaps) figures.push(...(await objects(browser, address, id, run)))
  for (const program of programs) figures.push(...(await states(browser, address, program)))
  return figures
}

/** What is at hand in a run, and in one with some 30 objects. */
const heaps: readonly (readonly [id: string, run: Measured])[] = [
  ['graphs.objects', twoDevices],
  ['graphs.objects.30', theCrowd],
]

async function objects(
  browser: Browser,
  address: string,
  id: string,
  run: Measured,
): Promise<readonly Figure[]> {
  const opened = await open(browser, address + linkTo(run, 0, 'objects'))
  const { page } = opened
  const every = page.getByRole('checkbox', { name: 'Every field' })
  await every.check()
  // Keys in a field are the field's own.
  await every.blur()
  const inView = await page.locator('.object-graph .object').count()
  const times: number[] = []
  const work: number[] = []
  for (const key of keys) {
    await within('the page coming to rest', opened.rest())
    const { pressed, painted, worked } = await within('a step', opened.press(key))
    times.push(painted - pressed)
    work.push(worked)
  }
  // Each key was a step.
  const after = page.getByRole('heading', { name: 'Objects after step 10' })
  await after.waitFor({ state: 'attached' })
  await opened.close()
  const floor = percentile(await blankTimes(browser), 0.95).toFixed(1)
  const name = `A step with ${inView} objects in view`
  return [
    { id: `${id}.median`, name: `${name}, median`, value: median(times), unit: 'ms' },
    {
      id: `${id}.p95`,
      name: '… 95th percentile',
      value: percentile(times, 0.95),
      unit: 'ms',
      goal,
      note: `${keys.length} steps forward and back in ${run.def.id}, drawn and listed with every field beside the diagram; from the key event to the painted frame, each on a page at rest. A key on a blank page takes ${floor} ms at the 95th percentile here, now: it waits for its frame.`,
    },
    {
      id: `${id}.work.median`,
      name: '… without waiting for the display, median',
      value: median(work),
      unit: 'ms',
      note: workNote,
    },
    {
      id: `${id}.work.p95`,
      name: '… without waiting for the display, 95th percentile',
      value: percentile(work, 0.95),
      unit: 'ms',
      goal,
    },
  ]
}

async function states(
  browser: Browser,
  address: string,
  program: (typeof programs)[number],
): Promise<readonly Figure[]> {
  // The diagram says when the page is ready.
  const opened = await open(browser, `${address}#/${program}?v=1`)
  const { page } = opened
  await page.goto(`${address}#/${program}?v=1&view=states`)
  await page.locator('.state').first().waitFor()
  const nodes = await page.locator('.react-flow__minimap-node').count()
  const drawn: number[] = []
  for (let i = 0; i < searches; i += 1) {
    await within('the page coming to rest', opened.rest())
    drawn.push(await within('drawing the states', page.evaluate(searchAgain, most)))
  }
  const frames = await panned(page)
  await opened.close()
  const id = `graphs.states.${nodes}`
  const name = `Graph of ${nodes.toLocaleString('en')} states`
  return [
    {
      id: `${id}.paint`,
      name: `${name}, searched to painted, median`,
      value: median(drawn),
      unit: 'ms',
      note: `${program}; from the click on "Search again", ${searches} times: a worker searches and places them.`,
    },
    {
      id: `${id}.pan.median`,
      name: `${name}, frame while dragged, median`,
      value: median(frames),
      unit: 'ms',
    },
    {
      id: `${id}.pan.p95`,
      name: '… 95th percentile',
      value: percentile(frames, 0.95),
      unit: 'ms',
      goal,
      note: `from a move of the mouse until its frame is painted, as far as the page's own thread goes; ${frames.length} frames.`,
    },
  ]
}

async function open(browser: Browser, address: string): Promise<Opened> {
  const opened = await within('opening the page', openPage(browser, address))
  opened.page.setDefaultTimeout(most)
  return opened
}

/** What is evaluated in a page has no limit of its own. */
async function within<T>(what: string, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} takes more than ${most} ms`)), most)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Self-contained: only its text goes to the page. */
async function searchAgain(limit: number): Promise<number> {
  const button = [...document.querySelectorAll<HTMLElement>('.states-bar button')].find((each) =>
    each.textContent.includes('Search again'),
  )
  if (button === undefined) throw new Error('no button to search again')
  const from = performance.now()
  const until = async (isShown: boolean): Promise<void> => {
    while ((document.querySelector('.state') !== null) !== isShown) {
      if (performance.now() - from > limit)
        throw new Error(`the states do not ${isShown ? 'come' : 'go'}`)
      await new Promise(requestAnimationFrame)
    }
  }
  button.click()
  await until(false)
  await until(true)
  // The frame in which they were seen is painted before the next one begins.
  await new Promise(requestAnimationFrame)
  return performance.now() - from
}

async function panned(page: Page): Promise<readonly number[]> {
  const box = await page.locator('.state-flow').boundingBox()
  if (box === null) throw new Error('the graph of states is not shown')
  const [x, y] = [box.x + box.width / 2 + 13, box.y + box.height / 2 + 23]
  await page.mouse.move(x, y)
  const frames = page.evaluate(framesOfMoves, most)
  const ended = within('dragging the graph', frames)
  // The listener is there before that of the drag, which comes with the button.
  await page.evaluate(() => undefined)
  await page.mouse.down()
  for (let i = 0; i < moves; i += 1)
    await page.mouse.move(x + 160 * Math.sin(i / 9), y + 120 * Math.cos(i / 9))
  await page.mouse.up()
  return ended
}

/** Self-contained. Each move that is the first of its frame counts; ends with the button let go. */
function framesOfMoves(limit: number): Promise<readonly number[]> {
  return new Promise((resolve) => {
    const times: number[] = []
    const listening = new AbortController()
    const end = (): void => {
      listening.abort()
      resolve(times)
    }
    let isCounted = false
    const moved = (): void => {
      if (isCounted) return
      isCounted = true
      const begun = performance.now()
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', () => {
          times.push(performance.now() - begun)
          isCounted = false
          port1.close()
        })
        port1.start()
        port2.postMessage(0)
      })
    }
    window.addEventListener('mousemove', moved, { capture: true, signal: listening.signal })
    window.addEventListener('mouseup', () => setTimeout(end, 200), {
      capture: true,
      once: true,
      signal: listening.signal,
    })
    setTimeout(end, limit)
  })
}
