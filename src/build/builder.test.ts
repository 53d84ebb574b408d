import { describe, expect, it } from 'vitest'
import type { StructType } from '../ir/types.ts'
import { printProgram } from '../ir/print.ts'
import { down_write, Rwsem } from '../kernel/rwsem.ts'
import { Mutex, mutex_lock } from '../kernel/mutex.ts'
import { asPosted, machineOf } from '../testing/play.ts'
import { add, container_of, eq } from './expressions.ts'
import { byRef, fn, fnOf, p } from './fn.ts'
import { fixed, global, scenario, type ScenarioSpec } from './scenario.ts'
import { atomic, Break, For, If, local, Return, set, waitUntil, While } from './statements.ts'
import { embed, fnptr, int, ptr, struct } from './types.ts'
import { NULL } from './wrap.ts'
import type { EmbedType, IntType, PtrType } from '../ir/types.ts'

interface TreeFields {
  readonly left: PtrType<TreeFields>
  readonly value: IntType
  readonly lock: EmbedType<typeof Mutex extends StructType<infer F> ? F : never>
}
const Tree: StructType<TreeFields> = struct<TreeFields>('tree', {
  left: ptr(() => Tree),
  value: int,
  lock: embed(Mutex),
})
const Ops = struct('ops', { visit: fnptr(ptr(() => Tree)) })
const root = global(
  'root',
  ptr(() => Tree),
)

function listing(program: ScenarioSpec['program'], fixes: readonly string[] = []): string {
  const def = scenario({ id: 't', version: 1, title: '', summary: '', program })
  const printed = printProgram(def.build({ ...asPosted, fixes }))
  const start = printed.lines.findIndex((line) => line.fn !== undefined)
  return printed.lines
    .slice(start)
    .filter((line) => line.fn !== undefined)
    .map((line) => line.text.replaceAll('\t', '  '))
    .join('\n')
}

describe('a model function prints as the C that it stands for', () => {
  it('with loops, early return, results and a pointer to a local', () => {
    const clear = fn(
      'clear',
      [
        byRef(
          'slot',
          ptr(() => Tree),
        ),
      ],
      (slot) => {
        set(slot, NULL)
      },
    )
    const depth = fnOf(
      int,
      'depth',
      [
        p(
          'tree',
          ptr(() => Tree),
        ),
      ],
      (tree) => {
        const n = local('n', int, 0)
        const at = local(
          'at',
          ptr(() => Tree),
          tree,
        )
        While(
          () => at,
          () => {
            If(eq(at.value, 7), () => Break())
            set(at, at.left)
            set(n, add(n, 1))
          },
        )
        If(eq(n, 0), () => {
          clear(at)
          Return(-1)
        }).Else(() => Return(n))
      },
    )
    const entry = fn(
      'entry',
      [
        p(
          'tree',
          ptr(() => Tree),
        ),
      ],
      (tree) => {
        const i = local('i', int)
        For(i, 0, 2, () => set(tree.value, depth(tree.left)))
      },
    )
    expect(listing(({ thread }) => thread('A', '', entry, root))).toBe(
      `void entry(struct tree *tree)
{
  int i;

  for (i = 0; i < 2; i++)
    tree->value = depth(tree->left);
}
int depth(struct tree *tree)
{
  int n;
  struct tree *at;

  n = 0;
  at = tree;
  while (at) {
    if (at->value == 7)
      break;
    at = at->left;
    n++;
  }
  if (n == 0) {
    clear(&at);
    return -1;
  } else {
    return n;
  }
}
void clear(struct tree **slot)
{
  *slot = NULL;
}`,
    )
  })

  it('with only the lines of the chosen fixes', () => {
    const fix = { id: 'zero', title: '' }
    const entry = fn(
      'entry',
      [
        p(
          'tree',
          ptr(() => Tree),
        ),
      ],
      (tree) => {
        set(tree.value, 1)
        if (fixed(fix)) set(tree.value, 0)
      },
    )
    const program: ScenarioSpec['program'] = ({ thread }) => thread('A', '', entry, root)
    expect(listing(program)).not.toContain('tree->value = 0;')
    expect(listing(program, ['zero'])).toContain('tree->value = 0;')
  })
})

describe('what is wrong in C does not compile here', () => {
  // These functions are never run: the compiler is the test, a missing error fails `tsc`.
  it('a field, a lock, an argument or a container of the wrong type', () => {
    const wrong = fn(
      'wrong',
      [
        p(
          'tree',
          ptr(() => Tree),
        ),
        p('sem', ptr(Rwsem)),
        p('ops', ptr(Ops)),
      ],
      (tree, sem, ops) => {
        // @ts-expect-error there is no such field
        void tree.right
        // @ts-expect-error a mutex is no rw_semaphore
        down_write(tree.lock)
        // @ts-expect-error and the other way round
        mutex_lock(sem)
        // @ts-expect-error an int is not a pointer
        set(tree.left, 1)
        // @ts-expect-error the callback takes a tree
        ops.visit(sem)
        // @ts-expect-error an argument is missing
        ops.visit()
        // @ts-expect-error the field is no mutex
        container_of(tree.lock, Tree, 'value')
        // @ts-expect-error an embedded lock cannot be assigned
        set(tree.lock, NULL)
      },
    )
    expect(wrong).toBeTypeOf('function')
  })
})

describe('a model that cannot be run says so when it is built', () => {
  it('recursion', () => {
    const again: { call?: () => void } = {}
    const loop = fn('loop', [], () => again.call?.())
    again.call = () => loop()
    expect(() => machineOf(({ thread }) => thread('A', '', loop))).toThrow(/recursion/)
  })

  it('a wait in the middle of an atomic block', () => {
    const late = fn(
      'late',
      [
        p(
          'tree',
          ptr(() => Tree),
        ),
      ],
      (tree) =>
        atomic(() => {
          set(tree.value, 1)
          waitUntil(eq(tree.value, 2), { event: 'two' })
        }),
    )
    expect(() => machineOf(({ thread }) => thread('A', '', late, root))).toThrow(/first statement/)
  })
})
