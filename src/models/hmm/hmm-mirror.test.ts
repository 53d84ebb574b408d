import { describe, expect, it } from 'vitest'
import { fn, p } from '../../build/fn.ts'
import { global } from '../../build/scenario.ts'
import { set } from '../../build/statements.ts'
import { int, ptr } from '../../build/types.ts'
import { mm_alloc, MmStruct } from '../../kernel/mm.ts'
import { kzalloc } from '../../kernel/slab.ts'
import { everyRun } from '../../testing/every-run.ts'
import { machineOf, playOut } from '../../testing/play.ts'
import { driver_load, driver_open, File } from './driver.ts'
import { hmm_mirror_register } from './hmm-mirror.ts'
import { clone_vm, mmput } from './process.ts'
import { HmmDevice, HmmMirror } from './structs.ts'

const ret = global('ret', int)
const the_mm = global('the_mm', ptr(MmStruct))
const the_device = global('the_device', ptr(HmmDevice))
const other_device = global('other_device', ptr(HmmDevice))
const the_file = global('the_file', ptr(File))

const register = fn(
  'register',
  [p('device', ptr(HmmDevice)), p('mm', ptr(MmStruct))],
  (device, mm) => {
    const mirror = kzalloc('mirror', HmmMirror)
    set(mirror.device, device)
    set(ret, hmm_mirror_register(mirror, mm))
    mmput(mm)
  },
)

/** An mm that is mirrored already, and a task that registers one more mirror and leaves the mm. */
function oneMore(device: typeof the_device): ReturnType<typeof machineOf> {
  return machineOf(({ setup, thread }) => {
    setup(() => {
      set(the_mm, mm_alloc())
      clone_vm(the_mm)
      set(the_device, driver_load())
      set(other_device, driver_load())
      set(the_file, driver_open(the_device, the_mm))
    })
    thread('A', 'register', register, device, the_mm)
  })
}

describe('hmm_mirror_register for an mm that is mirrored already', () => {
  const watched = ['ret', 'hmm->kref.refcount', 'mirror.A->kref.refcount', 'mirror.A->hmm']

  it('refuses a second mirror of the same device: -EINVAL, and takes nothing', () => {
    expect(everyRun(oneMore(the_device), watched)).toMatchObject({
      faults: [],
      outcomes: ['ret=-22 hmm->kref.refcount=1 mirror.A->kref.refcount=1 mirror.A->hmm=0'],
    })
  })

  it('uses the same hmm for another device', () => {
    const machine = oneMore(other_device)
    const [outcome] = everyRun(machine, watched).outcomes
    expect(outcome).toMatch(/^ret=0 hmm->kref\.refcount=2 mirror\.A->kref\.refcount=2 /)
    expect(outcome).not.toContain('mirror.A->hmm=0')
    expect(playOut(machine, 'A').lines.join('\n')).not.toContain('hmm_init')
  })
})
