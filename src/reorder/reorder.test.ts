import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordSteps, type RecordedSteps } from '../explore/explain/recorded.ts'
import { checksum } from '../machine/checksum.ts'
import { enabledLanes, readiness } from '../machine/enabled.ts'
import type { Machine } from '../machine/machine.ts'
import { Run, type ScheduleEntry } from '../machine/run.ts'
import { machineFrom, recipes } from '../testing/generate.ts'
import { whyNot } from '../trace/why-not.ts'
import { type Block, blockOf, type Gap, movedOrder } from './block.ts'
import { type Verdict, verdictsOf } from './feasibility.ts'
import { moveBlock } from './move.ts'
import { refusalText } from './words.ts'

function begin(machine: Machine): Run {
  const begun = Run.begin(machine)
  if (!begun.ok) throw new Error(begun.error)
  return begun.value
}

function wander(machine: Machine, picks: readonly number[]): readonly ScheduleEntry[] {
  const run = begin(machine)
  for (const pick of picks) {
    const lanes = enabledLanes(machine, run.state)
    const lane = lanes[pick % Math.max(1, lanes.length)]
    if (lane === undefined) break
    const ready = readiness(machine, run.state, lane)
    const options = ready.kind === 'ready' ? Math.max(1, ready.options.length) : 1
    run.step(lane, pick % options)
  }
  return run.steps
}

function recordedOf(machine: Machine, entries: readonly ScheduleEntry[]): RecordedSteps {
  const recorded = recordSteps(machine, entries)
  if (!recorded.ok) throw new Error(recorded.error)
  return recorded.value
}

/** What the machine itself says when the moved steps are played one by one from the start. */
function refereed(recorded: RecordedSteps, block: Block, gap: Gap) {
  const run = begin(recorded.machine)
  const { order, prefix } = movedOrder(recorded.steps.length, block, gap)
  const taken = recorded.byLane.map(() => 0)
  for (const at of order.slice(0, prefix)) {
    const { lane, choice } = recorded.steps[at] ?? { lane: -1, choice: 0 }
    if (recorded.rank[at] !== taken[lane]) return { kind: 'own-order' as const }
    const step = run.step(lane, choice)
    if (!step.ok)
      return {
        kind: 'cannot' as const,
        at,
        lane,
        error: step.error,
        text: whyNot(run, lane, step.error),
      }
    taken[lane] = (taken[lane] ?? 0) + 1
  }
  return { kind: 'possible' as const }
}

interface Case {
  readonly recorded: RecordedSteps
  readonly block: Block
  readonly verdicts: readonly Verdict[]
}

/** A block of a run of a generated program, with the verdicts on all of its gaps. */
function caseOf(
  recipe: Parameters<typeof machineFrom>[0],
  picks: readonly number[],
  [start, length]: readonly [number, number],
): Case | undefined {
  const machine = machineFrom(recipe)
  if (!Run.begin(machine).ok) return undefined
  const recorded = recordedOf(machine, wander(machine, picks))
  const total = recorded.steps.length
  if (total === 0) return undefined
  const from = start % total
  const block = blockOf(recorded.steps, from, Math.min(total, from + 1 + (length % 6)))
  return block && { recorded, block, verdicts: verdictsOf(recorded, block) }
}

const cases = [
  recipes,
  fc.array(fc.nat({ max: 11 }), { minLength: 2, maxLength: 60 }),
  fc.tuple(fc.nat({ max: 60 }), fc.nat({ max: 20 })),
] as const

