/**
 * What happens to an address space and to files when processes fork and exit. Kernel 4.1; left out is
 * what does not meet HMM: signals, page tables, the lazy TLB reference to the mm.
 */

import { fn, p } from '../../build/fn.ts'
import { If } from '../../build/statements.ts'
import { ptr } from '../../build/types.ts'
import { atomic_dec_and_test, atomic_inc } from '../../kernel/atomic.ts'
import { mmdrop, MmStruct } from '../../kernel/mm.ts'
import { __mmu_notifier_release } from '../../kernel/mmu-notifier.ts'
import { down_read, up_read } from '../../kernel/rwsem.ts'
import { File, fput } from './driver.ts'

/** fork(2), as far as files go: the child shares the parent's open file. Its mm is a new one without hmm. */
export const fork_file = fn('fork_file', [p('file', ptr(File))], (file) => {
  atomic_inc(file.f_count)
})

/** clone(2) with CLONE_VM and without CLONE_FILES: another task that uses the mm. */
export const clone_vm = fn('clone_vm', [p('mm', ptr(MmStruct))], (mm) => {
  atomic_inc(mm.mm_users)
})

/** The end of an address space; `unmap` for scenarios in which what is mapped matters. */
const exitMmap = (unmap: () => void) =>
  fn('exit_mmap', [p('mm', ptr(MmStruct))], (mm) => {
    __mmu_notifier_release(mm)
    unmap()
  })

/** The functions of exit for an address space whose contents go with `unmap`. */
export function exitOf(unmap: () => void) {
  const exit_mmap = exitMmap(unmap)

  const mmput = fn('mmput', [p('mm', ptr(MmStruct))], (mm) => {
    If(atomic_dec_and_test(mm.mm_users), () => {
      exit_mmap(mm)
      mmdrop(mm, 'mm_users')
    })
  })

  /** The semaphore is taken because of a core dump that may be running. */
  const exit_mm = fn('exit_mm', [p('mm', ptr(MmStruct))], (mm) => {
    down_read(mm.mmap_sem)
    up_read(mm.mmap_sem)
    mmput(mm)
  })

  const do_exit = fn('do_exit', [p('mm', ptr(MmStruct)), p('file', ptr(File))], (mm, file) => {
    exit_mm(mm)
    exit_files(file)
  })
  return { mmput, do_exit }
}

const exit_files = fn('exit_files', [p('file', ptr(File))], (file) => {
  If(file, () => fput(file))
})

const usual = exitOf(() => {})

/** Drops a user of the address space; with the last one its contents go, not yet the struct. */
export const mmput = usual.mmput

/** Exit of a task. The mm goes first: a driver hears of the last close when the mm is already dead. */
export const do_exit = usual.do_exit
