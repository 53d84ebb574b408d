/**
 * Two tasks share an address space but not their files. One opens the device, which registers a
 * mirror, and exits; the other exits at the same time. Registering is a call of a running task of that
 * mm, which holds a reference in `mm_users` of its own: an mm that is already being torn down is never
 * registered. What can meet is registration and the other's exit_mm (over mmap_sem), and, when the
 * other is the last user, its exit_mmap and the registering task's exit_files.
 */

import { fn, p } from '../../../build/fn.ts'
import { global, scenario } from '../../../build/scenario.ts'
import { local, set } from '../../../build/statements.ts'
import { ptr } from '../../../build/types.ts'
import { NULL } from '../../../build/wrap.ts'
import { mm_alloc, MmStruct } from '../../../kernel/mm.ts'
import { driver_load, driver_open, File } from '../driver.ts'
import { asPosted, hmmFixes } from '../fixes.ts'
import { clone_vm, do_exit } from '../process.ts'
import { mirrorQuestions } from '../questions.ts'
import { HmmDevice } from '../structs.ts'
import { hmmLifetimes, hmmLocks, hmmRefcounts, mmapSem } from '../tracks.ts'

const the_mm = global('the_mm', ptr(MmStruct))
const the_device = global('the_device', ptr(HmmDevice))

const open_and_exit = fn(
  'open_and_exit',
  [p('device', ptr(HmmDevice)), p('mm', ptr(MmStruct))],
  (device, mm) => {
    const file = local('file', ptr(File), driver_open(device, mm))
    do_exit(mm, file)
  },
)

export const registerExit = scenario({
  id: 'hmm/register-exit',
  version: 1,
  title: 'HMM: registering a mirror against exit, v3 as posted',
  summary:
    'Two tasks share an address space. One opens the device, which registers a mirror, and exits; the other exits meanwhile. Whoever leaves the mm last runs the notifiers.',
  fixes: hmmFixes,
  questions: mirrorQuestions,
  runs: [
    {
      id: 'late-release',
      title: 'The driver is called back after hmm_mirror_unregister has returned',
      schedule: 'a11b4a20b2a7b6a3b4a5b20',
      variant: asPosted,
    },
  ],
  tracks: () => [...hmmLocks(), mmapSem, ...hmmRefcounts(), ...hmmLifetimes],
  mayOutlive: ['hmm_device'],
  program: ({ setup, thread }) => {
    setup(() => {
      set(the_mm, mm_alloc())
      clone_vm(the_mm)
      set(the_device, driver_load())
    })
    thread('A', 'open, exit', open_and_exit, the_device, the_mm)
    thread('B', 'exit of another task', do_exit, the_mm, NULL)
  },
})
