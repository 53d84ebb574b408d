import { describe, expect, it } from 'vitest'
import { eq, lt, not } from '../build/expressions.ts'
import { fn, p } from '../build/fn.ts'
import { asked, fixed, global, type ScenarioSpec } from '../build/scenario.ts'
import { mark, observe, set } from '../build/statements.ts'
import { embed, int, ptr, struct } from '../build/types.ts'
import { NULL } from '../build/wrap.ts'
import { printProgram } from '../ir/print.ts'
import type { FixDef, QuestionDef, Variant } from '../ir/program.ts'
import { kfree, kzalloc } from '../kernel/slab.ts'
import { everyRun } from '../testing/every-run.ts'
import { machineOf, play, playOut } from '../testing/play.ts'

const once: QuestionDef = { id: 'once', title: 'the box is opened once' }
const roomy: FixDef = { id: 'roomy', title: 'a box with room' }
const Lid = struct('lid', { opened: int })
const Box = struct(
  'box',
  { lid: embed(Lid), room: int, opened: int },
  { only: { room: { with: ['roomy'] }, opened: { with: ['once'] } }, ghosts: ['opened'] },
)
const the_box = global('the_box', ptr(Box))
const nobody = global('nobody', ptr(Box))

const open = fn('open', [p('box', ptr(Box))], (box) => {
  if (asked(once)) {
    observe(eq(box.opened, 0), once)
    mark(box.opened, 1)
  }
  set(box.lid.opened, 1)
  if (fixed(roomy)) set(box.room, 1)
})

const program: ScenarioSpec['program'] = ({ setup, thread }) => {
  setup(() => set(the_box, kzalloc('box', Box)))
  thread('A', 'opens', open, the_box)
  thread('B', 'opens', open, the_box)
}
const variant = (questions: readonly string[], fixes: readonly string[] = []): Variant => ({
  fixes,
  questions,
  mutex: 'count',
})

describe('a question', () => {
  it('costs no step: the same schedules run with and without it', () => {
    for (const questions of [[], ['once']]) {
      const { run } = playOut(machineOf(program, {}, variant(questions)), 'AB')
      expect(run.steps.map(({ lane }) => lane)).toEqual([0, 1])
    }
  })

  it('reports the property that does not hold, by id', () => {
    const { run } = play(machineOf(program, {}, variant(['once'])), '')
    expect(run.setupEvents.map(({ event }) => event)).toContainEqual({
      kind: 'fault',
      fault: { kind: 'assert', as: 'property', text: once.title, property: 'once' },
    })
  })

  it('lies in no footprint, and adds no race', () => {
    const races = [[], ['once']].map(
      (questions) => everyRun(machineOf(program, {}, variant(questions))).races,
    )
    expect(races).toEqual([['box->lid.opened'], ['box->lid.opened']])
  })

  it('is not printed, and its words are not there when it is not asked', () => {
    const text = (questions: readonly string[]): string =>
      printProgram(machineOf(program, {}, variant(questions)).program)
        .lines.map((line) => line.text)
        .join('\n')
    expect(text(['once'])).toBe(text([]))
    const size = (questions: readonly string[]): number =>
      machineOf(program, {}, variant(questions)).memory.objects.at(-1)?.size ?? 0
    expect([size([]), size(['once'])]).toEqual([1, 2])
  })

  it('looks at freed memory and through NULL without consequences', () => {
    const peek = fn('peek', [p('box', ptr(Box))], (box) => {
      kfree(box)
      mark(box.opened, 1)
      observe(eq(box.opened, 1), once)
      observe(lt(box.opened, 1), { id: 'freed', title: 'nobody looks at freed memory' })
      mark(nobody.opened, 7)
      observe(not(nobody.opened), once)
      set(nobody, NULL)
    })
    const found = everyRun(
      machineOf(
        ({ setup, thread }) => {
          setup(() => set(the_box, kzalloc('box', Box)))
          thread('A', 'peeks', peek, the_box)
        },
        {},
        variant(['once']),
      ),
    )
    expect(found).toMatchObject({
      faults: ['property: nobody looks at freed memory (a)'],
      complete: true,
    })
  })
})

describe('a field that only some variants have', () => {
  it('is laid out and printed with its fix, and an error without it', () => {
    const fixedMachine = machineOf(program, {}, variant([], ['roomy']))
    expect(fixedMachine.memory.objects.at(-1)?.words.map(({ path }) => path)).toEqual([
      'lid.opened',
      'room',
    ])
    expect(printProgram(fixedMachine.program).lines.map(({ text }) => text)).toContain(
      '\tint room;',
    )
    const wrong = fn('wrong', [p('box', ptr(Box))], (box) => set(box.room, 1))
    expect(() => machineOf(({ thread }) => thread('A', 'wrong', wrong, NULL))).toThrow(
      'struct box has no field room',
    )
  })
})
