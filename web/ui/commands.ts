/**
 * Everything that can be done with a key, once: keys, tooltips, the help sheet and tests read it from here, those
 * that list all of it together with what is done in the timeline (all-commands.ts).
 */

import { atEnd, atStart, emptyRun, isSearching, noRun, noThread } from '../store/able.ts'
import type { App } from '../store/app.ts'
import { runLane } from '../store/choose.ts'
import { clearTouching } from '../store/clear-touching.ts'
import { makeTidy, toggleCause } from '../store/explain-later.ts'
import { cancelShown } from '../store/cancel-shown.ts'
import { findRaces, toggleFindings } from '../store/find-races.ts'
import { endLookup } from '../store/lookup.ts'
import {
  firstStep,
  lastStep,
  pageBack,
  pageForward,
  revealSelection,
  sameThread,
  selectStep,
  stepBack,
  stepForward,
} from '../store/navigate.ts'
import { togglePlay } from '../store/play.ts'
import { moveSelected } from '../store/move-steps.ts'
import type { State } from '../store/state.ts'
import { deselectInTimeline } from '../store/timeline-controls.ts'
import { endTour } from '../store/tour.ts'
import { openView } from '../store/view.ts'
import { defaultView, showsRun, type ViewId, viewIds, viewOf, views } from '../views/registry.ts'
import { whyCommands } from './why-commands.ts'
import type { Command } from './command.ts'
import { pageCommands } from './page-commands.ts'

export type { Command, Scope } from './command.ts'

const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const

const threadCommands: readonly Command[] = digits.map((digit) => ({
  id: `run-thread-${digit}`,
  title: `Let thread ${digit} take the next step`,
  group: 'Threads',
  scope: 'diagram',
  keys: [`Digit${digit}`],
  run: (app) => runLane(app, digit - 1),
  unable: noThread(digit - 1),
}))

const viewCommands: readonly Command[] = viewIds.map((id) => ({
  id: `view-${id}`,
  title: views[id].does,
  name: views[id].title,
  group: 'View',
  scope: 'everywhere',
  keys: [views[id].key],
  run: (app) => openView(app, id),
}))

