/**
 * What a search came to as other programs read it; documented in `docs/json.md`. Fields are added, never
 * changed or removed, as long as `version` stays; one that does not apply is left out.
 */

import type { Limit } from '../../explore/verdict.ts'
import type { Variant } from '../../ir/program.ts'
import { variantOf } from '../../ir/variant.ts'
import { printLink } from '../../share/link/codec.ts'
import type { ViolationKind } from '../../trace/view.ts'
import type { FindingView, SearchResult } from '../../worker/search-protocol.ts'
import { conclusionOf, failuresOf } from '../../worker/search-words.ts'
import type { Find } from '../check.ts'
import type { Checked } from '../text/check-report.ts'
import type { ClassResult } from '../../worker/class-task.ts'
import { type ClassesJson, classesJson } from './classes-json.ts'
import { costJson } from './cost-json.ts'

export const checkJsonVersion = 1

export interface FindingJson {
  readonly kind: ViolationKind
  readonly title: string
  readonly text: string
  readonly object?: string
  readonly thread?: string
  readonly where?: string
  readonly schedule: string
  readonly link: string
  readonly steps: number
  readonly switches: number
  readonly preemptions: number
}

export interface CheckJson {
  readonly version: typeof checkJsonVersion
  readonly scenario: string
  readonly model: number
  readonly variant: Variant
  readonly engine: 'states'
  readonly find: Find
  readonly verdict: 'proved' | 'violated' | 'bounded'
  readonly exhausted: boolean
  readonly limit?: Limit
  readonly states: number
  readonly transitions: number
  readonly depth: number
  readonly seconds: number
  readonly statesPerSecond?: number
  readonly bytes: number
  readonly peakMemory?: number
  /** How many exchanges `states` is counted up to, itself included; left out without symmetry. */
  readonly exchanges?: number
  /** Distinct failures, also those that `findings` leaves out. */
  readonly failures: number
  readonly findings: readonly FindingJson[]
}

export function checkJson({ result, find, shown, model }: Checked, peakMemory?: number): CheckJson {
  const { scenario, variant, stats, seconds } = result
  const conclusion = conclusionOf(result)
  const limit = limitOf(result)
  return {
    version: checkJsonVersion,
    scenario,
    model,
    variant: variantOf(variant),
    engine: 'states',
    find,
    verdict: conclusion.kind,
    exhausted: limit === undefined,
    ...(limit === undefined ? {} : { limit }),
    ...costJson(stats.states, seconds, peakMemory),
    transitions: stats.transitions,
    depth: stats.depth,
    bytes: stats.bytes,
    ...(stats.exchanges === undefined ? {} : { exchanges: stats.exchanges }),
    failures: failuresOf(result).length,
    findings: shown.map((finding) => findingJson(result, finding, model)),
  }
}

/** Why not everything was searched; undefined when it was. */
function limitOf(result: SearchResult): Limit | undefined {
  const conclusion = conclusionOf(result)
  switch (conclusion.kind) {
    case 'proved':
      return undefined
    case 'bounded':
      return conclusion.limit
    case 'violated':
      if (conclusion.exhausted) return undefined
      return (result.verdict === 'violated' ? result.limit : undefined) ?? 'model'
  }
}

function findingJson(
  { scenario, variant }: Pick<SearchResult, 'scenario' | 'variant'>,
  finding: FindingView,
  model: number,
): FindingJson {
  const { kind, title, text, object, lane, where, schedule, steps, switches, preemptions } = finding
  return {
    kind,
    title,
    text,
    ...(object === undefined ? {} : { object }),
    ...(lane === undefined ? {} : { thread: lane }),
    ...(where === undefined ? {} : { where }),
    schedule,
    link: printLink({ ...variantOf(variant), scenario, schedule, model, at: steps }),
    steps,
    switches,
    preemptions,
  }
}

export interface CheckClassesJson extends ClassesJson {
  readonly version: typeof checkJsonVersion
  readonly scenario: string
  readonly model: number
  readonly variant: Variant
  readonly findings: readonly FindingJson[]
}

export function checkClassesJson(
  subject: Pick<SearchResult, 'scenario' | 'variant'>,
  model: number,
  result: ClassResult,
  peakMemory: number | undefined,
): CheckClassesJson {
  return {
    version: checkJsonVersion,
    scenario: subject.scenario,
    model,
    variant: variantOf(subject.variant),
    ...classesJson(result, peakMemory),
    findings: result.findings.map((finding) => findingJson(subject, finding, model)),
  }
}
