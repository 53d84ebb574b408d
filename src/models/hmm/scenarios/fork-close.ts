/**
 * A process forked with the device file open, so that two processes share it. The parent exits and
 * drops its share before that or in exit_files, after its mm is gone; the child closes the file and
 * unloads the driver as soon as nobody has it open any more.
 */

import { not } from '../../../build/expressions.ts'
import { fn, p } from '../../../build/fn.ts'
import { global, scenario } from '../../../build/scenario.ts'
import { choose, If, local, set } from '../../../build/statements.ts'
import { ptr } from '../../../build/types.ts'
import { NULL } from '../../../build/wrap.ts'
import { mm_alloc, MmStruct } from '../../../kernel/mm.ts'
import { driver_load, driver_open, driver_unload, File, fput, wait_for_module } from '../driver.ts'
import { asPosted, deviceFixes, hmmFixes } from '../fixes.ts'
import { do_exit, fork_file } from '../process.ts'
import { deviceQuestions, mirrorQuestions } from '../questions.ts'
import { HmmDevice } from '../structs.ts'
import { hmmLifetimes, hmmLocks, hmmRefcounts, mmapSem } from '../tracks.ts'

const the_mm = global('the_mm', ptr(MmStruct))
const the_device = global('the_device', ptr(HmmDevice))
const the_file = global('the_file', ptr(File))

export const child = fn(
  'child',
  [p('file', ptr(File)), p('device', ptr(HmmDevice))],
  (file, device) => {
    fput(file)
    wait_for_module()
    driver_unload(device)
  },
)

const parent = fn('parent', [p('mm', ptr(MmStruct)), p('file', ptr(File))], (mm, file) => {
  const open = local('open', ptr(File), file)
  const keeps = choose('keeps', ['closes its file first', 'keeps its file open'])
  If(not(keeps), () => {
    fput(open)
    set(open, NULL)
  })
  do_exit(mm, open)
})

export const forkClose = scenario({
  id: 'hmm/fork-close',
  version: 1,
  title: 'HMM: parent exits while its child closes the file, v3 as posted',
  summary:
    'A process opens the device, forks and exits; the child closes the file and unloads the driver. When the parent closed its own descriptor before it exits, the child runs the last close while the parent is still in exit_mmap.',
  fixes: [...hmmFixes, ...deviceFixes],
  questions: [...mirrorQuestions, ...deviceQuestions],
  runs: [
    {
      id: 'closed-before-exit',
      title: 'The parent closes its file, exits, and the child closes last',
      schedule: 'b10a3b4a5b6a3b2a4b',
      variant: asPosted,
    },
  ],
  tracks: () => [...hmmLocks(), mmapSem, ...hmmRefcounts(), ...hmmLifetimes],
  program: ({ setup, thread }) => {
    setup(() => {
      set(the_mm, mm_alloc())
      set(the_device, driver_load())
      set(the_file, driver_open(the_device, the_mm))
      fork_file(the_file)
    })
    thread('A', 'child: close, driver unload', child, the_file, the_device)
    thread('B', 'parent: exit', parent, the_mm, the_file)
  },
})
