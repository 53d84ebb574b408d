/** The first visit: when the page is ready, and how much program it took. */

import { basename } from 'node:path'
import type { Browser, Request } from 'playwright'
import type { Figure } from './figures.ts'
import { installProbe } from './probe.ts'
import type { Site } from './site.ts'
import { median } from './statistics.ts'

const visits = 5

interface Visit {
  /** Both in milliseconds since navigation began. */
  readonly firstPaint: number
  readonly interactive: number
  /** Addresses of the programs of page and worker. */
  readonly programs: readonly string[]
}

export async function measureLoading(browser: Browser, site: Site): Promise<readonly Figure[]> {
  const all: Visit[] = []
  for (let i = 0; i < visits; i += 1) all.push(await visit(browser, site.address))
  return [
    {
      id: 'load.paint',
      name: 'First contentful paint, cold',
      value: median(all.map(({ firstPaint }) => firstPaint)),
      unit: 'ms',
    },
    {
      id: 'load.interactive',
      name: 'Default run on the screen, cold',
      value: median(all.map(({ interactive }) => interactive)),
      unit: 'ms',
      note: `from the start of navigation until the page shows the run and has nothing pending; median of ${visits} fresh contexts of a running browser, from a server on this machine.`,
    },
    programSize(all[0]?.programs ?? [], site),
  ]
}

async function visit(browser: Browser, address: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 860 } })
  const requests: Request[] = []
  context.on('request', (request) => {
    if (new URL(request.url()).pathname.endsWith('.js')) requests.push(request)
  })
  const page = await context.newPage()
  await page.addInitScript(installProbe)
  await page.goto(address)
  const interactive = await page.evaluate(() => window.heddleProbe.interactive())
  const firstPaint = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  )
  const begun = await page.evaluate(() => performance.timeOrigin)
  const programs = requests
    .filter((request) => request.timing().startTime < begun + interactive)
    .map((request) => request.url())
  await context.close()
  return { firstPaint, interactive, programs }
}

/** Counts also what is asked for after the first paint and before the first diagram: no less than was asked. */
function programSize(programs: readonly string[], site: Site): Figure {
  const sizes = programs.map((url) => ({ name: basename(url), size: site.gzipped(url) / 1_000 }))
  const list = sizes.map(({ name, size }) => `${name} ${size.toFixed(1)} kB`).join(', ')
  return {
    id: 'load.programs',
    name: 'JavaScript before the first diagram, gzip',
    value: sizes.reduce((sum, { size }) => sum + size, 0),
    unit: 'kB',
    goal: { below: 150 },
    note: `${list}; of page and worker together.`,
  }
}
