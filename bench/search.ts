/**
 * How fast searches are: Heddle's state search in Node and in the browser's worker beside Spin's compiled
 * checker on the same exported model, the search of the default scenario from the click, all claims, and
 * optimal partial-order reduction.
 */

import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import { root } from '../scripts/install.mjs'
import { ClassSearch } from '../src/explore/dpor/class-search.ts'
import { createMachine } from '../src/machine/machine.ts'
import { benchPrograms } from '../src/models/bench/catalogue.ts'
import { ensure } from '../src/util/ensure.ts'
import type { FromSearch, SearchJob } from '../src/worker/search-protocol.ts'
import type { Figure } from './figures.ts'
import { openPage } from './page.ts'
import { defaultSpace, type Space, spaces, spaceTitle } from './spaces.ts'
import { whyNoSpin } from './spin.ts'
import { median } from './statistics.ts'

interface Timed {
  readonly states: number
  readonly seconds: number
}

/** Of one space, in states per second. */
interface Rates {
  readonly space: Space
  readonly node: Timed & { readonly bytes: number }
  readonly worker: Timed
  /** In a worker that has searched the default scenario before, as it has when the user rests. */
  readonly rested: Timed
  /** Undefined where Spin or gcc is missing. */
  readonly spin: Timed | undefined
}

const rate = ({ states, seconds }: Timed): number => states / seconds

export async function measureSearch(browser: Browser, address: string): Promise<readonly Figure[]> {
  const noSpin = whyNoSpin()
  const figures: Figure[] = []
  for (const space of spaces) {
    const rates: Rates = {
      space,
      node: await middle(async () => apart<Rates['node']>(space.id)),
      worker: await middle(() => inWorker(browser, address, space)),
      rested: await middle(() => inWorker(browser, address, defaultSpace, space)),
      spin: noSpin === undefined ? apart<Timed>(space.id, 'spin') : undefined,
    }
    figures.push(...rateFigures(rates, noSpin))
  }
  return [
    ...figures,
    await fromTheClick(browser, address),
    await allClaims(browser, address),
    ...classRates(),
  ]
}

/** The middle one of three. */
async function middle<T extends Timed>(measure: () => Promise<T>): Promise<T> {
  const all = [await measure(), await measure(), await measure()]
  const [, one] = all.toSorted((left, right) => left.seconds - right.seconds)
  return ensure(one, 'the middle one')
}

/** In a process of its own. */
function apart<T>(...args: readonly string[]): T {
  const script = join(root, 'scripts/run.mjs')
  const output = execFileSync('node', [script, 'bench/search-once.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 24,
  })
  return JSON.parse(output) as T
}

function rateFigures(
  { space, node, worker, rested, spin }: Rates,
  noSpin: string | undefined,
): readonly Figure[] {
  const { id } = space
  const title = `Search, ${spaceTitle(space)}`
  const states = `${node.states.toLocaleString('en')} states`
  const plain: readonly Figure[] = [
    {
      id: `search.${id}.node`,
      name: `${title}, Node`,
      value: rate(node),
      unit: 'states/s',
      note: `${states}, in a fresh process; the middle one of three, as below.`,
    },
    {
      id: `search.${id}.worker`,
      name: `${title}, worker`,
      value: rate(worker),
      unit: 'states/s',
      note: 'in a worker that has done nothing before; the middle one of three.',
    },
    {
      id: `search.${id}.rested`,
      name: `${title}, worker at rest`,
      value: rate(rested),
      unit: 'states/s',
      note: 'in a worker that has searched the default scenario, as on a page that was open for a moment.',
    },
    {
      id: `search.${id}.memory`,
      name: `${title}, memory`,
      value: node.bytes / node.states,
      unit: 'B/state',
      goal: { below: 48 },
    },
  ]
  if (spin === undefined) {
    const [first, ...others] = plain
    return first === undefined ? others : [{ ...first, note: `${first.note} ${noSpin}` }, ...others]
  }
  return [
    ...plain,
    {
      id: `search.${id}.spin`,
      name: `${title}, Spin`,
      value: rate(spin),
      unit: 'states/s',
      note: `the same ${states}; the time of pan itself, compiled with gcc -O2, without partial-order reduction.`,
    },
    {
      id: `search.${id}.node-ratio`,
      name: `${title}, Node to Spin`,
      value: rate(node) / rate(spin),
      unit: 'times',
    },
    {
      id: `search.${id}.worker-ratio`,
      name: `${title}, worker to Spin`,
      value: rate(worker) / rate(spin),
      unit: 'times',
      goal: { atLeast: 5 },
    },
    {
      id: `search.${id}.rested-ratio`,
      name: `${title}, worker at rest to Spin`,
      value: rate(rested) / rate(spin),
      unit: 'times',
    },
  ]
}

/** After the spaces that are searched before it, in the same worker. */
async function inWorker(
  browser: Browser,
  address: string,
  ...inOrder: readonly Searched[]
): Promise<Timed> {
  const said = await ask(browser, address, inOrder.map(jobFor))
  if (said.kind !== 'done' || said.result.kind !== 'races') throw new Error(JSON.stringify(said))
  const { seconds, stats } = said.result.result
  return { states: stats.states, seconds }
}

