/** Random runs of random programs, and edits of them, for properties of what is made of a run after another. */

import fc from 'fast-check'
import { printProgram } from '../ir/print.ts'
import { enabledLanes, readiness } from '../machine/enabled.ts'
import type { Machine } from '../machine/machine.ts'
import { Run, type ScheduleEntry } from '../machine/run.ts'
import type { RunContext } from '../trace/build.ts'
import { machineFrom } from './generate.ts'
import { asPosted } from './play.ts'
import type { Recipe } from './recipe-program.ts'

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

/** A random run of a random program, and what it is drawn with; undefined when the program's set-up is wrong. */
export function wandered(
  recipe: Recipe,
  choices: readonly number[],
): { readonly run: Run; readonly context: RunContext } | undefined {
  const machine = machineFrom(recipe)
  const begun = beginOf(machine)
  if (begun === undefined) return undefined
  const listing = printProgram(machine.program)
  const context = { scenario: 'test', version: 1, variant: asPosted, listing, schedule: '' }
  return { run: wander(begun, choices), context }
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