/** About the run and the views. */
export const runCommands: readonly Command[] = [
  {
    id: 'step-back',
    title: 'Step back',
    group: 'Steps',
    scope: 'diagram',
    keys: ['ArrowLeft', 'ArrowUp', 'k'],
    run: stepBack,
    unable: atStart,
  },
  {
    id: 'step-forward',
    title: 'Step forward',
    group: 'Steps',
    scope: 'diagram',
    keys: ['ArrowRight', 'ArrowDown', 'j'],
    run: stepForward,
    unable: atEnd,
  },
  {
    id: 'first-step',
    title: 'First step',
    group: 'Steps',
    scope: 'diagram',
    keys: ['Home'],
    run: firstStep,
    unable: atStart,
  },
  {
    id: 'last-step',
    title: 'Last step',
    group: 'Steps',
    scope: 'diagram',
    keys: ['End'],
    run: lastStep,
    unable: atEnd,
  },
  {
    id: 'page-back',
    title: 'Twenty steps back',
    group: 'Steps',
    scope: 'diagram',
    keys: ['PageUp'],
    run: pageBack,
    unable: atStart,
  },
  {
    id: 'page-forward',
    title: 'Twenty steps forward',
    group: 'Steps',
    scope: 'diagram',
    keys: ['PageDown'],
    run: pageForward,
    unable: atEnd,
  },
  {
    id: 'play',
    title: 'Play or pause',
    group: 'Steps',
    scope: 'diagram',
    keys: ['p'],
    run: togglePlay,
    unable: emptyRun,
  },
  {
    id: 'same-thread-back',
    title: 'Previous step of the same thread',
    group: 'Threads',
    scope: 'diagram',
    keys: [','],
    run: (app) => sameThread(app, -1),
  },
  {
    id: 'same-thread-forward',
    title: 'Next step of the same thread',
    group: 'Threads',
    scope: 'diagram',
    keys: ['.'],
    run: (app) => sameThread(app, 1),
  },
  {
    id: 'move-earlier',
    title: 'Move the step or folded call earlier',
    group: 'Steps',
    scope: 'diagram',
    keys: ['Alt+ArrowUp'],
    run: (app) => moveSelected(app, -1),
  },
  {
    id: 'move-later',
    title: 'Move the step or folded call later',
    group: 'Steps',
    scope: 'diagram',
    keys: ['Alt+ArrowDown'],
    run: (app) => moveSelected(app, 1),
  },
  {
    id: 'move-segment-earlier',
    title: 'Move all that the thread does there in a row earlier',
    group: 'Steps',
    scope: 'diagram',
    keys: ['Alt+Shift+ArrowUp'],
    run: (app) => moveSelected(app, -1, 'segment'),
  },
  {
    id: 'move-segment-later',
    title: 'Move all that the thread does there in a row later',
    group: 'Steps',
    scope: 'diagram',
    keys: ['Alt+Shift+ArrowDown'],
    run: (app) => moveSelected(app, 1, 'segment'),
  },
  ...threadCommands,
  {
    id: 'find-races',
    title: 'Find races: search all interleavings',
    group: 'Search',
    scope: 'diagram',
    keys: ['r'],
    run: findRaces,
    unable: isSearching,
  },
  {
    id: 'findings',
    title: 'Show or hide the findings',
    group: 'Search',
    scope: 'diagram',
    keys: ['Shift+r'],
    run: toggleFindings,
  },
  {
    id: 'tidy',
    title: 'Tidy: the equivalent run with the fewest switches',
    group: 'Steps',
    scope: 'diagram',
    keys: ['t'],
    run: makeTidy,
    unable: emptyRun,
  },
  {
    id: 'cause',
    title: 'Dim what does not matter for the violation',
    group: 'View',
    scope: 'diagram',
    keys: ['c'],
    run: toggleCause,
    unable: emptyRun,
  },
  ...whyCommands,
  {
    id: 'reveal',
    title: 'Bring the selection into view',
    group: 'View',
    scope: 'diagram',
    keys: ['f'],
    run: revealSelection,
  },
  {
    id: 'deselect',
    title: 'Close what is open, else stop the search, else deselect',
    group: 'View',
    scope: 'everywhere',
    keys: ['Escape'],
    run: (app) => {
      if (
        endTour(app) ||
        endLookup(app) ||
        cancelShown(app) ||
        deselectInTimeline(app) ||
        clearTouching(app)
      )
        return
      if (showsRun(app.store.getState().view)) selectStep(app, undefined)
    },
  },
  ...viewCommands,
]

/** All but those of the timeline, which are loaded with it. */
export const commands: readonly Command[] = [...runCommands, ...pageCommands]

/** The commands whose keys mean something in a view; those of its own, which come with it, first. */
export function commandsIn(view: ViewId, loaded: readonly Command[] = []): readonly Command[] {
  const own = loaded.filter(({ scope }) => scope === view)
  const others = commands.filter(
    ({ scope }) => scope === 'everywhere' || (scope === 'diagram' && showsRun(view)),
  )
  return [...own, ...others]
}

/** Why a command can do nothing now. */
export function whyUnable(command: Command, state: State): string | undefined {
  const { scope, unable } = command
  return (scope === 'everywhere' ? undefined : noRun(state)) ?? unable?.(state)
}

/** As its key does, from any view: that of its scope is shown first. */
export function perform(app: App, command: Command): void {
  const { scope } = command
  if (scope !== 'everywhere') openView(app, viewOf(scope) ?? defaultView)
  command.run(app)
}

export function commandOf(id: string): Command {
  const found = commands.find((command) => command.id === id)
  if (found === undefined) throw new Error(`no command is called ${id}`)
  return found
}
