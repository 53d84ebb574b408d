import { describe, expect, it } from 'vitest'
import { machineFor, playOut } from '../../../testing/play.ts'
import { deviceUnregister } from './device-unregister.ts'

const machineOfSize = (processes: number, devices: number, mirrors = 1) =>
  machineFor(deviceUnregister, {
    fixes: [],
    mutex: 'count',
    sizes: { processes, devices, mirrors },
  })

const each = [1, 2, 3] as const
const sizes = each.flatMap((p) => each.flatMap((d) => each.map((m) => [p, d, m] as const)))

describe('the case of the review in larger sizes', () => {
  it('is the case itself where nothing is said', () => {
    const plain = machineFor(deviceUnregister)
    const one = machineOfSize(1, 1)
    expect(one.stateSize).toBe(plain.stateSize)
    expect(one.lanes.map(({ title }) => title)).toEqual(plain.lanes.map(({ title }) => title))
  })

  it.each(sizes)(
    '%i processes, %i devices, %i mirrors: all are opened, closed and freed',
    (p, d, m) => {
      const machine = machineOfSize(p, d, m)
      const threads = machine.lanes.filter(({ kind }) => kind === 'thread')
      expect(threads).toHaveLength(p + d)
      const closersFirst = threads.map(({ letter }) => letter).join('')
      const { run, faults } = playOut(machine, closersFirst)
      expect(faults).toEqual([])
      const freed = run.steps
        .flatMap(({ events }) => events.map(({ event }) => event))
        .flatMap((event) => (event.kind === 'free' ? [machine.memory.objects[event.object]] : []))
        .map((object) => object?.name.replace(/\d+$/, ''))
      const count = (name: string): number => freed.filter((each) => each === name).length
      expect(count('mirror')).toBe(Math.min(p * d, Math.max(p, d, m)))
      expect(count('file')).toBe(count('mirror'))
      expect(count('device')).toBe(d)
      expect(run.readiness(0).kind).toBe('done')
    },
  )

  it('takes no more than there is, and no nonsense', () => {
    expect(machineOfSize(7, 0).lanes.filter(({ kind }) => kind === 'thread')).toHaveLength(4)
  })
})
