/** From a run to everything that is drawn of it. */

import type { Listing } from '../ir/print.ts'
import type { Variant } from '../ir/program.ts'
import { checksum } from '../machine/checksum.ts'
import type { Run } from '../machine/run.ts'
import { callsOf } from './calls.ts'
import { letters } from './names.ts'
import { lanesOf, nextOf, waitsOf } from './next.ts'
import { stepsOf } from './steps.ts'
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

/** Leaves the run at its last step. */
export function buildRunView(run: Run, context: RunContext): RunView {
  const survey = surveyRun(run)
  const tree = callsOf(run, context.listing)
  const violations = violationsOf(survey, context.listing)
  const waits = waitsOf(survey)
  const placed = tracksOf(survey, tree, waits)
  const { questions, sizes } = context.variant
  return {
    scenario: context.scenario,
    version: context.version,
    fixes: context.variant.fixes,
    mutex: context.variant.mutex,
    ...(questions && { questions }),
    ...(sizes && { sizes }),
    schedule: context.schedule,
    lanes: lanesOf(survey),
    steps: stepsOf(run, tree, violations, context.listing),
    calls: tree.calls,
    waits: waits.map(({ lock, ...wait }) => {
      const track = lock === undefined ? -1 : placed.findIndex((each) => each.address === lock)
      return { ...wait, track: track < 0 ? undefined : track }
    }),
    tracks: placed.map((each) => each.track),
    violations,
    next: nextOf(survey, context.listing),
    checksum: checksum(run.state),
    end: endOf(survey),
  }
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
