/**
 * One search over interleaving classes, in slices like a search over states. It finds what a step or the
 * end of a run shows; data races and waits that others could end but need not are for the state search.
 */

import type { ClassLimit, ClassMode, ClassReport } from '../explore/dpor/class-report.ts'
import { ClassSearch } from '../explore/dpor/class-search.ts'
import type { Prepared } from './prepare.ts'
import type { FindingView } from './search-protocol.ts'
import { type Clock, findingView } from './search-task.ts'

export const classEngines = ['optimal', 'source', 'sleep'] as const
export type ClassEngine = (typeof classEngines)[number] & ClassMode

export interface ClassTaskLimits {
  readonly runs: number
  readonly seconds: number | undefined
}

export interface ClassResult {
  readonly engine: ClassEngine
  readonly verdict: 'proved' | 'violated' | 'bounded'
  /** Without those that only leave the bounds of the model. */
  readonly findings: readonly FindingView[]
  readonly report: ClassReport
  /** Why not every class was explored; undefined when all were. */
  readonly limit: ClassLimit | 'seconds' | undefined
  readonly seconds: number
}

/** Runs explored between two looks at the clock. */
const burst = 64

/** Searches to the end, or to a limit, at once. */
export function searchClassesNow(
  program: Pick<Prepared, 'machine' | 'listing'>,
  engine: ClassEngine,
  { runs, seconds: mostSeconds = Number.POSITIVE_INFINITY }: ClassTaskLimits,
  now: Clock,
): ClassResult {
  const startedAt = now()
  const secondsTaken = (): number => (now() - startedAt) / 1000
  const search = new ClassSearch(program.machine, engine, { runs })
  let isLate = false
  while (!search.advance(burst)) {
    isLate = secondsTaken() > mostSeconds
    if (isLate) search.stop()
  }
  const report = search.report()
  const seconds = secondsTaken()
  const findings = report.findings
    .map((finding) => findingView(program, finding))
    .filter(({ kind }) => kind !== 'bound')
  const open = report.isComplete ? undefined : (report.limit ?? 'cancelled')
  return {
    engine,
    verdict: verdictOf(findings, report),
    findings,
    report,
    limit: open === 'cancelled' && isLate ? 'seconds' : open,
    seconds,
  }
}

function verdictOf(
  findings: readonly FindingView[],
  { isComplete }: ClassReport,
): ClassResult['verdict'] {
  if (findings.length > 0) return 'violated'
  return isComplete ? 'proved' : 'bounded'
}
