/**
 * struct list_head, as in 4.1 and today (include/linux/list.h). Plain accesses: a lock protects the
 * list. Each operation is one step. Deleting touches both neighbours, freed or not.
 */

import { containerAt, eq, type MemberOf, ne } from '../build/expressions.ts'
import { kernelFn, kernelFnOf, p } from '../build/fn.ts'
import { atomic, local, Return, set, While } from '../build/statements.ts'
import { bool, ptr, struct } from '../build/types.ts'
import type { PtrValue } from '../build/value.ts'
import { wrapPointer, constant } from '../build/wrap.ts'
import type { PtrType, StructType } from '../ir/types.ts'

export interface ListHeadFields {
  readonly next: PtrType<ListHeadFields>
  readonly prev: PtrType<ListHeadFields>
}
export const ListHead: StructType<ListHeadFields> = struct('list_head', {
  next: ptr(() => ListHead),
  prev: ptr(() => ListHead),
})
type List = PtrValue<ListHeadFields>

const poison1 = wrapPointer(constant(-0x100, 'LIST_POISON1'), undefined, ListHead)
const poison2 = wrapPointer(constant(-0x200, 'LIST_POISON2'), undefined, ListHead)

export const INIT_LIST_HEAD = kernelFn('INIT_LIST_HEAD', [p('list', ptr(ListHead))], (list) => {
  atomic(() => {
    set(list.next, list)
    set(list.prev, list)
  })
})

function insert(entry: List, prev: List, next: List): void {
  set(next.prev, entry)
  set(entry.next, next)
  set(entry.prev, prev)
  set(prev.next, entry)
}

/** Right behind `head`: the new first entry. */
export const list_add = kernelFn(
  'list_add',
  [p('entry', ptr(ListHead)), p('head', ptr(ListHead))],
  (entry, head) => {
    const next = local('next', ptr(ListHead))
    atomic(() => {
      set(next, head.next)
      insert(entry, head, next)
    })
  },
)

/** Right before `head`: the new last entry. */
export const list_add_tail = kernelFn(
  'list_add_tail',
  [p('entry', ptr(ListHead)), p('head', ptr(ListHead))],
  (entry, head) => {
    const prev = local('prev', ptr(ListHead))
    atomic(() => {
      set(prev, head.prev)
      insert(entry, prev, head)
    })
  },
)

function unlink(entry: List): void {
  const next = local('next', ptr(ListHead), entry.next)
  const prev = local('prev', ptr(ListHead), entry.prev)
  set(next.prev, prev)
  set(prev.next, next)
}

/** The entry is left with pointers that fault when they are followed. */
export const list_del = kernelFn('list_del', [p('entry', ptr(ListHead))], (entry) => {
  atomic(() => {
    unlink(entry)
    set(entry.next, poison1)
    set(entry.prev, poison2)
  })
})

/** The entry is left as an empty list, so that deleting it again does no harm. */
export const list_del_init = kernelFn('list_del_init', [p('entry', ptr(ListHead))], (entry) => {
  atomic(() => {
    unlink(entry)
    set(entry.next, entry)
    set(entry.prev, entry)
  })
})

export const list_empty = kernelFnOf(bool, 'list_empty', [p('head', ptr(ListHead))], (head) => {
  Return(eq(head.next, head))
})

/** `list_entry(node, HmmMirror, 'dlist')`: the struct that the node lies in. */
export function list_entry<F>(
  node: List,
  type: StructType<F>,
  member: MemberOf<F, ListHeadFields>,
): PtrValue<F> {
  return containerAt(node, type, member)
}

/** The struct of the first entry; the list must not be empty. */
export function list_first_entry<F>(
  head: List,
  type: StructType<F>,
  member: MemberOf<F, ListHeadFields>,
): PtrValue<F> {
  return containerAt(head.next, type, member)
}

/** Runs `body` for each entry in turn; `name` is the loop variable's in the listing. */
export function list_for_each_entry<F>(
  name: string,
  head: List,
  type: StructType<F>,
  member: MemberOf<F, ListHeadFields>,
  body: (entry: PtrValue<F>) => void,
): void {
  const node = local('node', ptr(ListHead), head.next)
  const entry = local(name, ptr(type))
  While(
    () => ne(node, head),
    () => {
      set(entry, containerAt(node, type, member))
      body(entry)
      set(node, node.next)
    },
  )
}
