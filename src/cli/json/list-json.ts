/** The catalogue as other programs read it; documented in `docs/json.md`. */

import { type FixDef, type MutexModel, mutexModels } from '../../ir/program.ts'
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
    /** The first one is the default run. */
    readonly runs: ScenarioMeta['runs']
  }[]
}

export function listJson(scenarios: readonly ScenarioMeta[]): ListJson {
  return {
    version: listJsonVersion,
    mutexModels,
    scenarios: scenarios.map(({ id, version, title, summary, fixes, runs }) => ({
      id,
      model: version,
      title,
      summary,
      fixes: fixes.map((fix) => ({ id: fix.id, title: fix.title })),
      runs: runs.map((run) => ({
        id: run.id,
        title: run.title,
        schedule: run.schedule,
        fixes: run.fixes,
        mutex: run.mutex,
      })),
    })),
  }
}
