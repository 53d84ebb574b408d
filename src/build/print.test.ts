import { describe, expect, it } from 'vitest'
import { type Listing, printProgram } from '../ir/print.ts'
import {
  add,
  bitAnd,
  bitOr,
  container_of,
  eq,
  gt,
  lt,
  not,
  READ_ONCE,
  shl,
  WRITE_ONCE,
} from './expressions.ts'
import { byRef, fn, fnOf, type ModelFn, p, staticFn } from './fn.ts'
import { global, scenario } from './scenario.ts'
import {
  acquired,
  allocate,
  allocateInto,
  atomic,
  check,
  choose,
  contended,
  cpu_relax,
  For,
  If,
  local,
  released,
  Return,
  set,
  waitUntil,
  While,
} from './statements.ts'
import { array, embed, fnptr, int, lockStruct, ptr, struct, tag } from './types.ts'
import { named, NULL } from './wrap.ts'

const Lock = lockStruct('lock_t', { count: int })
const Node = struct('node', { value: int, lock: embed(Lock) })
const Ops = struct('ops', { go: fnptr(ptr(Node)) })
const flags = global('flags', int)
const slots = global('slots', array(int, 3))
const the_node = global('the_node', ptr(Node))

function list(entry: ModelFn<readonly []>): Listing {
  const def = scenario({
    id: 'x',
    version: 1,
    title: '',
    summary: '',
    program: ({ thread }) => thread('A', 'a', entry),
  })
  return printProgram(def.build({ fixes: [], mutex: 'count' }))
}

/** The function `f` in the listing, without its head and braces. */
function body(record: () => void): string {
  const listing = list(fn('f', [], record))
  const lines = listing.lines.filter((line) => line.fn === 'f').map(({ text }) => text)
  return lines.slice(2, -1).join('\n').replaceAll('\t', '  ')
}

/** Removes the indentation and line breaks of a template. */
function c(template: string): string {
  const lines = template.replace(/^\n/, '').trimEnd().split('\n')
  const indent = Math.min(...lines.filter((line) => line !== '').map((line) => line.search(/\S/)))
  return lines.map((line) => `  ${line.slice(indent)}`.trimEnd()).join('\n')
}

describe('branches', () => {
  const a = (): void => set(flags, 1)
  const b = (): void => set(flags, 2)

  it('have no braces around single statements, and a chain is an else if', () => {
    const printed = body(() => {
      If(flags, a)
      If(flags, a).Else(b)
      If(eq(flags, 1), a).Else(() => {
        If(gt(flags, 2), b).Else(() => {
          a()
          b()
        })
      })
    })
    expect(printed).toBe(
      c(`
        if (flags)
          flags = 1;
        if (flags)
          flags = 1;
        else
          flags = 2;
        if (flags == 1) {
          flags = 1;
        } else if (flags > 2) {
          flags = 2;
        } else {
          flags = 1;
          flags = 2;
        }
      `),
    )
  })

  it('are turned round when there is only an else', () => {
    expect(body(() => If(eq(flags, 1), () => {}).Else(b))).toBe(
      c(`
        if (flags != 1)
          flags = 2;
      `),
    )
  })

  it('are left out when they hold nothing but remarks for the tracks', () => {
    const taken = (): void => {
      const count = local('count', int, 1)
      If(lt(count, 0), () => contended(the_node.lock)).Else(() => acquired(the_node.lock))
      released(the_node.lock)
    }
    expect(body(taken)).toBe(
      c(`
        int count;

        count = 1;
      `),
    )
  })
})

describe('loops', () => {
  const retry = fnOf(int, 'retry', [], () => Return(flags))

  it('call in their condition', () => {
    expect(
      body(() =>
        While(
          () => eq(retry(), named(-16, '-EBUSY')),
          () => cpu_relax(),
        ),
      ),
    ).toBe(
      c(`
        while (retry() == -EBUSY)
          cpu_relax();
      `),
    )
  })

  it('count in their head', () => {
    const printed = body(() => {
      const i = local('i', int)
      For(i, 0, 3, () => set(slots.at(i), add(slots.at(i), 2)))
    })
    expect(printed).toBe(
      c(`
        int i;

        for (i = 0; i < 3; i++)
          slots[i] += 2;
      `),
    )
  })
})

