/**
 * Why a block cannot stand somewhere, in the words that say why a thread cannot take its next step, but
 * about a run that is not there: "B would wait for hmm->rwsem, which A holds until step 9".
 */

import type { RecordedSteps, StepAt } from '../explore/explain/recorded.ts'
import type { Address, FrameId, LaneId } from '../machine/code.ts'
import type { Blocked } from '../machine/enabled.ts'
import type { Holder } from '../machine/holders.ts'
import { framesAt } from '../machine/machine.ts'
import { partName } from '../machine/memory.ts'
import type { CannotRun } from '../machine/run.ts'
import { letter, listing } from '../trace/names.ts'
import { type Block, firstOf, type Gap, lastOf } from './block.ts'
import type { Refusal } from './feasibility.ts'

/** One sentence without its full stop, for `block` at `gap` of the run. */
export function refusalText(
  recorded: RecordedSteps,
  block: Block,
  gap: Gap,
  refusal: Refusal,
): string {
  switch (refusal.kind) {
    case 'own-order':
      return ownOrderText(recorded, block, gap, refusal)
    case 'cannot':
      return new Words(recorded, block, gap).cannot(refusal.step, refusal.error)
  }
}

function ownOrderText(
  recorded: RecordedSteps,
  block: Block,
  gap: Gap,
  { step, side }: Extract<Refusal, { readonly kind: 'own-order' }>,
): string {
  const who = letter(recorded.machine, block.lane)
  const fn = openCall(recorded, block, gap, side)
  if (fn !== undefined) return `${who} has not returned from ${fn} yet`
  return side === 'before'
    ? `${who} comes to it only after step ${step + 1}`
    : `${who} takes step ${step + 1} only after it`
}

/** A call that the lane is inside of at the gap and that ends before what would come next there. */
function openCall(
  { steps, byLane, machine }: RecordedSteps,
  block: Block,
  gap: Gap,
  side: 'before' | 'after',
): string | undefined {
  const own = byLane[block.lane] ?? []
  const framesOf = (at: StepAt | undefined): readonly FrameId[] => {
    const lane = machine.lanes[block.lane]
    const pc = at === undefined ? undefined : steps[at]?.main
    return lane === undefined || pc === undefined ? [] : framesAt(lane, pc)
  }
  const moved = side === 'before' ? firstOf(block) : lastOf(block)
  const next = side === 'before' ? own.find((at) => at >= gap) : undefined
  const previous = side === 'before' ? own.findLast((at) => at < gap) : moved
  const after = side === 'before' ? moved : own.find((at) => at > moved)
  const open = framesOf(previous).filter((frame) => !framesOf(after).includes(frame))
  const inside = next === undefined ? open : open.filter((frame) => framesOf(next).includes(frame))
  const [outermost] = inside
  return outermost === undefined ? undefined : machine.lanes[block.lane]?.frames[outermost]?.fn
}

interface Verb {
  readonly now: string
  readonly still: string
}

const holds: Verb = { now: 'holds', still: 'hold' }
const holdsForReading: Verb = { now: 'holds for reading', still: 'hold for reading' }
const isReading: Verb = { now: 'is in a read section', still: 'be in a read section' }

class Words {
  private readonly recorded: RecordedSteps
  private readonly block: Block
  private readonly gap: Gap

  constructor(recorded: RecordedSteps, block: Block, gap: Gap) {
    this.recorded = recorded
    this.block = block
    this.gap = gap
  }

  cannot(step: StepAt, error: CannotRun): string {
    const lane = this.recorded.steps[step]?.lane ?? -1
    const who = letter(this.recorded.machine, lane)
    switch (error.kind) {
      case 'no-such-lane':
        return 'there is no such thread'
      case 'bad-choice':
        return error.options.length === 0
          ? `${who} would have nothing to choose there`
          : `${who} would have to choose between ${listing(error.options)}`
      case 'not-ready':
        return this.notReady(who, lane, error.readiness)
    }
  }

  private notReady(
    who: string,
    lane: LaneId,
    stand: Extract<CannotRun, { readonly kind: 'not-ready' }>['readiness'],
  ): string {
    switch (stand.kind) {
      case 'blocked':
        return `${who} would wait for ${this.waitText(stand.why)}`
      case 'done':
        return `${who} would have finished before`
      case 'crashed':
        return `${who} would have been stopped by a fault before`
      case 'not-started':
        return `${who} would not have been started yet${this.startText(lane)}`
    }
  }

  private waitText(why: Blocked): string {
    const { machine } = this.recorded
    switch (why.kind) {
      case 'lock': {
        const name = partName(machine.memory, why.lock)
        if (why.holders.length === 0) return `${name}, which is free but not yet handed over`
        return `${name}, which ${listing(why.holders.map((each) => this.holderText(why.lock, each)))}`
      }
      case 'grace-period': {
        const readers = why.readers.map((lane) => this.readerText(why.domain, why.inside, lane))
        return `a grace period of ${partName(machine.memory, why.domain)}: ${listing(readers)}`
      }
      case 'event':
        return why.text
      case 'spin':
        return 'another thread to change something, before it tries again'
    }
  }

  /** `A holds until step 9` */
  private holderText(lock: Address, { lane, mode }: Holder): string {
    const verb = mode === 'read' ? holdsForReading : holds
    return `${letter(this.recorded.machine, lane)} ${this.held(verb, lock, lane)}`
  }

  private readerText(domain: Address, inside: readonly LaneId[], lane: LaneId): string {
    const { machine } = this.recorded
    const who = letter(machine, lane)
    if (inside.includes(lane)) return `${who} ${this.held(isReading, domain, lane)}`
    return machine.lanes[lane]?.kind === 'dynamic'
      ? `the callback ${who} has not returned`
      : `${who} has not passed a quiescent state`
  }

  /** What the block itself would end has not ended yet. */
  private held({ now, still }: Verb, lock: Address, lane: LaneId): string {
    const until = this.releaseOf(lock, lane)
    if (until === undefined) return `${now} to the end of this run`
    return this.block.steps.includes(until)
      ? `would still ${still}`
      : `${now} until step ${until + 1}`
  }

  /** The first step that lets the lock go after the lane holds it at the gap. */
  private releaseOf(lock: Address, lane: LaneId): StepAt | undefined {
    const from = Math.min(this.gap, firstOf(this.block))
    const at = this.recorded.steps.findIndex(
      (step, index) =>
        index >= from &&
        step.events.some(
          ({ event, lane: by }) => event.kind === 'released' && event.lock === lock && by === lane,
        ),
    )
    return at < 0 ? undefined : at
  }

  private startText(lane: LaneId): string {
    const at = this.recorded.steps.findIndex((step) =>
      step.events.some(({ event }) => event.kind === 'spawn' && event.lane === lane),
    )
    const by = this.recorded.steps[at]
    if (by === undefined || this.block.steps.includes(at)) return ''
    return `: ${letter(this.recorded.machine, by.lane)} starts it in step ${at + 1}`
  }
}
