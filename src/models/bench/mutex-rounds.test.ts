import { describe, expect, it } from 'vitest'
import { parseSchedule, printSchedule } from '../../share/schedule.ts'
import { machineFor, play, playOut } from '../../testing/play.ts'
import { viewOf } from '../../testing/view.ts'
import { autoFolds } from '../../trace/rows-fold.ts'
import { layoutRows } from '../../trace/rows.ts'
import { mutexRounds } from './mutex-rounds.ts'

const machine = machineFor(mutexRounds)

describe('the long run', () => {
  it('comes in three lengths, the shortest first', () => {
    expect(mutexRounds.runs.map(({ id }) => id)).toEqual(['rows-60', 'rows-200', 'rows-2000'])
  })

  it.each(mutexRounds.runs)('$id has that many steps, each a row, and no violation', (run) => {
    const steps = Number(run.id.replace('rows-', ''))
    const played = play(machine, run.schedule)
    const view = viewOf(machine, played)
    expect(played.stopped).toBeUndefined()
    expect(view.steps).toHaveLength(steps)
    expect(layoutRows(view, autoFolds)).toHaveLength(steps)
    expect(view.violations).toEqual([])
    expect(view.end.text).toBe('A and B can go on')
  })

  it.each(mutexRounds.runs)(
    '$id switches often, and about every tenth row begins a wait',
    (run) => {
      const view = viewOf(machine, play(machine, run.schedule))
      const switches = view.steps.filter(({ isSwitch }) => isSwitch)
      expect(switches.length / view.steps.length).toBeGreaterThan(0.3)
      expect(view.waits.length / view.steps.length).toBeCloseTo(0.1, 1)
    },
  )

  it.each(mutexRounds.runs)('$id is written in the canonical form', ({ schedule }) => {
    const parsed = parseSchedule(schedule)
    expect(parsed.ok && printSchedule(parsed.value)).toBe(schedule)
  })

  it('goes on to the end of both threads, beyond 2,100 steps', () => {
    const { run, faults } = playOut(machine, 'AB', 10_000)
    expect(run.steps.length).toBeGreaterThan(2_100)
    expect(faults).toEqual([])
    expect(viewOf(machine, { run, faults, lines: [], stopped: undefined })).toMatchObject({
      violations: [],
      end: { kind: 'complete' },
    })
  })
})
