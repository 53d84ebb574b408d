/**
 * A lookup that takes its reference too late: the last put may come in between. The README shows this
 * file as the example of a scenario; it is not in the catalogue.
 */

import { container_of } from '../../build/expressions.ts'
import { fn, p, staticFn } from '../../build/fn.ts'
import { fixed, global, scenario } from '../../build/scenario.ts'
import { If, local, set } from '../../build/statements.ts'
import { embed, ptr, struct } from '../../build/types.ts'
import { NULL } from '../../build/wrap.ts'
import { Kref, kref_get, kref_init, kref_put } from '../../kernel/kref.ts'
import { kfree, kzalloc } from '../../kernel/slab.ts'
import { Spinlock, spin_lock, spin_unlock } from '../../kernel/spinlock.ts'

const lockedLookup = { id: 'locked-lookup', title: 'look up and get under the lock of the table' }

const Session = struct('session', { kref: embed(Kref) })

const table_lock = global('table_lock', embed(Spinlock))
const table = global('table', ptr(Session))

const session_release = staticFn('session_release', [p('kref', ptr(Kref))], (kref) => {
  kfree(container_of(kref, Session, 'kref'))
})

const session_use = fn('session_use', [], () => {
  if (fixed(lockedLookup)) spin_lock(table_lock)
  const session = local('session', ptr(Session), table)
  If(session, () => kref_get(session.kref, 'user'))
  if (fixed(lockedLookup)) spin_unlock(table_lock)

  If(session, () => {
    kref_put(session.kref, session_release, 'user')
  })
})

const session_remove = fn('session_remove', [], () => {
  spin_lock(table_lock)
  const session = local('session', ptr(Session), table)
  set(table, NULL)
  spin_unlock(table_lock)

  kref_put(session.kref, session_release, 'table')
})

export const lookupPut = scenario({
  id: 'example/lookup-put',
  version: 1,
  title: 'Lookup against the last put',
  summary: 'A finds a session and takes a reference to it; B removes it from the table.',
  fixes: [lockedLookup],
  runs: [
    {
      id: 'late-get',
      title: 'The session is freed between lookup and get',
      schedule: 'ab6a',
      variant: { fixes: [], mutex: 'count' },
    },
  ],
  tracks: [
    { kind: 'lock', object: 'table_lock', path: '' },
    { kind: 'refcount', object: 'session', path: 'kref' },
    { kind: 'lifetime', object: 'session' },
  ],
  program: ({ setup, thread }) => {
    setup(() => {
      const session = kzalloc('session', Session)
      kref_init(session.kref, 'table')
      set(table, session)
    })
    thread('A', 'use', session_use)
    thread('B', 'remove', session_remove)
  },
})
