import { describe, expect, it } from 'vitest'
import { eq, gt, READ_ONCE } from '../build/expressions.ts'
import { fn, p } from '../build/fn.ts'
import { global, type ScenarioSpec } from '../build/scenario.ts'
import { If, local, set, waitUntil } from '../build/statements.ts'
import { embed, int, ptr, struct } from '../build/types.ts'
import { Kref, kref_get, kref_init, kref_put } from '../kernel/kref.ts'
import { Mutex, mutex_init, mutex_lock, mutex_unlock } from '../kernel/mutex.ts'
import { down_read, down_write, init_rwsem, Rwsem, up_read, up_write } from '../kernel/rwsem.ts'
import { kfree, kzalloc } from '../kernel/slab.ts'
import { SrcuStruct, srcu_read_lock, srcu_read_unlock, synchronize_srcu } from '../kernel/srcu.ts'
import { machineOf, play } from '../testing/play.ts'
import { trackRows, viewOf } from '../testing/view.ts'
import type { RunView } from './view.ts'

const Device = struct('device', {
  mutex: embed(Mutex),
  rwsem: embed(Rwsem),
  kref: embed(Kref),
  users: int,
})
const the_device = global('the_device', ptr(Device))
const domain = global('domain', embed(SrcuStruct))

const setUp = (): void => {
  const device = kzalloc('device', Device)
  mutex_init(device.mutex)
  init_rwsem(device.rwsem)
  kref_init(device.kref, 'the table')
  set(the_device, device)
}
const device_release = fn('device_release', [p('kref', ptr(Kref))], (kref) => {
  kfree(kref)
})

/** Two threads A and B that get the device; `tracks` by field. */
function see(
  schedule: string,
  a: (device: typeof the_device) => void,
  b: (device: typeof the_device) => void,
  tracks: NonNullable<ScenarioSpec['tracks']> = [],
): RunView {
  const machine = machineOf(
    ({ setup, thread }) => {
      setup(setUp)
      thread('A', 'one', fn('a', [p('device', ptr(Device))], a), the_device)
      thread('B', 'other', fn('b', [p('device', ptr(Device))], b), the_device)
    },
    { tracks },
  )
  const played = play(machine, schedule)
  expect(played.stopped).toBeUndefined()
  return viewOf(machine, played, schedule)
}

const lockTrack = (path: string): { kind: 'lock'; object: string; path: string } => ({
  kind: 'lock',
  object: 'device',
  path,
})
const texts = (view: RunView): readonly string[] =>
  view.violations.map((each) => `${each.at + 1} ${each.title}: ${each.text}`)

describe('the track of a lock', () => {
  it('shows owner, waiter, and an owner that has let go but is still inside', () => {
    const critical = (device: typeof the_device): void => {
      mutex_lock(device.mutex)
      mutex_unlock(device.mutex)
    }
    const view = see('ab2a3bab', critical, critical, [lockTrack('mutex')])
    expect(trackRows(view)).toEqual([
      '1 A A',
      '2 B A',
      '3 B A',
      '4 A A+B',
      '5 A A+B',
      '6 A (A)',
      '7 B B(A)',
      '8 A B(A)',
      '9 B B(A)',
    ])
    expect(view.waits.map((wait) => wait.text)).toEqual(['device->mutex held by A'])
  })

  it('tells readers from writers', () => {
    const view = see(
      'ab2ab',
      (device) => {
        down_read(device.rwsem)
        up_read(device.rwsem)
      },
      (device) => {
        down_read(device.rwsem)
        up_read(device.rwsem)
        down_write(device.rwsem)
        up_write(device.rwsem)
      },
      [lockTrack('rwsem')],
    )
    expect(trackRows(view)).toEqual(['1 A a', '2 B ab', '3 B ab', '4 A a', '5 B B'])
  })
})

describe('refcounts and lifetimes', () => {
  const put = (device: typeof the_device): void => {
    kref_put(device.kref, device_release, 'the table')
  }

  it('show each change, the end of the object and who touches it afterwards', () => {
    const view = see(
      'bab3',
      put,
      (device) => {
        kref_get(device.kref, 'b')
        kref_put(device.kref, device_release, 'b')
        set(device.users, 1)
      },
      [
        { kind: 'refcount', object: 'device', path: 'kref' },
        { kind: 'lifetime', object: 'device' },
      ],
    )
    expect(trackRows(view)).toEqual([
      '1 B 2      |',
      '2 A 1      |',
      '3 B 0      |',
      '4 B 0      x',
      '5 B 0      !',
    ])
    expect(texts(view)).toContainEqual(
      expect.stringMatching(/use after free: B writes device->users/),
    )
  })

  it('name the reference that a leaked object still has', () => {
    const view = see('ab', (device) => kref_get(device.kref, 'the driver'), put)
    expect(texts(view)).toEqual([
      '2 leak: device is never freed: the reference “the driver”, taken by A at step 1, is never dropped',
    ])
  })
})

describe('what goes wrong', () => {
  it('deadlock of crossed locks says who waits for whom, and since when', () => {
    const view = see(
      'aba2b2',
      (device) => {
        mutex_lock(device.mutex)
        down_write(device.rwsem)
      },
      (device) => {
        down_write(device.rwsem)
        mutex_lock(device.mutex)
      },
    )
    expect(texts(view)).toEqual([
      '6 deadlock: A and B can never go on: A waits for device->rwsem, held by B since step 2; ' +
        'B waits for device->mutex, held by A since step 1',
    ])
    expect(view.end).toEqual({ kind: 'stuck', text: 'nobody can go on; A and B never finished' })
  })

  it('deadlock with a thread that has already finished', () => {
    const view = see(
      'a',
      (device) => mutex_lock(device.mutex),
      (device) => {
        waitUntil(gt(READ_ONCE(device.users), 0), { event: 'a user' })
      },
    )
    expect(texts(view)).toEqual(['1 deadlock: B can never go on: B waits for a user'])
  })

  it('a grace period inside the own read section never ends', () => {
    const view = see(
      'a2',
      () => {
        const index = srcu_read_lock(domain)
        synchronize_srcu(domain)
        srcu_read_unlock(domain, index)
      },
      () => {},
    )
    expect(texts(view)).toContainEqual(
      expect.stringContaining('A waits for a grace period of domain inside its own read section'),
    )
  })

  it('a plain access beside a concurrent write is a data race, a locked one is not', () => {
    const racy = see(
      '',
      (device) => set(device.users, 1),
      (device) => {
        local('users', int, device.users)
      },
    )
    expect(texts(racy)).toContainEqual(
      expect.stringMatching(
        /data race: device->users: A plainly writes it .* while B plainly reads it/,
      ),
    )
    const locked = (device: typeof the_device): void => {
      mutex_lock(device.mutex)
      If(eq(device.users, 0), () => set(device.users, 1))
      mutex_unlock(device.mutex)
    }
    const safe = see('a4b3', locked, locked)
    expect(safe.violations.filter((each) => each.kind === 'data-race')).toEqual([])
  })
})
