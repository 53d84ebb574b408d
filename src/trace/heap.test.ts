import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fn, p } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { set } from '../build/statements.ts'
import { embed, int, ptr, struct } from '../build/types.ts'
import { NULL } from '../build/wrap.ts'
import { Kref, kref_init, kref_put } from '../kernel/kref.ts'
import { Mutex, mutex_init, mutex_lock, mutex_unlock } from '../kernel/mutex.ts'
import { kfree, kzalloc } from '../kernel/slab.ts'
import { deviceUnregister } from '../models/hmm/scenarios/device-unregister.ts'
import { machineFor, machineOf, play, playOut } from '../testing/play.ts'
import { heapOf } from './heap.ts'
import { isChangedBy, isDangling, lastWrite, statusAt, valueAt, waitersAt } from './heap-at.ts'
import type { HeapObject, HeapView } from './heap-view.ts'
import { wordName } from '../machine/memory.ts'
import { wordValue } from './names.ts'
import type { Run } from '../machine/run.ts'

const Device = struct('device', { mutex: embed(Mutex), kref: embed(Kref), users: int })
const the_device = global('the_device', ptr(Device))
const device_release = fn('device_release', [p('kref', ptr(Kref))], (kref) => {
  kfree(kref)
})

const machine = machineOf(({ setup, thread }) => {
  setup(() => {
    const device = kzalloc('device', Device)
    mutex_init(device.mutex)
    kref_init(device.kref, 'the table')
    set(the_device, device)
  })
  const use = fn('use', [p('device', ptr(Device))], (device) => {
    mutex_lock(device.mutex)
    set(device.users, 1)
    mutex_unlock(device.mutex)
  })
  const drop = fn('drop', [p('device', ptr(Device))], (device) => {
    set(the_device, NULL)
    kref_put(device.kref, device_release, 'the table')
  })
  thread('A', 'uses', use, the_device)
  thread('B', 'drops', drop, the_device)
})

function named({ objects }: HeapView, name: string): HeapObject {
  const found = objects.find((object) => object.name === name)
  if (found === undefined) throw new Error(`no object ${name}`)
  return found
}

function field(view: HeapView, object: string, path: string) {
  const found = named(view, object).fields.find((each) => each.path === path)
  if (found === undefined) throw new Error(`${object} has no ${path}`)
  return found
}

describe('the heap of a run', () => {
  const { run } = playOut(machine, 'BA')
  const view = heapOf(run)
  const end = run.steps.length
  const freed = named(view, 'device').freedAt ?? -1

  it('has globals, what is allocated, and the threads that point to it', () => {
    expect(view.objects.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'global the_device',
      'global task_state',
      'allocated device',
      'thread A',
      'thread B',
    ])
  })

  it('tells when an object is there and who freed it', () => {
    const device = named(view, 'device')
    expect(freed).toBeGreaterThan(0)
    expect([0, freed - 1, freed].map((at) => statusAt(device, at))).toEqual([
      'live',
      'live',
      'freed',
    ])
    expect(device.freedBy).toBe(1)
  })

  it('tells values, and which step wrote them last', () => {
    const table = field(view, 'the_device', '')
    expect(valueAt(table, 0).text).toBe('→ device')
    expect(valueAt(table, 1).text).toBe('NULL')
    expect([lastWrite(table, 0), lastWrite(table, 1), lastWrite(table, end)]).toEqual([
      undefined,
      0,
      0,
    ])
    expect([isChangedBy(table, 1), isChangedBy(table, 2)]).toEqual([true, false])
  })

  it('shows a pointer into freed memory as one, also in a thread that still has it', () => {
    const pointer = valueAt(field(view, 'A', 'device'), freed)
    expect(pointer.text).toBe('device')
    expect(isDangling(view, pointer, freed)).toBe(true)
    expect(isDangling(view, pointer, freed - 1)).toBe(false)
  })

  it('shows what a thread points to only while it does', () => {
    expect(valueAt(field(view, 'B', 'device'), end).text).toBe('–')
  })

  it('lists the steps that touch an object', () => {
    const letters = named(view, 'device').touched.map((step) => run.steps[step]?.lane)
    expect(letters).toContain(0)
    expect(letters).toContain(1)
    expect(named(view, 'the_device').touched).toEqual([0])
  })
})

describe('a lock', () => {
  const holders = (schedule: string) => {
    const played = play(machine, schedule)
    expect(played.stopped).toBeUndefined()
    const view = heapOf(played.run)
    return { view, lock: field(view, 'device', 'mutex') }
  }

  it('has its owner, and keeps its insides apart', () => {
    const { view, lock } = holders('a')
    expect([valueAt(lock, 0).text, valueAt(lock, 1).text]).toEqual(['free', 'A'])
    expect(lock.kind).toBe('holders')
    expect(field(view, 'device', 'mutex.wait_lock').insideLock).toBe('mutex')
    expect(field(view, 'device', 'users').insideLock).toBeUndefined()
  })

  it('has the threads that wait for it', () => {
    const both = machineOf(({ setup, thread }) => {
      setup(() => {
        const device = kzalloc('device', Device)
        mutex_init(device.mutex)
        set(the_device, device)
      })
      const use = fn('use', [p('device', ptr(Device))], (device) => mutex_lock(device.mutex))
      thread('A', 'one', use, the_device)
      thread('B', 'other', use, the_device)
    })
    const { run } = playOut(both, 'AB')
    const lock = field(heapOf(run), 'device', 'mutex')
    expect(waitersAt(lock, 0)).toEqual([])
    expect(waitersAt(lock, run.steps.length)).toEqual([1])
  })
})

describe('every run', () => {
  const hmm = machineFor(deviceUnregister)

  it('has in its fields what is in memory, at every cursor', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1), { maxLength: 60 }), (lanes) => {
        const { run } = play(hmm, '')
        for (const lane of lanes) run.step(lane)
        const view = heapOf(run)
        for (let at = 0; at <= run.steps.length; at++) {
          run.jump(at)
          expect(plain(view, at)).toEqual(inMemory(run))
        }
      }),
      { numRuns: 20 },
    )
  })
})

/** Numbers by name; the rest is words about words. */
function plain({ objects }: HeapView, at: number): Readonly<Record<string, string>> {
  return Object.fromEntries(
    objects.flatMap((object) =>
      object.fields
        .filter(({ kind }) => kind === 'number' || kind === 'pointer')
        .map((each) => [nameOf(object, each.path), valueAt(each, at).text]),
    ),
  )
}

function nameOf({ kind, name }: HeapObject, path: string): string {
  if (path === '') return name
  if (kind === 'allocated') return `${name}->${path}`
  return path.startsWith('[') ? `${name}${path}` : `${name}.${path}`
}

function inMemory(run: Run): Readonly<Record<string, string>> {
  const { machine: built, state } = run
  const { first, size, objects } = built.memory
  const found: [string, string][] = []
  for (let address = first; address < size; address++) {
    const object = objects[built.memory.objectAt[address] ?? -1]
    const word = object?.words[address - object.base]
    const name = wordName(built.memory, address)
    if (word === undefined || word.ghost || isListWord(word.path, word.type.kind)) continue
    if (object !== undefined && state[built.statusBase + object.id] === 0) continue
    found.push([name, wordValue(built, address, state[address] ?? 0)])
  }
  return Object.fromEntries(found)
}

function isListWord(path: string, kind: string): boolean {
  return kind === 'fnptr' || /(^|\.)(next|prev|first|pprev)$/.test(path)
}