describe('a place for a block of steps', () => {
  it('is possible exactly when the machine can play the moved steps, for generated programs', () => {
    fc.assert(
      fc.property(...cases, (recipe, picks, cut) => {
        const made = caseOf(recipe, picks, cut)
        if (made === undefined) return
        const { recorded, block, verdicts } = made
        expect(verdicts).toHaveLength(recorded.steps.length + 1)
        for (const [gap, verdict] of verdicts.entries()) {
          const referee = refereed(recorded, block, gap)
          if (verdict.kind !== 'impossible') {
            expect({ gap, kind: referee.kind }).toEqual({ gap, kind: 'possible' })
            continue
          }
          const { refusal } = verdict
          expect({ gap, kind: referee.kind }).toEqual({ gap, kind: refusal.kind })
          if (refusal.kind === 'cannot' && referee.kind === 'cannot')
            expect({ gap, step: refusal.step, error: refusal.error }).toEqual({
              gap,
              step: referee.at,
              error: referee.error,
            })
        }
      }),
      { numRuns: 150 },
    )
  })

  it('is refused in the words in which the machine would say that the thread cannot run', () => {
    let waits = 0
    fc.assert(
      fc.property(...cases, (recipe, picks, cut) => {
        const made = caseOf(recipe, picks, cut)
        if (made === undefined) return
        const { recorded, block, verdicts } = made
        for (const [gap, verdict] of verdicts.entries()) {
          if (verdict.kind !== 'impossible' || verdict.refusal.kind !== 'cannot') continue
          const referee = refereed(recorded, block, gap)
          if (referee.kind !== 'cannot') throw new Error('the machine does not refuse')
          const awaited = /^waits for ([^,:]*)/.exec(referee.text)?.[1]
          if (awaited === undefined) continue
          waits += 1
          const who = recorded.machine.lanes[referee.lane]?.letter
          const text = refusalText(recorded, block, gap, verdict.refusal)
          expect(text.startsWith(`${who} would wait for ${awaited}`)).toBe(true)
          for (const [holder] of referee.text.matchAll(/\b[A-Z]\b(?= since| is in|$)/g))
            expect(text).toMatch(new RegExp(`\\b${holder} (would|holds|is)`))
        }
      }),
      { numRuns: 600 },
    )
    expect(waits).toBeGreaterThan(5)
  })

  it('within the class ends in the same state, with every step kept where it was', () => {
    fc.assert(
      fc.property(...cases, (recipe, picks, cut) => {
        const made = caseOf(recipe, picks, cut)
        if (made === undefined) return
        const { recorded, block, verdicts } = made
        recorded.run.jump(recorded.steps.length)
        const end = checksum(recorded.run.state)
        for (const [gap, verdict] of verdicts.entries()) {
          if (verdict.kind !== 'same-class' && verdict.kind !== 'here') continue
          const moved = moveBlock(recorded.run, block, gap)
          if (!moved.ok) throw new Error(`gap ${gap} is refused`)
          const { order } = movedOrder(recorded.steps.length, block, gap)
          expect(moved.value.origin).toEqual(order)
          expect(moved.value.dropped).toEqual([])
          const pcs = moved.value.run.steps.map(({ pc }) => pc)
          expect(pcs).toEqual(order.map((at) => recorded.steps[at]?.pc))
          expect(checksum(moved.value.run.state)).toBe(end)
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('the rest of a run with a moved block', () => {
  it('keeps the order within each thread and loses no step unaccounted for', () => {
    fc.assert(
      fc.property(...cases, (recipe, picks, cut) => {
        const made = caseOf(recipe, picks, cut)
        if (made === undefined) return
        const { recorded, block, verdicts } = made
        for (const [gap, verdict] of verdicts.entries()) {
          const moved = moveBlock(recorded.run, block, gap)
          if (verdict.kind === 'impossible' && verdict.refusal.kind === 'own-order') continue
          expect(moved.ok).toBe(verdict.kind !== 'impossible')
          if (!moved.ok) continue
          const { origin, dropped, putOff, at, stopped } = moved.value
          expect([...origin, ...dropped].toSorted((a, b) => a - b)).toEqual([
            ...recorded.steps.keys(),
          ])
          expect(origin.slice(at, at + block.steps.length)).toEqual(block.steps)
          for (const own of recorded.byLane)
            expect(origin.filter((each) => own.includes(each))).toEqual(
              own.filter((each) => !dropped.includes(each)),
            )
          expect(putOff.every((each) => origin.includes(each))).toBe(true)
          expect(stopped?.step).toBe(dropped[0])
        }
      }),
      { numRuns: 150 },
    )
  })
})
