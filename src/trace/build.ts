/** From a run to everything that is drawn of it. */

import type { Listing } from '../ir/print.ts'
import type { Variant } from '../ir/program.ts'
import { checksum } from '../machine/checksum.ts'
import type { Run } from '../machine/run.ts'
import { callsOf } from './calls.ts'
import { letters } from './names.ts'
import { type KnownNext, nextOf } from './next-rows.ts'
import { lanesOf, waitsOf } from './next.ts'
import { sharedWith } from './shared.ts'
import { type KnownSteps, stepsOf } from './steps.ts'
import { type Survey, surveyRun } from './survey.ts'
import { tracksOf } from './tracks.ts'
import type { RunView } from './view.ts'
import { violationsOf } from './violations.ts'

export interface RunContext {
  readonly scenario: string
  readonly version: number
  readonly variant: Variant
  readonly listing: Listing
  /** The run's schedule in link notation. */
  readonly schedule: string
}

/** A run with what is drawn of it, and what the next one like it can be derived from. */
export interface DerivedRun {
  readonly survey: Survey
  readonly listing: Listing
  readonly view: RunView
}

/** Leaves the run at its last step. */
export function buildRunView(run: Run, context: RunContext): RunView {
  return deriveRun(run, context).view
}

/** The same, faster the more steps the run shares with one that is known. Leaves the run at its last step. */
export function deriveRun(run: Run, context: RunContext, known?: DerivedRun): DerivedRun {
  const { listing } = context
  const like = known && knownOf(run, listing, known)
  const survey = surveyRun(run, like)
  const tree = callsOf(run, listing)
  const violations = violationsOf(survey, listing)
  const waits = waitsOf(survey)
  const placed = tracksOf(survey, tree, waits)
  const { questions, sizes } = context.variant
  const view: RunView = {
    scenario: context.scenario,
    version: context.version,
    fixes: context.variant.fixes,
    mutex: context.variant.mutex,
    ...(questions && { questions }),
    ...(sizes && { sizes }),
    schedule: context.schedule,
    lanes: lanesOf(survey),
    steps: stepsOf(run, tree, violations, listing, like),
    calls: tree.calls,
    waits: waits.map(({ lock, ...wait }) => {
      const track = lock === undefined ? -1 : placed.findIndex((each) => each.address === lock)
      return { ...wait, track: track < 0 ? undefined : track }
    }),
    tracks: placed.map((each) => each.track),
    violations,
    next: nextOf(survey, listing, like),
    checksum: checksum(run.state),
    end: endOf(survey),
  }
  return { survey, listing, view }
}

/** Undefined when it is of another program. */
function knownOf(
  run: Run,
  listing: Listing,
  known: DerivedRun,
): (KnownNext & KnownSteps) | undefined {
  const { survey, view } = known
  if (survey.machine !== run.machine || known.listing !== listing) return undefined
  return { survey, steps: view.steps, next: view.next, shared: sharedWith(survey.run, run) }
}

function endOf(survey: Survey): RunView['end'] {
  const last = survey.readiness.at(-1) ?? []
  const lanes = (kind: string): readonly number[] =>
    last.flatMap((stand, lane) => (stand.kind === kind ? [lane] : []))
  const ready = lanes('ready')
  if (ready.length > 0) return { kind: 'open', text: `${letters(survey.machine, ready)} can go on` }
  const stuck = [...lanes('blocked'), ...lanes('crashed')]
  if (stuck.length > 0)
    return {
      kind: 'stuck',
      text: `nobody can go on; ${letters(survey.machine, stuck)} never finished`,
    }
  return { kind: 'complete', text: 'every thread has finished' }
}
