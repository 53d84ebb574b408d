/**
 * The device runs in an address space that dies while another process closes the file: whoever takes
 * the mirror off the list is not the one who frees the pages.
 */

import { global, scenario } from '../../../build/scenario.ts'
import { set } from '../../../build/statements.ts'
import { ptr } from '../../../build/types.ts'
import { mm_alloc, MmStruct } from '../../../kernel/mm.ts'
import { kzalloc } from '../../../kernel/slab.ts'
import { driver_open, File, fput } from '../driver.ts'
import { asPosted, hmmFixes, r2Spinlock, r2Wait } from '../fixes.ts'
import { mirrorQuestions } from '../questions.ts'
import { HmmDevice } from '../structs.ts'
import { hmmLifetimes, hmmLocks, hmmRefcounts } from '../tracks.ts'
import { device_program, load_engine, mmput, Page, the_page } from './device-program.ts'

const the_mm = global('the_mm', ptr(MmStruct))
const the_device = global('the_device', ptr(HmmDevice))
const the_file = global('the_file', ptr(File))

export const deviceThreadsPassed = scenario({
  id: 'hmm/device-threads-passed',
  version: 1,
  title: 'HMM: the device goes on when the mm is dead and its file passed on, v3 as posted',
  summary:
    'A process exits while its program runs on the device and another process, which was given the file, closes it. The one that takes the mirror off the list tells the driver to stop; the other may be through before it does.',
  fixes: hmmFixes,
  questions: mirrorQuestions,
  runs: [
    {
      id: 'dead-address-space',
      title: 'The device reads a page of the dead process',
      schedule: 'b25c',
      variant: asPosted,
    },
    {
      id: 'next-revision',
      title: 'The same in the next revision: the mirror is off the list, the driver not told yet',
      schedule: 'a6b18c',
      variant: { fixes: [r2Spinlock.id, r2Wait.id], mutex: 'count' },
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
    thread('A', 'file close', fput, the_file)
    thread('B', 'process exit', mmput, the_mm)
    thread('C', 'program on the device', device_program, the_page)
  },
})
