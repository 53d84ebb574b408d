import { describe, expect, it } from 'vitest'
import { fn, p } from '../../build/fn.ts'
import { global } from '../../build/scenario.ts'
import { set } from '../../build/statements.ts'
import { ptr } from '../../build/types.ts'
import { mm_alloc, MmStruct } from '../../kernel/mm.ts'
import { everyRun } from '../../testing/every-run.ts'
import { machineFor, machineOf, play, playOut } from '../../testing/play.ts'
import { callRelease } from './callbacks.ts'
import { driver_load, driver_open, File } from './driver.ts'
import { callerFreesMirror, hmmNeverDestroyed, mirrorQuestions, releaseOnce } from './questions.ts'
import { hmmUnrefInDestroy, hmmUnrefInKill, r2Spinlock } from './fixes.ts'
import { deviceUnregister } from './scenarios/device-unregister.ts'
import { leak } from './scenarios/leak.ts'
import { twoRegistrations } from './scenarios/two-registrations.ts'
import { HmmDevice } from './structs.ts'

const the_mm = global('the_mm', ptr(MmStruct))
const the_device = global('the_device', ptr(HmmDevice))
const the_file = global('the_file', ptr(File))

describe('what is asked can be answered in the negative', () => {
  it('release-once, by a driver that is called twice', () => {
    const twice = fn('twice', [p('file', ptr(File))], (file) => {
      callRelease(file.private_data.device, file.private_data)
      callRelease(file.private_data.device, file.private_data)
    })
    const machine = machineOf(
      ({ setup, thread }) => {
        setup(() => {
          set(the_mm, mm_alloc())
          set(the_device, driver_load())
          set(the_file, driver_open(the_device, the_mm))
        })
        thread('A', 'releases twice', twice, the_file)
      },
      {},
      { fixes: [r2Spinlock.id], mutex: 'count', questions: [releaseOnce.id] },
    )
    const { faults } = everyRun(machine)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain('property: ->release is called at most once')
  })

  it('how long the hmm lives, by a reference that is dropped twice', () => {
    const fixes = [hmmUnrefInKill.id, hmmUnrefInDestroy.id]
    const ends = (question: string, prefer: string): string => {
      const variant = { fixes, mutex: 'count' as const, questions: [question] }
      return playOut(machineFor(twoRegistrations, variant), prefer).faults.join('\n')
    }
    expect(ends('hmm-while-registered', 'AB')).toContain('property: no hmm is destroyed before')
    expect(ends('hmm-until-unregistered', 'CBA')).toContain('property: no hmm is freed before')
  })
})

describe('a question', () => {
  it.each(mirrorQuestions.filter(({ id }) => id !== callerFreesMirror.id))(
    '$id leaves the mail as it is, step by step',
    ({ id }) => {
      const mail = deviceUnregister.runs[0]?.schedule ?? ''
      const lines = ([[], [id]] as const).map((questions) => {
        const machine = machineFor(deviceUnregister, { fixes: [], mutex: 'count', questions })
        return play(machine, mail).lines
      })
      expect(lines[1]).toEqual(lines[0])
    },
  )

  it('that is a liberty moves the kfree of the mirror from the callback to the caller', () => {
    const variant = { fixes: [], mutex: 'count' as const, questions: [callerFreesMirror.id] }
    const machine = machineFor(leak, variant)
    const { run } = playOut(machine, 'A')
    const frees = run.steps.flatMap(({ events, main }) =>
      events.flatMap(({ event }) =>
        event.kind === 'free' && machine.memory.objects[event.object]?.name === 'mirror'
          ? [machine.lanes[0]?.frames[machine.lanes[0].code[main]?.frame ?? 0]?.fn]
          : [],
      ),
    )
    expect(frees).toEqual(['driver_release'])
  })

  it('that is a witness says that something can happen', () => {
    const asked = (fixes: readonly string[]): readonly string[] =>
      everyRun(machineFor(leak, { fixes, mutex: 'count', questions: [hmmNeverDestroyed.id] }))
        .faults
    expect(asked([])).toEqual([])
    expect(asked([hmmUnrefInDestroy.id])[0]).toContain('property: no hmm is ever destroyed')
  })
})
