/**
 * struct hlist_head and hlist_node, as in 4.1 and today: `pprev` points to the pointer that points to
 * the node, in the list's head or in the node before (whose `next` is its first word, so the node
 * before is seen as a head here). Each operation is one step.
 *
 * The plain forms expect a lock around everything. The _rcu forms allow readers without one: all
 * their accesses are marked, also where 4.1 still had plain ones that today's kernel has marked.
 */

import {
  cast,
  containerAt,
  type MemberOf,
  ne,
  not,
  READ_ONCE,
  WRITE_ONCE,
} from '../build/expressions.ts'
import { kernelFn, kernelFnOf, p } from '../build/fn.ts'
import { atomic, If, local, Return, set, While } from '../build/statements.ts'
import { bool, ptr, struct } from '../build/types.ts'
import type { PtrValue } from '../build/value.ts'
import { constant, NULL, wrapPointer } from '../build/wrap.ts'
import type { PtrType, StructType } from '../ir/types.ts'

export interface HlistHeadFields {
  readonly first: PtrType<HlistNodeFields>
}
export interface HlistNodeFields {
  readonly next: PtrType<HlistNodeFields>
  readonly pprev: PtrType<HlistHeadFields>
}
export const HlistHead: StructType<HlistHeadFields> = struct('hlist_head', {
  first: ptr(() => HlistNode),
})
export const HlistNode: StructType<HlistNodeFields> = struct('hlist_node', {
  next: ptr(() => HlistNode),
  pprev: ptr(HlistHead),
})
type Head = PtrValue<HlistHeadFields>
type Node = PtrValue<HlistNodeFields>

const poison1 = wrapPointer(constant(-0x100, 'LIST_POISON1'), undefined, HlistNode)
const poison2 = wrapPointer(constant(-0x200, 'LIST_POISON2'), undefined, HlistHead)

export const INIT_HLIST_HEAD = kernelFn('INIT_HLIST_HEAD', [p('h', ptr(HlistHead))], (h) => {
  set(h.first, NULL)
})

export const INIT_HLIST_NODE = kernelFn('INIT_HLIST_NODE', [p('n', ptr(HlistNode))], (n) => {
  atomic(() => {
    set(n.next, NULL)
    set(n.pprev, NULL)
  })
})

export const hlist_empty = kernelFnOf(bool, 'hlist_empty', [p('h', ptr(HlistHead))], (h) => {
  Return(not(h.first))
})

/** True for a node that is on no list. */
export const hlist_unhashed = kernelFnOf(bool, 'hlist_unhashed', [p('n', ptr(HlistNode))], (n) => {
  Return(not(n.pprev))
})

/** The same without a lock. */
export const hlist_unhashed_lockless = kernelFnOf(
  bool,
  'hlist_unhashed_lockless',
  [p('n', ptr(HlistNode))],
  (n) => {
    Return(not(READ_ONCE(n.pprev)))
  },
)

export const hlist_add_head = kernelFn(
  'hlist_add_head',
  [p('n', ptr(HlistNode)), p('h', ptr(HlistHead))],
  (n, h) => {
    const first = local('first', ptr(HlistNode))
    atomic(() => {
      set(first, h.first)
      set(n.next, first)
      If(first, () => set(first.pprev, cast(n, HlistHead)))
      set(h.first, n)
      set(n.pprev, h)
    })
  },
)

function unlink(n: Node): void {
  const next = local('next', ptr(HlistNode), n.next)
  const pprev = local('pprev', ptr(HlistHead), n.pprev)
  set(pprev.first, next)
  If(next, () => set(next.pprev, pprev))
}

/** The node is left with pointers that fault when they are followed. */
export const hlist_del = kernelFn('hlist_del', [p('n', ptr(HlistNode))], (n) => {
  atomic(() => {
    unlink(n)
    set(n.next, poison1)
    set(n.pprev, poison2)
  })
})

/** The node is left unhashed; no effect on one that is. */
export const hlist_del_init = kernelFn('hlist_del_init', [p('n', ptr(HlistNode))], (n) => {
  atomic(() => {
    If(n.pprev, () => {
      unlink(n)
      set(n.next, NULL)
      set(n.pprev, NULL)
    })
  })
})

export const hlist_add_head_rcu = kernelFn(
  'hlist_add_head_rcu',
  [p('n', ptr(HlistNode)), p('h', ptr(HlistHead))],
  (n, h) => {
    const first = local('first', ptr(HlistNode))
    atomic(() => {
      set(first, READ_ONCE(h.first))
      WRITE_ONCE(n.next, first)
      WRITE_ONCE(n.pprev, h)
      WRITE_ONCE(h.first, n)
      If(first, () => WRITE_ONCE(first.pprev, cast(n, HlistHead)))
    })
  },
)

function unlinkRcu(n: Node): void {
  const next = local('next', ptr(HlistNode), READ_ONCE(n.next))
  const pprev = local('pprev', ptr(HlistHead), READ_ONCE(n.pprev))
  WRITE_ONCE(pprev.first, next)
  If(next, () => WRITE_ONCE(next.pprev, pprev))
}

/** Readers that stand on the node still find their way on. */
export const hlist_del_rcu = kernelFn('hlist_del_rcu', [p('n', ptr(HlistNode))], (n) => {
  atomic(() => {
    unlinkRcu(n)
    WRITE_ONCE(n.pprev, poison2)
  })
})

/** The same, leaving the node unhashed; no effect on one that is. */
export const hlist_del_init_rcu = kernelFn('hlist_del_init_rcu', [p('n', ptr(HlistNode))], (n) => {
  atomic(() => {
    If(READ_ONCE(n.pprev), () => {
      unlinkRcu(n)
      WRITE_ONCE(n.pprev, NULL)
    })
  })
})

/** `hlist_entry(node, HmmMirror, 'mlist')`: the struct that the node lies in. */
export function hlist_entry<F>(
  node: Node,
  type: StructType<F>,
  member: MemberOf<F, HlistNodeFields>,
): PtrValue<F> {
  return containerAt(node, type, member)
}

/** Runs `body` for each entry in turn; `name` is the loop variable's in the listing. */
export function hlist_for_each_entry<F>(
  name: string,
  head: Head,
  type: StructType<F>,
  member: MemberOf<F, HlistNodeFields>,
  body: (entry: PtrValue<F>) => void,
): void {
  const node = local('node', ptr(HlistNode), head.first)
  const entry = local(name, ptr(type))
  While(
    () => ne(node, NULL),
    () => {
      set(entry, containerAt(node, type, member))
      body(entry)
      set(node, node.next)
    },
  )
}

/** The same inside an (S)RCU read section, while others may add and delete. */
export function hlist_for_each_entry_rcu<F>(
  name: string,
  head: Head,
  type: StructType<F>,
  member: MemberOf<F, HlistNodeFields>,
  body: (entry: PtrValue<F>) => void,
): void {
  const node = local('node', ptr(HlistNode), READ_ONCE(head.first))
  const entry = local(name, ptr(type))
  While(
    () => ne(node, NULL),
    () => {
      set(entry, containerAt(node, type, member))
      body(entry)
      set(node, READ_ONCE(node.next))
    },
  )
}
