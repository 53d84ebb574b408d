/**
 * The open file goes to another process over a socket (SCM_RIGHTS). The sender closes its descriptor
 * and exits; the receiver closes the file and unloads the driver. No fork is involved.
 */

import { ne, READ_ONCE, WRITE_ONCE } from '../../../build/expressions.ts'
import { fn, fnOf, p } from '../../../build/fn.ts'
import { global, scenario } from '../../../build/scenario.ts'
import { local, Return, set, waitUntil } from '../../../build/statements.ts'
import { ptr } from '../../../build/types.ts'
import { NULL } from '../../../build/wrap.ts'
import { atomic_inc } from '../../../kernel/atomic.ts'
import { mm_alloc, MmStruct } from '../../../kernel/mm.ts'
import { driver_load, driver_open, driver_unload, File, fput, wait_for_module } from '../driver.ts'
import { asPosted, deviceFixes, hmmFixes } from '../fixes.ts'
import { do_exit } from '../process.ts'
import { deviceQuestions, mirrorQuestions } from '../questions.ts'
import { HmmDevice } from '../structs.ts'
import { hmmLifetimes, hmmLocks, hmmRefcounts, mmapSem } from '../tracks.ts'

const the_mm = global('the_mm', ptr(MmStruct))
const the_device = global('the_device', ptr(HmmDevice))
const the_file = global('the_file', ptr(File))
/** The message in the socket's queue. */
const in_flight = global('in_flight', ptr(File))

/** sendmsg(2): the message holds a reference of its own. */
const send_file = fn('send_file', [p('file', ptr(File))], (file) => {
  atomic_inc(file.f_count)
  WRITE_ONCE(in_flight, file)
})

/** recvmsg(2): the reference of the message becomes the descriptor's. */
const receive_file = fnOf(ptr(File), 'receive_file', [], () => {
  waitUntil(ne(READ_ONCE(in_flight), NULL), { event: 'the message with the file' })
  const file = local('file', ptr(File), READ_ONCE(in_flight))
  Return(file)
})

const sender = fn('sender', [p('mm', ptr(MmStruct)), p('file', ptr(File))], (mm, file) => {
  send_file(file)
  fput(file)
  do_exit(mm, NULL)
})

const receiver = fn('receiver', [p('device', ptr(HmmDevice))], (device) => {
  const file = local('file', ptr(File), receive_file())
  fput(file)
  wait_for_module()
  driver_unload(device)
})

export const passedFile = scenario({
  id: 'hmm/passed-file',
  version: 1,
  title: 'HMM: the file is passed on and its first owner exits, v3 as posted',
  summary:
    'A process sends its open device file to another one, closes its own descriptor and exits. The receiver closes the file last, in a process that never had a mirror, and unloads the driver.',
  fixes: [...hmmFixes, ...deviceFixes],
  questions: [...mirrorQuestions, ...deviceQuestions],
  runs: [
    {
      id: 'closed-by-receiver',
      title: 'The receiver closes last and unloads while the sender exits',
      schedule: 'b15a12b6a3b2a4b',
      variant: asPosted,
    },
  ],
  tracks: () => [...hmmLocks(), mmapSem, ...hmmRefcounts(), ...hmmLifetimes],
  program: ({ setup, thread }) => {
    setup(() => {
      set(the_mm, mm_alloc())
      set(the_device, driver_load())
      set(the_file, driver_open(the_device, the_mm))
    })
    thread('A', 'receiver: close, driver unload', receiver, the_device)
    thread('B', 'sender: close, exit', sender, the_mm, the_file)
  },
})
