/**
 * The six stops of the tour through the race of the mail: what is said, beside which part of the page, and
 * how the page is brought there. Places in the run are found by what happens there.
 */

import { variantOf } from '../../src/ir/variant.ts'
import type { Cursor, RunView, StepView } from '../../src/trace/view.ts'
import type { App } from '../store/app.ts'
import { defaultScenario } from '../store/catalogue.ts'
import { findRaces } from '../store/find-races.ts'
import { openState } from '../store/link.ts'
import { jumpTo } from '../store/navigate.ts'
import { setFixes } from '../store/open.ts'
import { lastCursor, openedOf, specKey, specOf } from '../store/run.ts'
import { refuse } from '../store/show.ts'
import { isWide } from '../ui/use-wide.ts'

export interface Stop {
  readonly title: string
  readonly text: string
  /** Selectors of the parts it is about, the first that is on the page counts. */
  readonly anchors: readonly string[]
  readonly arrive: (app: App) => void
}

const currentRow = ['.diagram-row.is-current .diagram-step', '.diagram-scroll']

export const stops: readonly Stop[] = [
  {
    title: 'Time runs down, one column per thread',
    text: 'A closes the device file and unloads the driver; B is the process that exits. A row is one step that the other thread can see. At the right, on the same rows: who owns each lock, the reference counts, and how long each object lives.',
    anchors: ['.diagram-header', '.diagram-scroll'],
    arrive: (app) => at(app, () => 0),
  },
  {
    title: 'B lets the next owner in – and is still inside',
    text: 'The count is back at 1: from here anybody may take device->mutex. But B has not returned from mutex_unlock. The hatched strip in the lock’s column says so until it has: it will still take wait_lock, which lies in the device.',
    anchors: currentRow,
    arrive: (app) => at(app, (run) => after(run, 'B', /^releases device->mutex/)),
  },
  {
    title: 'A finds no mirror left, and frees the device',
    text: 'A takes the mutex, sees an empty list, unlocks, and calls kfree(device): by its own lights nothing is wrong. From here on the device’s lifetime is hatched.',
    anchors: currentRow,
    arrive: (app) => at(app, (run) => after(run, 'A', /^frees device/)),
  },
  {
    title: 'B’s next step is a use after free',
    text: 'spin_lock(&lock->wait_lock) reads memory that A has freed. Step back with ←, and try the other thread with 1 or 2: whoever runs next is up to you, and the link in the address holds exactly this run.',
    anchors: ['.diagram-row.is-violated .diagram-violation-chip', ...currentRow],
    arrive: (app) => at(app, lastCursor),
  },
  {
    title: 'You need not find it yourself',
    text: 'Find races (R) visits every state that any interleaving reaches, and lists each distinct failure with the shortest run that shows it. When it finds none, that is a proof within the bounds of the model.',
    anchors: ['.findings-pane', '.find-start'],
    arrive: (app) => {
      at(app, lastCursor)
      // Where the findings lie over the page, they would lie over this tour.
      if (isWide()) withRun(app, () => findRaces(app))
    },
  },
  {
    title: 'And try the fix',
    text: 'With synchronize_srcu in hmm_mirror_unregister the same schedule stops early: A waits for a grace period, that is for B to leave its notifier. Press R again: no use after free is left, only a leak that another fix repairs. The Fixes tab holds all of them against all failures.',
    anchors: ['.pickers .pill:has(select option[value="synchronize-srcu"])', '.notices', '.header'],
    arrive: (app) => {
      withRun(app, () => setFixes(app, ['synchronize-srcu']))
    },
  },
]

/** Shows the run of the mail as posted, at a place in it. */
function at(app: App, place: (run: RunView) => Cursor): void {
  withRun(app, (run) => jumpTo(app, place(run)))
}

function withRun(app: App, then: (run: RunView) => void): void {
  openMail(app)
  app.serial.add(() => {
    const opened = openedOf(app.store.getState().run)
    if (opened !== undefined) then(opened.run)
    return undefined
  })
}

/** Does nothing when it is on the page already. */
function openMail(app: App): void {
  const { catalogue, run: phase } = app.store.getState()
  const scenario = defaultScenario(catalogue)
  const mail = scenario?.runs[0]
  if (scenario === undefined || mail === undefined) return
  const spec = { scenario: scenario.id, variant: variantOf(mail), schedule: mail.schedule }
  const present = openedOf(phase)
  if (present !== undefined && specKey(specOf(present.run)) === specKey(spec)) {
    app.store.setState({ view: 'run' })
    return
  }
  openState(
    app,
    { ...variantOf(mail), scenario: scenario.id, schedule: mail.schedule, at: 0 },
    refuse,
  )
}

/** The place after the last step of a thread that does something; the end when there is none. */
function after(run: RunView, letter: string, effect: RegExp): Cursor {
  const lane = run.lanes.findIndex((candidate) => candidate.letter === letter)
  const does = (step: StepView): boolean =>
    step.lane === lane && step.effects.some(({ text }) => effect.test(text))
  const index = run.steps.findLastIndex(does)
  return index < 0 ? lastCursor(run) : index + 1
}