describe('statements', () => {
  it('are kernel style: updates, marked accesses, shifts in parentheses', () => {
    const printed = body(() => {
      set(flags, bitOr(flags, shl(1, 3)))
      WRITE_ONCE(flags, bitAnd(READ_ONCE(flags), 4))
      If(not(eq(READ_ONCE(flags), 0)), () => set(the_node, NULL))
      check(not(the_node), 'BUG_ON', 'a node')
      check(gt(flags, 0), 'refcount', 'no flag')
    })
    expect(printed).toBe(
      c(`
        flags |= 1 << 3;
        WRITE_ONCE(flags, READ_ONCE(flags) & 4);
        if (READ_ONCE(flags) != 0)
          the_node = NULL;
        BUG_ON(the_node);
        WARN_ON(flags <= 0) /* no flag */;
      `),
    )
  })

  it('show an atomic block only where it holds more than one step', () => {
    const printed = body(() => {
      atomic(() => set(flags, 1))
      atomic(() => {
        waitUntil(eq(flags, 0), { event: 'a flag' })
        set(flags, 1)
      })
    })
    expect(printed).toBe(
      c(`
        flags = 1;
        atomic {
          await(flags == 0);
          flags = 1;
        }
      `),
    )
  })

  it('allocate, and show one line where the allocation may fail', () => {
    const printed = body(() => {
      const node = allocate('node', Node, 'kzalloc')
      const other = local('other', ptr(Node), node)
      atomic(() => {
        const outcome = choose('outcome', ['succeeds', 'fails'])
        If(eq(outcome, 0), () =>
          allocateInto({ name: 'made', type: ptr(Node), kind: 'local' }, Node, 'kmalloc'),
        ).Else(() => set(other, NULL))
      })
    })
    expect(printed).toContain('node = kzalloc(sizeof(*node), GFP_KERNEL);')
    expect(printed).toContain('made = kmalloc(sizeof(*made), GFP_KERNEL);')
    expect(printed).not.toContain('outcome')
  })
})

describe('functions', () => {
  it('hide names of references, and pass locals by reference', () => {
    const drop = fn('drop', [byRef('node', ptr(Node)), p('reference', tag)], (node) => {
      const old = local('old', ptr(Node), node)
      set(node, NULL)
      set(old.value, 0)
    })
    const put = staticFn('put', [p('lock', ptr(Lock)), p('reference', tag)], (lock, reference) => {
      const node = local('node', ptr(Node), container_of(lock, Node, 'lock'))
      drop(node, reference)
    })
    const listing = list(fn('f', [], () => put(the_node.lock, 'a reference')))
    const texts = listing.lines.map(({ text }) => text.trim())
    expect(texts).toContain('put(&the_node->lock);')
    expect(texts).toContain('static void put(lock_t *lock)')
    expect(texts).toContain('node = container_of(lock, struct node, lock);')
    expect(texts).toContain('drop(&node);')
    expect(texts).toContain('void drop(struct node **node)')
    expect(texts).toContain('old = *node;')
    expect(texts).toContain('*node = NULL;')
  })

  it('stand behind structs, variables and tables of functions', () => {
    const go = staticFn('go', [p('node', ptr(Node))], (node) => set(node.value, 1))
    const ops = global('node_ops', embed(Ops), { go })
    const listing = list(fn('f', [], () => ops.go(the_node)))
    const printed = listing.lines.map(({ text }) => text).join('\n')
    expect(printed).toBe(
      [
        'struct ops {\n\tvoid (*go)(struct node *);\n};\n',
        'typedef struct {\n\tint count;\n} lock_t;\n',
        'struct node {\n\tint value;\n\tlock_t lock;\n};\n',
        'static struct node *the_node;\n',
        'static struct ops node_ops = {\n\t.go = go,\n};\n',
        'void f(void)\n{\n\tnode_ops.go(the_node);\n}\n',
        'static void go(struct node *node)\n{\n\tnode->value = 1;\n}',
      ].join('\n'),
    )
  })

  it('say where they start, and a call inside a condition has the line of the condition', () => {
    const test = fnOf(int, 'test', [], () => Return(flags))
    const listing = list(fn('f', [], () => If(test(), () => set(flags, 0))))
    const line = (text: string): number =>
      listing.lines.findIndex((each) => each.text.trim() === text) + 1
    expect(listing.startOf.get('test')).toBe(line('int test(void)'))
    const [call] = [...listing.callOf.keys()]
    expect(call === undefined ? undefined : listing.lineOf.get(call)).toBe(line('if (test())'))
  })
})
