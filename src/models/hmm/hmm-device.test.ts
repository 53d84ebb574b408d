import { describe, expect, it } from 'vitest'
import { fn, p } from '../../build/fn.ts'
import { global } from '../../build/scenario.ts'
import { set } from '../../build/statements.ts'
import { embed, int, ptr } from '../../build/types.ts'
import { NULL } from '../../build/wrap.ts'
import { mm_alloc, MmStruct } from '../../kernel/mm.ts'
import { everyRun } from '../../testing/every-run.ts'
import { machineOf } from '../../testing/play.ts'
import { driver_load, driver_open, File, fput } from './driver.ts'
import { hmm_device_register, hmm_device_unregister } from './hmm-device.ts'
import { HmmDevice, HmmDeviceOps } from './structs.ts'

const ret = global('ret', int)
const second = global('second', int)
const the_mm = global('the_mm', ptr(MmStruct))
const the_device = global('the_device', ptr(HmmDevice))
const the_file = global('the_file', ptr(File))

describe('hmm_device_register', () => {
  const no_ops = global('no_ops', embed(HmmDevice))
  const empty_ops = global('empty_ops', embed(HmmDeviceOps))
  const no_release = global('no_release', embed(HmmDevice), { ops: empty_ops })
  const register = fn('register', [p('device', ptr(HmmDevice))], (device) => {
    set(ret, hmm_device_register(device))
  })

  it.each([
    ['no device', NULL],
    ['a device without ops', no_ops],
    ['a device without a release callback', no_release],
  ])('refuses %s: -EINVAL', (_, device) => {
    const machine = machineOf(({ thread }) => thread('A', 'register', register, device))
    expect(everyRun(machine, ['ret'])).toMatchObject({ faults: [], outcomes: ['ret=-22'] })
  })
})

describe('hmm_device_unregister', () => {
  it('is -EBUSY while there is a mirror, then 0', () => {
    const unregister_twice = fn(
      'unregister_twice',
      [p('device', ptr(HmmDevice)), p('file', ptr(File))],
      (device, file) => {
        set(ret, hmm_device_unregister(device))
        fput(file)
        set(second, hmm_device_unregister(device))
      },
    )
    const machine = machineOf(({ setup, thread }) => {
      setup(() => {
        set(the_mm, mm_alloc())
        set(the_device, driver_load())
        set(the_file, driver_open(the_device, the_mm))
      })
      thread('A', 'unregister', unregister_twice, the_device, the_file)
    })
    expect(everyRun(machine, ['ret', 'second'])).toMatchObject({
      faults: [],
      outcomes: ['ret=-16 second=0'],
    })
  })
})
