/** What the worker does, without the worker: building a scenario, stepping, deriving what is drawn. */

import { printProgram } from '../src/ir/print.ts'
import { buildRunView } from '../src/trace/build.ts'
import type { Figure } from './figures.ts'
import {
  entriesOf,
  longRun,
  longRunSteps,
  machineOf,
  type Measured,
  replay,
  theCase,
} from './runs.ts'
import { median } from './statistics.ts'

export function measureModel(): readonly Figure[] {
  // First, while nothing has been compiled yet.
  const cold = timed(() => build(theCase))
  return [
    { id: 'build.cold', name: 'Build the HMM scenario, first time', value: cold, unit: 'ms' },
    {
      id: 'build.warm',
      name: 'Build the HMM scenario, warm',
      value: medianTime(() => build(theCase)),
      unit: 'ms',
      note: 'records the program, lowers it for the machine, prints the listing.',
    },
    {
      id: 'machine.case',
      name: 'Machine, hmm/device-unregister',
      value: stepsPerSecond(theCase),
      unit: 'steps/s',
      note: 'replays the run of the mail from its start, events and undo recorded.',
    },
    {
      id: 'machine.long',
      name: 'Machine, bench/mutex-rounds',
      value: stepsPerSecond(longRun(2_000)),
      unit: 'steps/s',
    },
    ...longRunSteps.map((steps): Figure => {
      const name = `Trace view of ${steps.toLocaleString('en')} steps`
      return { id: `view.${steps}`, name, value: viewTime(longRun(steps)), unit: 'ms' }
    }),
  ]
}

function build(measured: Measured): void {
  printProgram(machineOf(measured).program)
}

function stepsPerSecond(measured: Measured): number {
  const machine = machineOf(measured)
  const entries = entriesOf(measured, machine)
  return (1_000 * entries.length) / medianTime(() => replay(machine, entries))
}

function viewTime(measured: Measured): number {
  const machine = machineOf(measured)
  const run = replay(machine, entriesOf(measured, machine))
  const context = {
    scenario: measured.def.id,
    version: measured.def.version,
    variant: { fixes: [], mutex: 'count' as const },
    listing: printProgram(machine.program),
    schedule: measured.schedule,
  }
  return medianTime(() => buildRunView(run, context))
}

function timed(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

/** Of at least nine times, and of as many as fit into a second, after a third of that to warm up. */
function medianTime(work: () => unknown): number {
  repeat(work, 300, 3)
  return median(repeat(work, 1_000, 9))
}

function repeat(work: () => unknown, ms: number, atLeast: number): readonly number[] {
  const times: number[] = []
  const end = performance.now() + ms
  while (performance.now() < end || times.length < atLeast) times.push(timed(work))
  return times
}