type Searched = Pick<Space, 'scenario' | 'variant'>

function jobFor({ scenario, variant }: Searched): SearchJob {
  const limits = { maxStates: undefined, maxBytes: undefined, maxSeconds: undefined }
  return { kind: 'races', request: { scenario, variant, minimised: 'steps', ...limits } }
}

async function allClaims(browser: Browser, address: string): Promise<Figure> {
  const said = await ask(browser, address, [{ kind: 'claims' }])
  if (said.kind !== 'done' || said.result.kind !== 'claims') throw new Error(JSON.stringify(said))
  const { seconds, states, of } = said.result.view
  return {
    id: 'claims',
    name: 'All claims decided, worker, cold',
    value: seconds * 1_000,
    unit: 'ms',
    goal: { below: 3_000 },
    note: `${of} programs, ${states.toLocaleString('en')} states.`,
  }
}

/**
 * Gives jobs one after the other to a search worker that was just started, on a page that does nothing
 * else; what was said of the last.
 */
async function ask(
  browser: Browser,
  address: string,
  jobs: readonly SearchJob[],
): Promise<FromSearch> {
  const opened = await openPage(browser, address)
  try {
    const url = await searchWorkerOf(opened.page)
    await opened.page.waitForTimeout(searchInAdvance)
    return await opened.page.evaluate(
      ([script, wanted]) =>
        new Promise<FromSearch>((resolve, reject) => {
          const worker = new Worker(script, { type: 'module' })
          let next = 0
          const start = (): void =>
            worker.postMessage({ kind: 'start', id: next, job: wanted[next++] })
          worker.addEventListener('error', (event) => reject(new Error(event.message)))
          worker.addEventListener('message', (event: MessageEvent<FromSearch>) => {
            if (event.data.kind === 'progress') return
            if (next === wanted.length) resolve(event.data)
            else start()
          })
          start()
        }),
      [url, jobs] as const,
    )
  } finally {
    await opened.close()
  }
}

/** The address of the search worker's program: the page starts it when the user rests. */
async function searchWorkerOf(page: Page): Promise<string> {
  const isSearch = (worker: { readonly url: () => string }): boolean =>
    worker.url().includes('search.worker')
  const started = page.workers().find(isSearch)
  const worker = started ?? (await page.waitForEvent('worker', isSearch))
  return worker.url()
}

/** What the page's own search of the default scenario takes at most, in milliseconds. */
const searchInAdvance = 2_000
/** Until the page has begun to search in advance, and some more. */
const restBeforeClick = 4_000

async function fromTheClick(browser: Browser, address: string): Promise<Figure> {
  const times: number[] = []
  let told = ''
  for (let i = 0; i < 5; i += 1) {
    const { page, close } = await openPage(browser, address)
    await page.waitForTimeout(restBeforeClick)
    const found = await page.evaluate(clickAndWait)
    times.push(found.ms)
    told = found.told
    await close()
  }
  return {
    id: 'search.click',
    name: 'Default scenario searched, from the click',
    value: median(times),
    unit: 'ms',
    goal: { below: 100 },
    note: `until the result is painted, ${restBeforeClick / 1_000} s after the page was opened; median of 5 fresh pages. ${told}`,
  }
}

/** Runs in the page. */
async function clickAndWait(): Promise<{ readonly ms: number; readonly told: string }> {
  const button = [...document.querySelectorAll('button')].find((each) =>
    each.textContent.includes('Find races'),
  )
  if (button === undefined) throw new Error('no button to find races')
  const from = performance.now()
  button.click()
  for (;;) {
    await new Promise(requestAnimationFrame)
    const told = document.querySelector('[aria-label="Search result"]')?.textContent ?? ''
    if (/\d+ states/.test(told) && /kinds? of failure|proved/.test(told)) {
      // The frame in which it was seen is painted before the next one begins.
      await new Promise(requestAnimationFrame)
      return { ms: performance.now() - from, told }
    }
  }
}

const mostRuns = 20_000

function classRates(): readonly Figure[] {
  return ['lastzero', 'indexer'].map((id) => {
    const program = ensure(
      benchPrograms.find((each) => each.id === id),
      `a benchmark program called ${id}`,
    )
    const size = Math.max(...program.sizes)
    const machine = createMachine(program.build(size).build({ fixes: [], mutex: 'count' }))
    const from = performance.now()
    const search = new ClassSearch(machine, 'optimal', { runs: mostRuns })
    while (!search.advance(256));
    const seconds = (performance.now() - from) / 1_000
    const { runs, redundant } = search.report()
    return {
      id: `classes.${id}`,
      name: `Optimal reduction, ${id} of size ${size}`,
      value: runs / seconds,
      unit: 'runs/s' as const,
      note: `${runs.toLocaleString('en')} runs, ${redundant} redundant.`,
    }
  })
}
