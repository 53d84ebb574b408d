/** Small programs and schedules for unit tests, with dumps for people. */

import { scenario, type ScenarioSpec } from '../build/scenario.ts'
import type { ScenarioDef, Variant } from '../ir/program.ts'
import { type Listing, printProgram } from '../ir/print.ts'
import { enabledLanes, readiness } from '../machine/enabled.ts'
import type { Fault } from '../machine/events.ts'
import { createMachine, type Machine, visiblePc } from '../machine/machine.ts'
import { partName, wordName } from '../machine/memory.ts'
import { Run, type RunStep } from '../machine/run.ts'
import { parseSchedule } from '../share/schedule.ts'

export const asPosted: Variant = { fixes: [], mutex: 'count' }

/** Builds a program that only a test needs. */
export function machineOf(
  program: ScenarioSpec['program'],
  options: Partial<Omit<ScenarioSpec, 'program'>> = {},
  variant: Variant = asPosted,
): Machine {
  const spec = { id: 'test', version: 1, title: 'test', summary: '', ...options, program }
  return machineFor(scenario(spec), variant)
}

export function machineFor(def: ScenarioDef, variant: Variant = asPosted): Machine {
  return createMachine(def.build(variant))
}

export interface Played {
  readonly run: Run
  /** One line per step: `B spin_lock(&lock)`, then what happened. */
  readonly lines: readonly string[]
  readonly faults: readonly string[]
  /** Why the schedule could not go on; undefined when it was played to its end. */
  readonly stopped: string | undefined
}

/** Plays `b3a2` from the start; stops where a step cannot run. */
export function play(machine: Machine, schedule: string): Played {
  const begun = Run.begin(machine)
  if (!begun.ok) throw new Error(begun.error)
  const parsed = parseSchedule(schedule)
  if (!parsed.ok) throw new Error(parsed.error.message)
  const run = begun.value
  let stopped: string | undefined
  for (const { lane: letter, choice } of parsed.value) {
    const lane = machine.lanes.findIndex((each) => each.letter.toLowerCase() === letter)
    const step = run.step(lane, choice)
    if (!step.ok) {
      stopped = `${letter.toUpperCase()} ${whyNot(run, lane)}`
      break
    }
  }
  return { run, stopped, ...dump(run) }
}

/** Lets lanes run in the given order of preference until nobody can, at most `most` steps. */
export function playOut(machine: Machine, prefer: string, most = 1_000): Played {
  const begun = Run.begin(machine)
  if (!begun.ok) throw new Error(begun.error)
  const run = begun.value
  const order = prefer
    .split('')
    .map((letter) => machine.lanes.findIndex((each) => each.letter === letter))
  for (let i = 0; i < most; i++) {
    const enabled = enabledLanes(machine, run.state)
    const lane = order.find((each) => enabled.includes(each)) ?? enabled[0]
    if (lane === undefined) break
    run.step(lane)
  }
  return { run, stopped: undefined, ...dump(run) }
}

/** `blocked on lock`, `done`, `ready`: where a lane stands at the run's cursor. */
export function whyNot(run: Pick<Run, 'machine' | 'state'>, lane: number): string {
  const { machine, state } = run
  if (lane < 0) return 'does not exist'
  const ready = readiness(machine, state, lane)
  if (ready.kind !== 'blocked') return ready.kind
  const { why } = ready
  switch (why.kind) {
    case 'lock': {
      const holders = why.holders.map((holder) => machine.lanes[holder.lane]?.letter).join(', ')
      return `blocked on ${partName(machine.memory, why.lock)} held by ${holders === '' ? 'nobody' : holders}`
    }
    case 'grace-period':
      return `blocked on a grace period for ${why.readers.map((each) => machine.lanes[each]?.letter).join(', ')}`
    case 'event':
      return `blocked on ${why.text}`
    case 'spin':
      return 'blocked until somebody writes'
  }
}

/** Values of words by name, at the run's cursor. */
export function finalWords(
  { machine, state }: Pick<Run, 'machine' | 'state'>,
  names: readonly string[],
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    names.map((name) => [name, state[addressOf(machine, name)] ?? Number.NaN]),
  )
}

/** Address of a word by its name. */
export function addressOf(machine: Machine, name: string): number {
  for (let address = machine.memory.first; address < machine.memory.size; address++) {
    if (wordName(machine.memory, address) === name) return address
  }
  throw new Error(`no word is called ${name}`)
}

function dump(run: Run): Pick<Played, 'lines' | 'faults'> {
  const listing = printProgram(run.machine.program)
  const lines = run.steps.map((step) => stepLine(run.machine, listing, step))
  const faults = run.steps.flatMap((step, i) =>
    step.events.flatMap(({ event, lane }) =>
      event.kind === 'fault'
        ? [`${i + 1} ${run.machine.lanes[lane]?.letter}: ${faultText(run.machine, event.fault)}`]
        : [],
    ),
  )
  return { lines, faults }
}

function stepLine(machine: Machine, listing: Listing, step: RunStep): string {
  const lane = machine.lanes[step.lane]
  const instr = lane?.code[lane === undefined ? 0 : visiblePc(lane, step.pc)]
  const frame = instr === undefined ? undefined : lane?.frames[instr.frame]
  const text = instr === undefined ? '?' : (listing.textOf.get(instr.stmt) ?? instr.op)
  return `${lane?.letter} ${frame?.fn}: ${text}`
}

export function faultText(machine: Machine, fault: Fault): string {
  switch (fault.kind) {
    case 'use-after-free':
      return `use after free, ${fault.access}s ${wordName(machine.memory, fault.address)}`
    case 'double-free':
      return `double free of ${machine.memory.objects[fault.object]?.name}`
    case 'invalid-pointer':
      return `invalid pointer ${fault.value}, ${fault.use}`
    case 'assert':
      return `${fault.as}: ${fault.text}`
    case 'lock-misuse':
      return `releases ${partName(machine.memory, fault.lock)} without holding it`
    case 'self-deadlock':
      return `waits for itself on ${partName(machine.memory, fault.lock)}`
    case 'bound':
      return `bound: ${fault.text}`
  }
}
