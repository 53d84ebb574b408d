/**
 * The case of the review: the original process exits while another one, which was given the file,
 * closes it and unloads the driver. B starts where the last user of the mm lets go of it.
 */

import { global, scenario } from '../../../build/scenario.ts'
import { set } from '../../../build/statements.ts'
import { ptr } from '../../../build/types.ts'
import { mm_alloc, MmStruct } from '../../../kernel/mm.ts'
import { driver_close_and_unload, driver_load, driver_open, File } from '../driver.ts'
import { asPosted, hmmFixes } from '../fixes.ts'
import { mmput } from '../process.ts'
import { HmmDevice } from '../structs.ts'
import { hmmLifetimes, hmmLocks, hmmRefcounts } from '../tracks.ts'

const the_mm = global('the_mm', ptr(MmStruct))
const the_device = global('the_device', ptr(HmmDevice))
const the_file = global('the_file', ptr(File))

export const deviceUnregister = scenario({
  id: 'hmm/device-unregister',
  version: 1,
  title: 'HMM: device unregister against process exit, v3 as posted',
  summary:
    'A process that mirrors its memory on a device exits while another one closes the device file for the last time and unloads the driver. The device is freed while the exiting process is still inside mutex_unlock on the mutex in it.',
  fixes: hmmFixes,
  runs: [
    {
      id: 'mail',
      title: 'The sequence of the mail',
      schedule: 'b6a3b4a5b6a2b2a4b',
      variant: asPosted,
    },
  ],
  tracks: [...hmmLocks, ...hmmRefcounts, ...hmmLifetimes],
  program: ({ setup, thread }) => {
    setup(() => {
      set(the_mm, mm_alloc())
      set(the_device, driver_load())
      set(the_file, driver_open(the_device, the_mm))
    })
    thread('A', 'file close, driver unload', driver_close_and_unload, the_file, the_device)
    thread('B', 'process exit', mmput, the_mm)
  },
})
