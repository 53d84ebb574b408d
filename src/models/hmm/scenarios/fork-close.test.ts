import { describe, expect, it } from 'vitest'
import { global } from '../../../build/scenario.ts'
import { set } from '../../../build/statements.ts'
import { ptr } from '../../../build/types.ts'
import type { Variant } from '../../../ir/program.ts'
import { mm_alloc, MmStruct } from '../../../kernel/mm.ts'
import { everyRun } from '../../../testing/every-run.ts'
import { machineFor, machineOf, play } from '../../../testing/play.ts'
import { driver_close_and_unload, driver_load, driver_open, File } from '../driver.ts'
import { asPosted, synchronizeSrcu } from '../fixes.ts'
import { do_exit, fork_file } from '../process.ts'
import { HmmDevice } from '../structs.ts'
import { child, forkClose } from './fork-close.ts'

const fixed: Variant = { fixes: [synchronizeSrcu.id], mutex: 'count' }
const clean = { faults: [], races: [], stuck: [], complete: true }

const the_mm = global('the_mm', ptr(MmStruct))
const the_device = global('the_device', ptr(HmmDevice))
const the_file = global('the_file', ptr(File))

/** The parent never closes its file itself: exit_files does. */
function openAtExit(closer: typeof child, variant: Variant): ReturnType<typeof machineOf> {
  return machineOf(
    ({ setup, thread }) => {
      setup(() => {
        set(the_mm, mm_alloc())
        set(the_device, driver_load())
        set(the_file, driver_open(the_device, the_mm))
        fork_file(the_file)
      })
      thread('A', 'child', closer, the_file, the_device)
      thread('B', 'parent', do_exit, the_mm, the_file)
    },
    {},
    variant,
  )
}

describe('parent exits while its child closes the file', () => {
  it('touches the mutex of the freed device when the parent has closed the file before', () => {
    const { faults, stopped } = play(machineFor(forkClose), forkClose.runs[0]?.schedule ?? '')
    expect(stopped).toBeUndefined()
    expect(faults[0]).toBe('38 B: use after free, reads device->mutex.wait_lock.locked')
  })

  it('does not with the proposed fix, in any run', () => {
    expect(everyRun(machineFor(forkClose, fixed))).toMatchObject(clean)
  })

  it('does not when the parent exits with the file open: its mm is gone before its file', () => {
    expect(everyRun(openAtExit(child, asPosted))).toMatchObject(clean)
  })

  it('is protected there by the module count only: the fix does not help a removal without it', () => {
    for (const variant of [asPosted, fixed]) {
      const { faults } = everyRun(openAtExit(driver_close_and_unload, variant))
      expect(faults[0]).toContain('use after free, reads device->mutex.wait_lock.locked')
    }
  })
})
