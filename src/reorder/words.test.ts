import { describe, expect, it } from 'vitest'
import { recordSteps } from '../explore/explain/recorded.ts'
import { deviceUnregister } from '../models/hmm/scenarios/device-unregister.ts'
import { parseSchedule } from '../share/schedule.ts'
import { machineFor } from '../testing/play.ts'
import { blockOf } from './block.ts'
import { verdictsOf } from './feasibility.ts'
import { refusalText } from './words.ts'

const machine = machineFor(deviceUnregister)

/** Per gap `.` for where the block stands, `=` within the class, `~` in another, or why it cannot. */
function verdicts(schedule: string, from: number, to: number): readonly string[] {
  const parsed = parseSchedule(schedule)
  if (!parsed.ok) throw new Error(parsed.error.message)
  const lanes = machine.lanes.map(({ letter }) => letter.toLowerCase())
  const entries = parsed.value.map(({ lane, choice }) => ({ lane: lanes.indexOf(lane), choice }))
  const recorded = recordSteps(machine, entries)
  if (!recorded.ok) throw new Error(recorded.error)
  const block = blockOf(recorded.value.steps, from - 1, to)
  if (block === undefined) throw new Error('no such block')
  return verdictsOf(recorded.value, block).map((verdict, gap) => {
    switch (verdict.kind) {
      case 'here':
        return '.'
      case 'same-class':
        return '='
      case 'other-class':
        return '~'
      case 'impossible':
        return refusalText(recorded.value, block, gap, verdict.refusal)
    }
  })
}

/** Equal verdicts on neighbouring gaps once, with the first gap. */
function summary(schedule: string, from: number, to: number): readonly string[] {
  const all = verdicts(schedule, from, to)
  return all.flatMap((text, gap) => (text === all[gap - 1] ? [] : [`${gap} ${text}`]))
}

/** The race of the mail: `1b … 6b 7a 8a 9a 10b … 13b 14a … 18a 19b … 24b 25a 26a 27b 28b 29a … 32a 33b`. */
const mail = deviceUnregister.runs[0]?.schedule ?? ''

describe('where a step of the mail thread’s race can stand', () => {
  it('is told with the lock that is held, by whom and until when', () => {
    expect(summary(mail, 14, 14)).toEqual([
      '0 A comes to it only after step 9',
      '9 A would wait for hmm->rwsem, which B holds until step 13',
      '13 .',
      '15 A has not returned from down_write yet',
    ])
  })

  it('is told with the lock that the step itself would have let go', () => {
    expect(summary(mail, 13, 13)).toEqual([
      '0 B comes to it only after step 12',
      '12 .',
      '14 A would wait for hmm->rwsem, which B would still hold',
    ])
  })

  it('is told with the call that its thread has not left', () => {
    expect(summary(mail, 16, 16)).toEqual([
      '0 A comes to it only after step 15',
      '8 A has not returned from down_write yet',
      '14 A comes to it only after step 15',
      '15 .',
      '17 A has not returned from hmm_mirror_kill yet',
    ])
  })

  it('is free between the steps of its own thread, within the class or out of it', () => {
    expect(summary(mail, 6, 6)).toEqual([
      '0 B comes to it only after step 5',
      '5 .',
      '7 =',
      '8 ~',
      '10 B has not returned from down_write yet',
    ])
  })
})
