/**
 * A device that runs a program of its own in the address space that it mirrors: what the release
 * callback is for. The device stops at once when the driver says so; until then it uses pages of the
 * process, which go when exit_mmap is through with the notifiers.
 */

import { fn, p, staticFn } from '../../../build/fn.ts'
import { READ_ONCE, WRITE_ONCE } from '../../../build/expressions.ts'
import { global } from '../../../build/scenario.ts'
import { atomic, For, If, local } from '../../../build/statements.ts'
import { embed, int, ptr, struct } from '../../../build/types.ts'
import { kfree } from '../../../kernel/slab.ts'
import { afterRelease, loadWith, opsWith } from '../driver.ts'
import { exitOf } from '../process.ts'
import { HmmMirror } from '../structs.ts'

/** What is mapped in the address space. */
export const Page = struct('page', { data: int })
export const the_page = global('the_page', ptr(Page))

/** The device's command register. */
const Engine = struct('engine', { running: int })
const engine = global('engine', embed(Engine), { running: 1 })

/** Memory accesses of the device, as many as are looked at. */
const accesses = 2

/** One access is one step: a device that is stopped has none under way. */
export const device_program = fn('device_program', [p('page', ptr(Page))], (page) => {
  const i = local('i', int)
  For(i, 0, accesses, () => {
    atomic(() => {
      If(READ_ONCE(engine.running), () => {
        local('data', int, READ_ONCE(page.data))
      })
    })
  })
})

/** Kills what runs on the device, as the comment in the patch demands of the callback. */
const driver_mirror_release = staticFn(
  'driver_mirror_release',
  [p('mirror', ptr(HmmMirror))],
  (mirror) => {
    WRITE_ONCE(engine.running, 0)
    afterRelease(mirror)
  },
)

export const load_engine = loadWith(opsWith(driver_mirror_release))

export const { mmput, do_exit } = exitOf(() => kfree(the_page))
