/** Commands about the order of steps. */

import { openOverlay } from '../store/overlay.ts'
import { pinLater } from '../store/pin-later.ts'
import { whyLater } from '../store/why-later.ts'
import type { Command } from './commands.ts'

export const whyCommands: readonly Command[] = [
  {
    id: 'order',
    title: 'Draw what orders this step and others',
    group: 'View',
    scope: 'diagram',
    keys: ['h'],
    run: whyLater((why, app) => why.toggleEdges(app, 'step')),
  },
  {
    id: 'order-all',
    title: 'Draw what orders any two steps',
    group: 'View',
    scope: 'diagram',
    keys: ['Shift+h'],
    run: whyLater((why, app) => why.toggleEdges(app, 'all')),
  },
  {
    id: 'edge-back',
    title: 'To the step of another thread that this one comes after',
    group: 'Steps',
    scope: 'diagram',
    keys: ['['],
    run: whyLater((why, app) => why.followEdge(app, -1)),
  },
  {
    id: 'edge-forward',
    title: 'To the step of another thread that comes after this one',
    group: 'Steps',
    scope: 'diagram',
    keys: [']'],
    run: whyLater((why, app) => why.followEdge(app, 1)),
  },
  {
    id: 'pair-earlier',
    title: 'Compare with a second step, one step earlier',
    group: 'Steps',
    scope: 'diagram',
    keys: ['Shift+ArrowUp', 'Shift+ArrowLeft'],
    run: whyLater((why, app) => why.extendPair(app, -1)),
  },
  {
    id: 'pair-later',
    title: 'Compare with a second step, one step later',
    group: 'Steps',
    scope: 'diagram',
    keys: ['Shift+ArrowDown', 'Shift+ArrowRight'],
    run: whyLater((why, app) => why.extendPair(app, 1)),
  },
  {
    id: 'pin-a',
    title: 'Pin this run as A, to compare it',
    group: 'View',
    scope: 'diagram',
    keys: ['a'],
    run: (app) => pinLater(app, 'a'),
  },
  {
    id: 'pin-b',
    title: 'Pin this run as B, to compare it',
    group: 'View',
    scope: 'diagram',
    keys: ['b'],
    run: (app) => pinLater(app, 'b'),
  },
  {
    id: 'can-happen',
    title: 'Can this happen? Search for a run with steps in a given order',
    group: 'Search',
    scope: 'diagram',
    keys: ['y'],
    run: (app) => openOverlay(app, { kind: 'can-happen' }),
  },
]
