/**
 * The first remark of the review: ->release comes when the mirror is destroyed, which is when the
 * driver's file is closed, and that is after the address space is gone.
 */

import { global, scenario } from '../../../build/scenario.ts'
import { set } from '../../../build/statements.ts'
import { ptr } from '../../../build/types.ts'
import { mm_alloc, MmStruct } from '../../../kernel/mm.ts'
import { kzalloc } from '../../../kernel/slab.ts'
import { driver_open, File } from '../driver.ts'
import { asPosted, hmmFixes } from '../fixes.ts'
import { mirrorQuestions } from '../questions.ts'
import { HmmDevice } from '../structs.ts'
import { hmmLifetimes, hmmLocks, hmmRefcounts } from '../tracks.ts'
import { device_program, do_exit, load_engine, Page, the_page } from './device-program.ts'

const the_mm = global('the_mm', ptr(MmStruct))
const the_device = global('the_device', ptr(HmmDevice))
const the_file = global('the_file', ptr(File))

export const deviceThreads = scenario({
  id: 'hmm/device-threads',
  version: 1,
  title: 'HMM: the device goes on when the mm is dead, v3 as posted',
  summary:
    'A process exits while a program of its own runs on the device. The driver is told to stop it when the mirror is destroyed: that is when the file is closed, after the pages of the process are gone.',
  fixes: hmmFixes,
  questions: mirrorQuestions,
  runs: [
    {
      id: 'dead-address-space',
      title: 'The device reads a page of the dead process',
      schedule: 'a26b',
      variant: asPosted,
    },
  ],
  tracks: () => [
    ...hmmLocks(),
    ...hmmRefcounts(),
    { kind: 'lifetime', object: 'page' },
    ...hmmLifetimes,
  ],
  mayOutlive: ['hmm_device'],
  program: ({ setup, thread }) => {
    setup(() => {
      set(the_mm, mm_alloc())
      set(the_page, kzalloc('page', Page))
      set(the_device, load_engine())
      set(the_file, driver_open(the_device, the_mm))
    })
    thread('A', 'process exit', do_exit, the_mm, the_file)
    thread('B', 'program on the device', device_program, the_page)
  },
})
