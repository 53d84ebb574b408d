/**
 * An address space is mirrored on two devices, one after the other, by tasks that share it. The second
 * registration has to find the hmm of the first.
 */

import { fn, p } from '../../../build/fn.ts'
import { fixed, global, scenario } from '../../../build/scenario.ts'
import { If, local, set } from '../../../build/statements.ts'
import { ptr } from '../../../build/types.ts'
import { NULL } from '../../../build/wrap.ts'
import { mm_alloc, MmStruct } from '../../../kernel/mm.ts'
import { driver_load, driver_open, File } from '../driver.ts'
import { hmmFixes, hmmRefSlip } from '../fixes.ts'
import { clone_vm, do_exit } from '../process.ts'
import { mirrorQuestions, oneHmmPerMm } from '../questions.ts'
import { HmmDevice } from '../structs.ts'
import { hmmLifetimes, hmmLocks, hmmRefcounts, mmapSem, mmCount } from '../tracks.ts'

const the_mm = global('the_mm', ptr(MmStruct))
const the_device = global('the_device', ptr(HmmDevice))
const other_device = global('other_device', ptr(HmmDevice))
const the_file = global('the_file', ptr(File))

/** Opens the device, which registers a mirror, and exits with the file open. */
const open_and_exit = fn(
  'open_and_exit',
  [p('device', ptr(HmmDevice)), p('mm', ptr(MmStruct))],
  (device, mm) => {
    const file = local('file', ptr(File), driver_open(device, mm))
    If(file, () => do_exit(mm, file)).Else(() => do_exit(mm, NULL))
  },
)

export const twoRegistrations = scenario({
  id: 'hmm/two-registrations',
  version: 1,
  title: 'HMM: two devices mirror one address space, v3 as posted',
  summary:
    'Of two tasks with one address space, one has the device open and exits; the other opens a second device and exits. There is to be one hmm for both mirrors.',
  fixes: [...hmmFixes, hmmRefSlip],
  questions: [oneHmmPerMm, ...mirrorQuestions],
  runs: [
    {
      id: 'second-hmm',
      title: 'With the slip of the next revision: a second hmm for the same mm',
      schedule: 'a19',
      variant: { fixes: [hmmRefSlip.id], mutex: 'count' },
    },
  ],
  tracks: () => [...hmmLocks(), mmapSem, ...hmmRefcounts(), mmCount, ...hmmLifetimes],
  mayOutlive: ['hmm_device'],
  // With two hmms the last task of the mm may have to destroy both.
  bounds: () => (fixed(hmmRefSlip) ? { spawns: 2 } : {}),
  program: ({ setup, thread }) => {
    setup(() => {
      set(the_mm, mm_alloc())
      clone_vm(the_mm)
      set(the_device, driver_load())
      set(other_device, driver_load())
      set(the_file, driver_open(the_device, the_mm))
    })
    thread('A', 'open, exit', open_and_exit, other_device, the_mm)
    thread('B', 'exit of another task', do_exit, the_mm, the_file)
  },
})
