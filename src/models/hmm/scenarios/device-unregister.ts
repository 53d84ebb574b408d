/**
 * The case of the review: the original process exits while another one, which was given the file,
 * closes it and unloads the driver. B starts where the last user of the mm lets go of it. In larger
 * sizes each device has a thread that closes all its files and unloads it, and each process one that
 * exits.
 */

import { type Parts, scenario } from '../../../build/scenario.ts'
import { set } from '../../../build/statements.ts'
import { mm_alloc } from '../../../kernel/mm.ts'
import { throughKernel } from '../../../kernel/quiescent.ts'
import { driver_close_and_unload, driver_load, driver_open } from '../driver.ts'
import { asPosted, deviceFixes, hmmFixes, rcuNonPreemptible } from '../fixes.ts'
import { mmput } from '../process.ts'
import { deviceQuestions, mirrorQuestions } from '../questions.ts'
import { hmmLifetimes, hmmLocks, hmmRefcounts } from '../tracks.ts'
import {
  close_2_and_unload,
  close_3_and_unload,
  type Crowd,
  crowd,
  crowdBounds,
  devices,
  mirrors,
  pairsOf,
  processes,
} from './sizes.ts'

const letter = (lane: number): string => String.fromCharCode(65 + lane)

function closers(thread: Parts['thread'], all: Crowd): void {
  for (const [lane, device] of all.devices.entries()) {
    const title = 'file close, driver unload'
    const [one, two, three] = all.mirrors.filter((each) => each.device === device)
    if (one === undefined) continue
    if (two === undefined) {
      thread(letter(lane), title, throughKernel(driver_close_and_unload), one.file, device)
    } else if (three === undefined) {
      const entry = throughKernel(close_2_and_unload)
      thread(letter(lane), title, entry, one.file, two.file, device)
    } else {
      const entry = throughKernel(close_3_and_unload)
      thread(letter(lane), title, entry, one.file, two.file, three.file, device)
    }
  }
}

export const deviceUnregister = scenario({
  id: 'hmm/device-unregister',
  version: 1,
  title: 'HMM: device unregister against process exit, v3 as posted',
  summary:
    'A process that mirrors its memory on a device exits while another one closes the device file for the last time and unloads the driver. The device is freed while the exiting process is still inside mutex_unlock on the mutex in it.',
  fixes: [...hmmFixes, ...deviceFixes, rcuNonPreemptible],
  questions: [...mirrorQuestions, ...deviceQuestions],
  sizes: [processes, devices, mirrors],
  runs: [
    {
      id: 'mail',
      title: 'The sequence of the mail',
      schedule: 'b6a3b4a5b6a2b2a4b',
      variant: asPosted,
    },
  ],
  tracks: () => [...hmmLocks(), ...hmmRefcounts(), ...hmmLifetimes],
  bounds: crowdBounds,
  program: ({ setup, thread, interchangeable }) => {
    const all = crowd()
    setup(() => {
      for (const mm of all.mms) set(mm, mm_alloc())
      for (const device of all.devices) set(device, driver_load())
      for (const { file, mm, device } of all.mirrors) set(file, driver_open(device, mm))
    })
    closers(thread, all)
    for (const [i, mm] of all.mms.entries()) {
      thread(letter(all.devices.length + i), 'process exit', throughKernel(mmput), mm)
    }
    interchangeable(
      pairsOf(all).map((words, i) => ({
        threads: [letter(i), letter(all.devices.length + i)],
        words,
      })),
    )
  },
})
