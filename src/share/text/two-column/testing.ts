/** Runs for tests of exporters: those that ship with a scenario, orderly ones, and any at all. */

import type { ScenarioDef } from '../../../ir/program.ts'
import { enabledLanes } from '../../../machine/enabled.ts'
import type { Machine } from '../../../machine/machine.ts'
import { machineFor, play, type Played, playOut } from '../../../testing/play.ts'
import { viewOf } from '../../../testing/view.ts'
import type { RunView } from '../../../trace/view.ts'

export interface NamedRun {
  readonly name: string
  readonly view: RunView
}

/** The runs that a scenario ships, one thread after the other, and the threads by turns. */
export function runsOf(def: ScenarioDef): readonly NamedRun[] {
  const shipped = def.runs.map((run) => ({
    name: `${def.id}: ${run.title}`,
    view: viewOf(...played(machineFor(def, run.variant), (machine) => play(machine, run.schedule))),
  }))
  const orderly = viewOf(...played(machineFor(def), (machine) => playOut(machine, 'ABC')))
  const turns = viewOf(...played(machineFor(def), (machine) => byTurns(machine, [0, 1, 2, 3])))
  return [
    ...shipped,
    { name: `${def.id}: one thread after the other`, view: orderly },
    { name: `${def.id}: by turns`, view: turns },
  ]
}

function played(machine: Machine, how: (machine: Machine) => Played): readonly [Machine, Played] {
  return [machine, how(machine)]
}

/** At each step one of the threads that can run: `picks`, over and over, says which. */
export function byTurns(machine: Machine, picks: readonly number[], most = 400): Played {
  const start = play(machine, '')
  const { run } = start
  for (let step = 0; step < most; step += 1) {
    const enabled = enabledLanes(machine, run.state)
    const pick = picks[step % Math.max(1, picks.length)] ?? 0
    const lane = enabled[pick % Math.max(1, enabled.length)]
    if (lane === undefined) break
    run.step(lane)
  }
  return start
}
