/** One task opens the device, closes it and exits. No race is needed for the leak of the review. */

import { fn, p } from '../../../build/fn.ts'
import { global, scenario } from '../../../build/scenario.ts'
import { If, local, set } from '../../../build/statements.ts'
import { ptr } from '../../../build/types.ts'
import { NULL } from '../../../build/wrap.ts'
import { mm_alloc, MmStruct } from '../../../kernel/mm.ts'
import { driver_load, driver_open, File, fput } from '../driver.ts'
import { asPosted, referenceFixes } from '../fixes.ts'
import { do_exit } from '../process.ts'
import { mirrorQuestions } from '../questions.ts'
import { HmmDevice } from '../structs.ts'
import { hmmLifetimes, hmmLocks, hmmRefcounts, mmapSem, mmCount } from '../tracks.ts'

const the_mm = global('the_mm', ptr(MmStruct))
const the_device = global('the_device', ptr(HmmDevice))

const open_close_exit = fn(
  'open_close_exit',
  [p('device', ptr(HmmDevice)), p('mm', ptr(MmStruct))],
  (device, mm) => {
    const file = local('file', ptr(File), driver_open(device, mm))
    If(file, () => fput(file))
    do_exit(mm, NULL)
  },
)

export const leak = scenario({
  id: 'hmm/leak',
  version: 1,
  title: 'HMM: one process registers, unregisters and exits, v3 as posted',
  summary:
    'Registering takes a reference to the hmm that nothing drops. The hmm is never destroyed, its notifier never unregistered, and so the mm is never freed either.',
  fixes: referenceFixes,
  questions: mirrorQuestions,
  runs: [
    {
      id: 'leak',
      title: 'Registering, unregistering, exit',
      schedule: 'a66',
      variant: asPosted,
    },
  ],
  tracks: () => [...hmmLocks(), mmapSem, ...hmmRefcounts(), mmCount, ...hmmLifetimes],
  mayOutlive: ['hmm_device'],
  program: ({ setup, thread }) => {
    setup(() => {
      set(the_mm, mm_alloc())
      set(the_device, driver_load())
    })
    thread('A', 'open, close, exit', open_close_exit, the_device, the_mm)
  },
})
