/** Random runs of random programs, and edits of them, for properties of what is made of a run after another. */

import fc from 'fast-check'
import { enabledLanes, readiness } from '../machine/enabled.ts'
import type { Machine } from '../machine/machine.ts'
import { Run, type ScheduleEntry } from '../machine/run.ts'

export const picks = fc.array(fc.nat({ max: 1_000 }), { minLength: 1, maxLength: 60 })

/** Takes an entry out, and may put one in elsewhere. */
export interface Edit {
  readonly out: number
  readonly into: number
  readonly put: 'it' | 'another' | 'nothing'
}

export const edits = fc.array(
  fc.record({
    out: fc.nat({ max: 60 }),
    into: fc.nat({ max: 60 }),
    put: fc.constantFrom('it' as const, 'it' as const, 'another' as const, 'nothing' as const),
  }),
  { minLength: 1, maxLength: 4 },
)

/** Undefined when the program's set-up is wrong. */
export function beginOf(machine: Machine): Run | undefined {
  const begun = Run.begin(machine)
  return begun.ok ? begun.value : undefined
}

/** Plays random choices among what can run. */
export function wander(run: Run, choices: readonly number[]): Run {
  for (const pick of choices) {
    const lanes = enabledLanes(run.machine, run.state)
    const lane = lanes[pick % Math.max(1, lanes.length)]
    if (lane === undefined) break
    const ready = readiness(run.machine, run.state, lane)
    run.step(lane, ready.kind === 'ready' ? pick % Math.max(1, ready.options.length) : 0)
  }
  return run
}

export function edited(
  entries: readonly ScheduleEntry[],
  { out, into, put }: Edit,
): readonly ScheduleEntry[] {
  const rest = entries.map(({ lane, choice }) => ({ lane, choice }))
  const [taken] = rest.splice(out % (rest.length + 1), 1)
  const entry = put === 'another' ? { lane: out % 3, choice: 0 } : taken
  if (put !== 'nothing' && entry !== undefined) rest.splice(into % (rest.length + 1), 0, entry)
  return rest
}
