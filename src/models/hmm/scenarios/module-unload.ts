/**
 * The driver's module is unloaded by somebody who has nothing to do with its files: all that the
 * unload waits for is that they are closed.
 */

import { fn, p } from '../../../build/fn.ts'
import { global, scenario } from '../../../build/scenario.ts'
import { set } from '../../../build/statements.ts'
import { ptr } from '../../../build/types.ts'
import { mm_alloc, MmStruct } from '../../../kernel/mm.ts'
import { driver_load, driver_open, driver_unload, File, fput, wait_for_module } from '../driver.ts'
import { asPosted, deviceFixes, hmmFixes } from '../fixes.ts'
import { mmput } from '../process.ts'
import { deviceQuestions, mirrorQuestions } from '../questions.ts'
import { HmmDevice } from '../structs.ts'
import { hmmLifetimes, hmmLocks, hmmRefcounts } from '../tracks.ts'

const the_mm = global('the_mm', ptr(MmStruct))
const the_device = global('the_device', ptr(HmmDevice))
const the_file = global('the_file', ptr(File))

const rmmod = fn('rmmod', [p('device', ptr(HmmDevice))], (device) => {
  wait_for_module()
  driver_unload(device)
})

export const moduleUnload = scenario({
  id: 'hmm/module-unload',
  version: 1,
  title: 'HMM: module unload against process exit, v3 as posted',
  summary:
    'A process exits while another one closes the device file for the last time, and a third unloads the driver as soon as its module is unused. Closing the file is enough for that; the exiting process may still be at work on the mirror.',
  fixes: [...hmmFixes, ...deviceFixes],
  questions: [...mirrorQuestions, ...deviceQuestions],
  runs: [
    {
      id: 'unloaded',
      title: 'The device is freed under the hands of the exiting process',
      schedule: 'b10a6b6c3b2c4b',
      variant: asPosted,
    },
  ],
  tracks: () => [...hmmLocks(), ...hmmRefcounts(), ...hmmLifetimes],
  program: ({ setup, thread }) => {
    setup(() => {
      set(the_mm, mm_alloc())
      set(the_device, driver_load())
      set(the_file, driver_open(the_device, the_mm))
    })
    thread('A', 'file close', fput, the_file)
    thread('B', 'process exit', mmput, the_mm)
    thread('C', 'rmmod', rmmod, the_device)
  },
})
