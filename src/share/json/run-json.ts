/**
 * A run as other programs read it. The shape is documented in `docs/json.md` and stable: fields are
 * added, never changed or removed, as long as `version` stays. Steps are counted from 1, as people
 * see them; a field that does not apply is left out.
 */

import type { Variant } from '../../ir/program.ts'
import { variantOf } from '../../ir/variant.ts'
import type {
  AccessView,
  EffectView,
  LaneIndex,
  LaneView,
  RunView,
  StepView,
  ViolationView,
} from '../../trace/view.ts'
import type { ReplayReport, TidyView } from '../../trace/replayed.ts'
import {
  type LifetimeJson,
  lifetimesOf,
  type LockJson,
  locksOf,
  type RefcountJson,
  refcountsOf,
} from './tracks-json.ts'

export const runJsonVersion = 1

export interface StepJson {
  readonly step: number
  readonly thread: string
  /** Innermost function. */
  readonly function: string
  /** All functions that the step is inside of, outermost first. */
  readonly calls: readonly string[]
  readonly text: string
  readonly line: number
  readonly choice?: string
  readonly accesses: readonly AccessView[]
  readonly effects: readonly EffectView[]
  /** Only on steps that come after one with a violation. */
  readonly afterViolation?: true
}

export interface ViolationJson {
  readonly kind: ViolationView['kind']
  readonly step: number
  readonly thread?: string
  readonly title: string
  readonly text: string
  readonly object?: string
  readonly field?: string
  readonly relatedStep?: number
}

export interface ThreadJson {
  readonly letter: string
  readonly title: string
  readonly state: LaneView['end']['kind']
  /** Left out for threads that are done. */
  readonly reason?: string
}

export interface RunJson {
  readonly version: typeof runJsonVersion
  readonly scenario: string
  /** Version of the scenario. */
  readonly model: number
  readonly variant: Variant
  readonly schedule: string
  /** Fragment of the page's address that shows the end of this run. */
  readonly link: string
  readonly replay:
    | { readonly kind: 'whole' }
    | {
        readonly kind: 'stopped'
        /** Steps that were taken before. */
        readonly steps: number
        /** Steps of the schedule that were left out. */
        readonly dropped: number
        readonly reason: string
      }
  /** Only with `--tidy`: what was asked for had `before` switches, this run has `after`. */
  readonly tidy?: {
    readonly before: number
    readonly after: number
    readonly isFewest: boolean
    readonly switches: readonly { readonly step: number; readonly reason: string }[]
  }
  readonly verdict: 'clean' | 'violated'
  readonly end: RunView['end']
  readonly checksum: string
  readonly threads: readonly ThreadJson[]
  readonly violations: readonly ViolationJson[]
  readonly steps: readonly StepJson[]
  readonly locks: readonly LockJson[]
  readonly refcounts: readonly RefcountJson[]
  readonly lifetimes: readonly LifetimeJson[]
}

export function runJson(
  run: RunView,
  report: ReplayReport,
  link: string,
  tidy?: TidyView,
): RunJson {
  return {
    version: runJsonVersion,
    scenario: run.scenario,
    model: run.version,
    variant: variantOf(run),
    schedule: run.schedule,
    link,
    replay: replayOf(report),
    ...(tidy === undefined ? {} : { tidy: tidyOf(tidy) }),
    verdict: run.violations.length === 0 ? 'clean' : 'violated',
    end: run.end,
    checksum: run.checksum,
    threads: run.lanes.map(threadOf),
    violations: run.violations.map((violation) => violationOf(run, violation)),
    steps: run.steps.map((step, index) => stepOf(run, step, index)),
    locks: locksOf(run),
    refcounts: refcountsOf(run),
    lifetimes: lifetimesOf(run),
  }
}

function tidyOf({ reasons, ...counts }: TidyView): NonNullable<RunJson['tidy']> {
  return { ...counts, switches: reasons.map(({ at, text }) => ({ step: at + 1, reason: text })) }
}

function replayOf(report: ReplayReport): RunJson['replay'] {
  switch (report.kind) {
    case 'whole':
      return { kind: 'whole' }
    case 'stopped': {
      const { at, dropped, reason } = report
      return { kind: 'stopped', steps: at, dropped, reason }
    }
  }
}

function threadOf({ letter, title, end }: LaneView): ThreadJson {
  const thread = { letter, title, state: end.kind }
  return end.kind === 'done' ? thread : { ...thread, reason: end.text }
}

function stepOf(run: RunView, step: StepView, index: number): StepJson {
  const calls = step.calls.map((call) => run.calls[call]?.fn ?? '?')
  return {
    step: index + 1,
    thread: letterOf(run, step.lane),
    function: calls.at(-1) ?? '?',
    calls,
    text: step.text,
    line: step.line,
    ...(step.choice === undefined ? {} : { choice: step.choice }),
    accesses: step.accesses,
    effects: step.effects,
    ...(step.afterViolation ? { afterViolation: true as const } : {}),
  }
}

function violationOf(run: RunView, violation: ViolationView): ViolationJson {
  const { kind, at, lane, title, text, object, field, related } = violation
  return {
    kind,
    step: at + 1,
    ...(lane === undefined ? {} : { thread: letterOf(run, lane) }),
    title,
    text,
    ...(object === undefined ? {} : { object }),
    ...(field === undefined ? {} : { field }),
    ...(related === undefined ? {} : { relatedStep: related + 1 }),
  }
}

function letterOf(run: RunView, lane: LaneIndex): string {
  return run.lanes[lane]?.letter ?? '?'
}
