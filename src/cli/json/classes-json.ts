/** What a search over interleaving classes came to; documented in `docs/json.md`. */

import type { ClassResult } from '../../worker/class-task.ts'
import { rateOf } from '../../util/amounts.ts'

export interface ClassesJson {
  readonly engine: ClassResult['engine']
  readonly verdict: ClassResult['verdict']
  readonly exhausted: boolean
  readonly limit?: NonNullable<ClassResult['limit']>
  readonly classes: number
  readonly failing: number
  readonly blocked: number
  readonly redundant: number
  readonly runs: number
  readonly transitions: number
  readonly depth: number
  readonly seconds: number
  readonly runsPerSecond?: number
  readonly peakMemory?: number
  readonly failures: number
}

export function classesJson(
  { engine, verdict, report, limit, seconds, findings }: ClassResult,
  peakMemory: number | undefined,
): ClassesJson {
  const rate = rateOf(report.runs, seconds)
  return {
    engine,
    verdict,
    exhausted: limit === undefined,
    ...(limit === undefined ? {} : { limit }),
    classes: report.classes,
    failing: report.failing,
    blocked: report.blocked,
    redundant: report.redundant,
    runs: report.runs,
    transitions: report.steps,
    depth: report.longest,
    seconds: Math.round(seconds * 1000) / 1000,
    ...(rate === undefined ? {} : { runsPerSecond: rate }),
    ...(peakMemory === undefined ? {} : { peakMemory }),
    failures: findings.length,
  }
}
