import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { enabledLanes } from '../../machine/enabled.ts'
import type { Machine } from '../../machine/machine.ts'
import { partName } from '../../machine/memory.ts'
import { Run, type ScheduleEntry } from '../../machine/run.ts'
import { deviceUnregister } from '../../models/hmm/scenarios/device-unregister.ts'
import { machineFrom, recipes } from '../../testing/generate.ts'
import { machineFor, play } from '../../testing/play.ts'
import { record, type Recorded } from '../explain/recorded.ts'
import type { Edge } from './edges.ts'
import { StepOrder } from './order.ts'
import { swap } from './swap.ts'

function recorded(machine: Machine, schedule: readonly ScheduleEntry[]): Recorded {
  const found = record(machine, schedule)
  if (!found.ok) throw new Error(found.error)
  return found.value
}

function wander(machine: Machine, picks: readonly number[]): readonly ScheduleEntry[] {
  const begun = Run.begin(machine)
  if (!begun.ok) return []
  for (const pick of picks) {
    const lanes = enabledLanes(machine, begun.value.state)
    const lane = lanes[pick % Math.max(1, lanes.length)]
    if (lane !== undefined) begun.value.step(lane)
  }
  return begun.value.steps
}

const wanderings = fc.array(fc.nat({ max: 5 }), { maxLength: 40 })

describe('the order of the steps of a run', () => {
  it('relates exactly those that the search over interleaving classes cannot swap freely', () => {
    let pairs = 0
    fc.assert(
      fc.property(recipes, wanderings, (recipe, picks) => {
        const machine = machineFrom(recipe)
        const run = recorded(machine, wander(machine, picks))
        const order = new StepOrder(run)
        for (let late = 0; late < run.steps.length; late++) {
          for (let early = 0; early < late; early++) {
            const isRelated = order.relation(early, late).kind !== 'independent'
            expect(isRelated).toBe(run.history.isBefore(early, late))
            pairs++
          }
        }
      }),
      { numRuns: 100 },
    )
    expect(pairs).toBeGreaterThan(400)
  })

  it('gives chains that lead from the one to the other, link by link', () => {
    fc.assert(
      fc.property(recipes, wanderings, (recipe, picks) => {
        const machine = machineFrom(recipe)
        const run = recorded(machine, wander(machine, picks))
        const order = new StepOrder(run)
        const late = run.steps.length - 1
        for (let early = 0; early < late; early++) {
          const relation = order.relation(early, late)
          if (relation.kind !== 'ordered' && relation.kind !== 'through-races') continue
          const ends = relation.chain.map((link) => (link.kind === 'edge' ? link.edge : link))
          expect(ends[0]?.from).toBe(early)
          expect(ends.at(-1)?.to).toBe(late)
          for (const [i, { from }] of ends.slice(1).entries()) expect(from).toBe(ends[i]?.to)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('lets independent steps be swapped without leaving the interleaving class', () => {
    let swapped = 0
    fc.assert(
      fc.property(recipes, wanderings, (recipe, picks) => {
        const machine = machineFrom(recipe)
        const run = recorded(machine, wander(machine, picks))
        const order = new StepOrder(run)
        for (let late = 1; late < run.steps.length; late++) {
          if (order.relation(late - 1, late).kind !== 'independent') continue
          const other = swap(run, late - 1, late)
          if (other.kind !== 'swapped') throw new Error('neighbours have nothing in between')
          const again = record(machine, other.schedule)
          // Only a retry loop minds when others write.
          if (!again.ok) continue
          expect(again.value.history.key()).toBe(run.history.key())
          swapped++
        }
      }),
      { numRuns: 100 },
    )
    expect(swapped).toBeGreaterThan(50)
  })
})

describe('in the race of the mail', () => {
  const machine = machineFor(deviceUnregister)
  const { run, lines } = play(machine, deviceUnregister.runs[0]?.schedule ?? '')
  const mail = recorded(machine, run.steps)
  const order = new StepOrder(mail)
  const told = ({ from, to, why }: Edge): string =>
    `${lines[from]} → ${lines[to]}${why.kind === 'lock' ? ` (${partName(machine.memory, why.lock)})` : ''}`

  it('locks order the threads that take them one after the other', () => {
    const locks = order.edges.filter(({ why }) => why.kind === 'lock').map(told)
    expect(locks.some((edge) => edge.endsWith('(device->mutex)'))).toBe(true)
    expect(new Set(locks.map((edge) => edge.split('(').at(-1))).size).toBeGreaterThan(1)
  })

  it('the access after the free is ordered with the free by nothing but this run', () => {
    const use = run.steps.findIndex(({ events }) =>
      events.some(({ event }) => event.kind === 'fault'),
    )
    const free = run.steps.findLastIndex(({ events }) =>
      events.some(({ event }) => event.kind === 'free'),
    )
    const relation = order.relation(free, use)
    expect(relation.kind).toBe('racing')
    expect(swap(mail, free, use).kind).toBe('swapped')
  })
})
