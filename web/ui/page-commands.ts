/** Commands of the page as a whole, whatever it shows. */

import { noRun, nothingToRedo, nothingToUndo } from '../store/able.ts'
import { setHelp } from '../store/look.ts'
import { startLookup } from '../store/lookup.ts'
import { openOverlay } from '../store/overlay.ts'
import { startTour } from '../store/tour.ts'
import { redo, undo } from '../store/undo.ts'
import type { Command } from './command.ts'

export const pageCommands: readonly Command[] = [
  {
    id: 'lookup',
    title: 'Look up steps by function, statement, object or effect',
    group: 'Search',
    scope: 'everywhere',
    keys: ['/'],
    run: startLookup,
    unable: noRun,
  },
  {
    id: 'palette',
    title: 'Find a command',
    group: 'Page',
    scope: 'everywhere',
    keys: ['Mod+Shift+p'],
    inText: true,
    run: (app) => openOverlay(app, { kind: 'palette', query: '' }),
  },
  {
    id: 'export',
    title: 'Export this run as text, picture or file',
    group: 'Page',
    scope: 'everywhere',
    keys: ['Mod+s'],
    inText: true,
    run: (app) => openOverlay(app, { kind: 'export' }),
    unable: noRun,
  },
  {
    id: 'open-file',
    title: 'Open a run from a file',
    group: 'Page',
    scope: 'everywhere',
    keys: ['Mod+o'],
    inText: true,
    run: (app) => openOverlay(app, { kind: 'open', problem: undefined }),
  },
  {
    id: 'share',
    title: 'Share this run: link, QR code, embedding',
    group: 'Page',
    scope: 'diagram',
    keys: ['s'],
    run: (app) => openOverlay(app, { kind: 'share' }),
    unable: noRun,
  },
  {
    id: 'settings',
    title: 'Settings: theme, density, motion, folding',
    group: 'Page',
    scope: 'everywhere',
    keys: [],
    run: (app) => openOverlay(app, { kind: 'settings' }),
  },
  {
    id: 'history',
    title: 'History: the last runs looked at here',
    group: 'Page',
    scope: 'everywhere',
    keys: [],
    run: (app) => openOverlay(app, { kind: 'history' }),
  },
  {
    id: 'tour',
    title: 'Tour: the race of the mail in six stops',
    group: 'Page',
    scope: 'everywhere',
    keys: [],
    run: startTour,
  },
  {
    id: 'undo',
    title: 'Undo, also where you were',
    group: 'Page',
    scope: 'everywhere',
    keys: ['Mod+z'],
    run: undo,
    unable: nothingToUndo,
  },
  {
    id: 'redo',
    title: 'Redo',
    group: 'Page',
    scope: 'everywhere',
    keys: ['Mod+Shift+z'],
    run: redo,
    unable: nothingToRedo,
  },
  {
    id: 'help',
    title: 'Show this sheet',
    group: 'Page',
    scope: 'everywhere',
    keys: ['?'],
    run: (app) => setHelp(app, true),
  },
]
