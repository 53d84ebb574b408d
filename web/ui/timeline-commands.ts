/** What can be done with a key in the timeline; loaded with it, and with what lists all commands. */

import { timelineOf } from '../store/timeline-controls.ts'
import type { Command } from './command.ts'

const rest = { group: 'Timeline', scope: 'timeline' } as const
const zoomStep = 1.5

export const timelineCommands: readonly Command[] = [
  {
    ...rest,
    id: 'timeline-back',
    title: 'Previous step, or event of a trace',
    keys: ['ArrowLeft'],
    run: (app) => timelineOf(app)?.step(-1),
  },
  {
    ...rest,
    id: 'timeline-forward',
    title: 'Next step, or event of a trace',
    keys: ['ArrowRight'],
    run: (app) => timelineOf(app)?.step(1),
  },
  {
    ...rest,
    id: 'timeline-first',
    title: 'First step or event',
    keys: ['Home'],
    run: (app) => timelineOf(app)?.end('first'),
  },
  {
    ...rest,
    id: 'timeline-last',
    title: 'Last step or event',
    keys: ['End'],
    run: (app) => timelineOf(app)?.end('last'),
  },
  {
    ...rest,
    id: 'timeline-same-lane-back',
    title: 'Previous one in the same lane',
    keys: [','],
    run: (app) => timelineOf(app)?.sameLane(-1),
  },
  {
    ...rest,
    id: 'timeline-same-lane-forward',
    title: 'Next one in the same lane',
    keys: ['.'],
    run: (app) => timelineOf(app)?.sameLane(1),
  },
  {
    ...rest,
    id: 'timeline-lane-up',
    title: 'To the lane above; on its head, ← and → collapse and expand',
    keys: ['ArrowUp'],
    run: (app) => timelineOf(app)?.lane(-1),
  },
  {
    ...rest,
    id: 'timeline-lane-down',
    title: 'To the lane below',
    keys: ['ArrowDown'],
    run: (app) => timelineOf(app)?.lane(1),
  },
  {
    ...rest,
    id: 'timeline-zoom-in',
    title: 'Zoom in, at the pointer',
    keys: ['KeyW', '+', '='],
    run: (app) => timelineOf(app)?.zoom(1 / zoomStep),
  },
  {
    ...rest,
    id: 'timeline-zoom-out',
    title: 'Zoom out',
    keys: ['KeyS', '-', '_'],
    run: (app) => timelineOf(app)?.zoom(zoomStep),
  },
  {
    ...rest,
    id: 'timeline-pan-left',
    title: 'Earlier, for as long as the key is held',
    keys: ['KeyA'],
    run: (app) => timelineOf(app)?.pan(-1),
  },
  {
    ...rest,
    id: 'timeline-pan-right',
    title: 'Later, for as long as the key is held',
    keys: ['KeyD'],
    run: (app) => timelineOf(app)?.pan(1),
  },
  {
    ...rest,
    id: 'timeline-fit',
    title: 'Fit all',
    keys: ['Digit0'],
    run: (app) => timelineOf(app)?.fit(),
  },
  {
    ...rest,
    id: 'timeline-zoom-range',
    title: 'Zoom to the selected range',
    keys: ['z'],
    run: (app) => timelineOf(app)?.zoomToRange(),
  },
  {
    ...rest,
    id: 'timeline-zoom-back',
    title: 'Zoom out to what was shown before zooming in',
    keys: ['Shift+z'],
    run: (app) => timelineOf(app)?.zoomBack(),
  },
  {
    ...rest,
    id: 'timeline-extend-back',
    title: 'Extend the range to the left',
    keys: ['Shift+ArrowLeft'],
    run: (app) => timelineOf(app)?.extendRange(-1),
  },
  {
    ...rest,
    id: 'timeline-extend-forward',
    title: 'Extend the range to the right',
    keys: ['Shift+ArrowRight'],
    run: (app) => timelineOf(app)?.extendRange(1),
  },
  {
    ...rest,
    id: 'timeline-reveal',
    title: 'Bring the selection into view; again, fill the view with it',
    keys: ['f'],
    run: (app) => timelineOf(app)?.reveal(),
  },
]

export function timelineCommand(id: string): Command {
  const found = timelineCommands.find((command) => command.id === id)
  if (found === undefined) throw new Error(`no command of the timeline is called ${id}`)
  return found
}
