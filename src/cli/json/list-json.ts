/** The catalogue as other programs read it; documented in `docs/json.md`. */

import {
  type FixDef,
  type MutexModel,
  mutexModels,
  type QuestionDef,
  type SizeDef,
} from '../../ir/program.ts'
import type { ScenarioMeta } from '../../worker/protocol.ts'

export const listJsonVersion = 1

export interface ListJson {
  readonly version: typeof listJsonVersion
  readonly mutexModels: readonly MutexModel[]
  readonly scenarios: readonly {
    readonly id: string
    readonly model: number
    readonly title: string
    readonly summary: string
    readonly fixes: readonly FixDef[]
    readonly questions: readonly QuestionDef[]
    readonly sizes: readonly SizeDef[]
    /** The first one is the default run. */
    readonly runs: ScenarioMeta['runs']
  }[]
}

export function listJson(scenarios: readonly ScenarioMeta[]): ListJson {
  return {
    version: listJsonVersion,
    mutexModels,
    scenarios: scenarios.map(
      ({ id, version, title, summary, fixes, questions = [], sizes = [], runs }) => ({
        id,
        model: version,
        title,
        summary,
        fixes,
        questions,
        sizes,
        runs: runs.map((run) => ({
          id: run.id,
          title: run.title,
          schedule: run.schedule,
          fixes: run.fixes,
          mutex: run.mutex,
          ...(run.questions && { questions: run.questions }),
          ...(run.sizes && { sizes: run.sizes }),
        })),
      }),
    ),
  }
}
