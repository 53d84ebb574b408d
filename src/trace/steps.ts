/** Steps as rows: text, line, accesses and effects. */

import type { Listing } from '../ir/print.ts'
import type { LaneCode, Pc } from '../machine/code.ts'
import type { Access } from '../machine/events.ts'
import type { LaneEvent } from '../machine/initial.ts'
import type { Machine } from '../machine/machine.ts'
import { partName, wordName } from '../machine/memory.ts'
import type { Run, RunStep } from '../machine/run.ts'
import type { CallTree } from './calls.ts'
import { letter, wordValue } from './names.ts'
import type { Shared } from './shared.ts'
import type {
  AccessView,
  EffectView,
  StepIndex,
  StepView,
  ViolationIndex,
  ViolationView,
} from './view.ts'

/** Text and line of the instruction at `pc`. */
export function codeText(
  lane: LaneCode | undefined,
  pc: Pc,
  listing: Listing,
): { readonly text: string; readonly line: number } {
  const instr = lane?.code[pc]
  if (instr === undefined) return { text: '', line: 1 }
  const fn = lane?.frames[instr.frame]?.fn ?? ''
  return {
    text: listing.textOf.get(instr.stmt) ?? instr.op,
    line: listing.lineOf.get(instr.stmt) ?? listing.startOf.get(fn) ?? 1,
  }
}

/** The steps of another run of the machine, and which of them are in the new one. */
export interface KnownSteps {
  readonly steps: readonly StepView[]
  readonly shared: Shared
}

export function stepsOf(
  run: Run,
  tree: CallTree,
  violations: readonly ViolationView[],
  listing: Listing,
  known?: KnownSteps,
): readonly StepView[] {
  const violationsAt = byStep(violations)
  let violated = false
  return run.steps.map((step, i) => {
    const there = known?.steps[known.shared.step(i) ?? -1]
    const own = violationsAt.get(i) ?? none
    const calls = tree.ofStep[i] ?? []
    const isSwitch = i > 0 && run.steps[i - 1]?.lane !== step.lane
    const afterViolation = violated
    violated ||= own.some((index) => isFatal(violations[index]))
    const placed = { calls, violations: own, isSwitch, afterViolation }
    if (there !== undefined) return isPlacedAlike(there, placed) ? there : { ...there, ...placed }
    return stepView(run.machine, step, listing, placed)
  })
}

/** What a step has from where it stands in its run. */
type Placed = Pick<StepView, 'calls' | 'violations' | 'isSwitch' | 'afterViolation'>

function isPlacedAlike(one: Placed, other: Placed): boolean {
  return (
    one.isSwitch === other.isSwitch &&
    one.afterViolation === other.afterViolation &&
    areEqual(one.calls, other.calls) &&
    areEqual(one.violations, other.violations)
  )
}

function areEqual(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((each, i) => each === other[i])
}

function stepView(
  machine: Machine,
  step: RunStep,
  listing: Listing,
  { calls, violations, isSwitch, afterViolation }: Placed,
): StepView {
  return {
    lane: step.lane,
    ...codeText(machine.lanes[step.lane], step.main, listing),
    calls,
    accesses: accessViews(machine, step.accesses),
    effects: step.events.flatMap((event) => effectOf(machine, event, step)),
    choice: choiceOf(step),
    violations,
    isSwitch,
    afterViolation,
  }
}

const none: readonly ViolationIndex[] = []

function byStep(
  violations: readonly ViolationView[],
): ReadonlyMap<StepIndex, readonly ViolationIndex[]> {
  const found = new Map<StepIndex, ViolationIndex[]>()
  for (const [index, { at }] of violations.entries()) {
    const own = found.get(at)
    if (own === undefined) found.set(at, [index])
    else own.push(index)
  }
  return found
}

/** Races and leaks do not change what the code does next; the others may. */
function isFatal(violation: ViolationView | undefined): boolean {
  return violation !== undefined && violation.kind !== 'data-race' && violation.kind !== 'leak'
}

function choiceOf(step: RunStep): string | undefined {
  for (const { event } of step.events) if (event.kind === 'choice') return event.label
  return undefined
}

/** One entry per word, reads and writes of a step together. */
function accessViews(machine: Machine, accesses: readonly Access[]): readonly AccessView[] {
  const addresses = [...new Set(accesses.map((each) => each.address))]
  return addresses.map((address) => {
    const all = accesses.filter((each) => each.address === address)
    const isMixed = all.some((each) => each.kind !== all[0]?.kind)
    return {
      word: wordName(machine.memory, address),
      kind: isMixed ? 'update' : (all[0]?.kind ?? 'read'),
      marking: all.every((each) => each.marked) ? 'marked' : 'plain',
      before: wordValue(machine, address, all[0]?.before ?? 0),
      after: wordValue(machine, address, all.at(-1)?.after ?? 0),
    }
  })
}

function effectOf(machine: Machine, { event }: LaneEvent, step: RunStep): readonly EffectView[] {
  const { memory } = machine
  switch (event.kind) {
    case 'acquired':
      return [
        {
          kind: 'lock',
          text: `takes ${partName(memory, event.lock)}${event.mode === 'read' ? ' for reading' : ''}`,
        },
      ]
    case 'released':
      return [{ kind: 'lock', text: `releases ${partName(memory, event.lock)}` }]
    case 'contended':
      return [{ kind: 'lock', text: `finds ${partName(memory, event.lock)} taken` }]
    case 'ref': {
      const write = step.accesses.find(
        (access) => access.kind === 'write' && access.address === event.counter,
      )
      return write === undefined ? [] : [{ kind: 'ref', text: `${write.before} → ${write.after}` }]
    }
    case 'alloc':
      return [{ kind: 'alloc', text: `allocates ${memory.objects[event.object]?.name}` }]
    case 'free':
      return [{ kind: 'free', text: `frees ${memory.objects[event.object]?.name}` }]
    case 'spawn':
      return [{ kind: 'spawn', text: `starts ${letter(machine, event.lane)}` }]
    case 'note':
      return [{ kind: 'note', text: event.text }]
    case 'enter':
    case 'leave':
    case 'choice':
    case 'exit':
    case 'fault':
      return []
  }
}
