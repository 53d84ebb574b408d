/** Interleaving classes one by one: a run of each, and what goes wrong in it. */

import type { RunEnd } from '../explore/dpor/class-report.ts'
import { ClassSearch } from '../explore/dpor/class-search.ts'
import { leakedObjects } from '../explore/failures.ts'
import { switchesOf } from '../explore/switches.ts'
import { ok, type Result } from '../util/result.ts'
import { failureName } from './failure-name.ts'
import type { StatesTask } from './graph-task.ts'
import { type Prepared, prepare } from './prepare.ts'
import type { HeddleError } from './protocol.ts'
import { scheduleText } from './schedule-text.ts'
import type { ClassRow, StatesJob } from './states-protocol.ts'

export function classTask({
  scenario,
  variant,
  most,
}: StatesJob & { readonly kind: 'classes' }): Result<StatesTask, HeddleError> {
  const prepared = prepare(scenario, variant)
  if (!prepared.ok) return prepared
  const rows: ClassRow[] = []
  const search = new ClassSearch(prepared.value.machine, 'optimal', { runs: most }, (end, at) => {
    if (end !== 'redundant') rows.push(rowOf(prepared.value, end, at))
  })
  return ok({
    advance: () => search.advance(20),
    found: () => rows.length,
    result: () => {
      const before = search.report()
      if (!before.isComplete) search.stop()
      const { isComplete, limit } = before
      return { kind: 'classes', view: { rows, isComplete, limit: isComplete ? undefined : limit } }
    },
  })
}

function rowOf({ machine }: Prepared, end: RunEnd, search: ClassSearch): ClassRow {
  const { events, state } = search
  const schedule = events.map(({ lane, choice }) => ({ lane, choice }))
  const faults = events.flatMap(({ lane, faults: own }) =>
    own.map((fault) => failureName(machine, { kind: 'fault', lane, ...fault })),
  )
  const leaks =
    end === 'class'
      ? leakedObjects(machine, state).map((object) =>
          failureName(machine, { kind: 'leak', object }),
        )
      : []
  const stuck = end === 'blocked' ? ['deadlock'] : []
  const cut = end === 'cut' ? ['too long to be followed to its end'] : []
  return {
    schedule: scheduleText(machine, schedule),
    steps: schedule.length,
    switches: switchesOf(machine, schedule).switches,
    failures: [...new Set([...faults, ...leaks, ...stuck, ...cut])],
  }
}
