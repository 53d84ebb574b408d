/** The parts of the timeline by role and name, and a trace to open in it. */

import type { Locator } from 'playwright/test'
import type { HeddlePage } from './page.ts'

export interface TimelineParts {
  readonly panel: Locator
  readonly drawing: Locator
  readonly list: Locator
  readonly bar: Locator
  /** What is shown of the whole, and what leads back from it. */
  readonly trail: Locator
  /** Overview and ruler. They are for the pointer only, and have no role. */
  readonly head: Locator
  readonly file: Locator
  readonly command: (name: string) => Locator
}

export function partsOf({ page }: HeddlePage): TimelineParts {
  const panel = page.getByRole('tabpanel', { name: 'Timeline', exact: true })
  const bar = panel.getByRole('toolbar', { name: 'Timeline', exact: true })
  return {
    panel,
    drawing: panel.getByRole('slider', { name: 'Playhead' }),
    list: panel.getByRole('listbox', { name: 'Events in the order of time' }),
    bar,
    trail: bar.getByRole('list', { name: 'Zoomed into' }),
    head: panel.locator('canvas').first(),
    file: panel.getByLabel('Trace or run, as JSON'),
    command: (name) => bar.getByRole('button', { name, exact: true }),
  }
}

export const event = (name: string, ts: number, dur: number, tid: number) => ({
  ph: 'X',
  pid: 1,
  name,
  ts,
  dur,
  tid,
})

export const trace = JSON.stringify({
  traceEvents: [event('outer', 100, 80, 1), event('inner', 110, 20, 1), event('other', 150, 30, 2)],
})

export function fileOf(name: string, text: string) {
  return { name, mimeType: 'application/json', buffer: Buffer.from(text) }
}
