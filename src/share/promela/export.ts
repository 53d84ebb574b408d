/**
 * A machine as one Promela model with exactly its states: Spin stores as many as the search finds.
 *
 * One process holds all lanes; each step is one `d_step`. A run that went wrong or that has ended begins
 * anew, so that faulty states are not stored and no state is added.
 */

import { printProgram } from '../../ir/print.ts'
import type { LaneId } from '../../machine/code.ts'
import { stopsOf } from '../../machine/flow.ts'
import { initialState } from '../../machine/initial.ts'
import { mustBeFreed } from '../../machine/leaks.ts'
import { type Machine, visiblePc } from '../../machine/machine.ts'
import type { ObjectId } from '../../machine/memory.ts'
import { codeText } from '../../trace/steps.ts'
import { fail, ok, type Result } from '../../util/result.ts'
import { StepWriter } from './steps.ts'
import { Variables, type Widths } from './variables.ts'
import { Writer } from './writer.ts'

/** Faults by the names that the model gives them, as `Fault` names them. */
export const faultNames = {
  'use-after-free': 'use_after_free',
  'double-free': 'double_free',
  'invalid-pointer': 'invalid_pointer',
  assert: 'failed_assert',
  'lock-misuse': 'lock_misuse',
  'self-deadlock': 'self_deadlock',
  bound: 'out_of_bounds',
} as const

export interface ExportOptions {
  /** First lines of the model: what it is a model of. */
  readonly about: readonly string[]
  readonly widths?: Widths
  /** Whether a replay prints the steps; default false, because it costs the search a little. */
  readonly prints?: boolean
}

/** Fails as `initialState` does: when the scenario's set-up is wrong. */
export function exportPromela(machine: Machine, options: ExportOptions): Result<string, string> {
  const start = initialState(machine)
  if (!start.ok) return fail(start.error)
  const variables = new Variables(machine, start.value.state, options.widths)
  const leaks = leaksOf(machine)
  const loop = loopOf(variables, leaks, options.prints ?? false)
  const lines = [
    '/*',
    ...[...options.about, ...explanation].map((line) =>
      ` * ${line.replaceAll('*/', '* /')}`.trimEnd(),
    ),
    ' */',
    '',
    '#define UNALLOCATED 0',
    '#define LIVE 1',
    '#define FREED 2',
    '#define NOT_STARTED 0',
    '#define RUNNING 1',
    '#define DONE 2',
    '',
    ...variables.declarations(),
    '',
    '/* Not part of the state: each step leaves them as it found them, or sets them before use. */',
    ...hidden(loop.mostTemporaries, leaks),
    '',
    ...variables.lookups(),
    ...macros,
    '',
    ...restart(variables),
    '',
    ...settle,
    '',
    ...wakes(variables),
    '',
    'active proctype program() {',
    '  do',
    ...loop.lines.map((line) => `  ${line}`),
    '  od',
    '}',
  ]
  return ok(`${lines.join('\n')}\n`)
}

const explanation = [
  '',
  'spin -a -o1 -o2 model.pml',
  'gcc -O2 -fwrapv -DSAFETY -DNOREDUCE -DNOBOUNDCHECK -o pan pan.c',
  './pan -m1000000',
  '',
  'One d_step is one step of a lane: A_pc is where lane A stands, A_is how, A_0, A_1 … its locals.',
  'A run that went wrong (an assertion named after the fault fails) or has ended (an assertion about',
  'an object fails if that has leaked) begins anew, so the stored states are the states of the program.',
  'A deadlock is an invalid end state. Data races are not looked for.',
]

const faults = Object.values(faultNames)

function hidden(temporaries: number, leaks: readonly Leak[]): readonly string[] {
  return [
    ...leaks.map(({ name }) => `hidden byte ${name};`),
    ...faults.map((name) => `hidden byte ${name};`),
    'hidden byte is_wrong;',
    'hidden byte wrote;',
    'hidden byte blind;',
    'hidden int fuel;',
    'hidden int fit;',
    ...Array.from({ length: temporaries }, (_, i) => `hidden int t${i};`),
  ]
}

/** Macros and not inlines, because the labels that they jump to are arguments. */
const macros = [
  '#define fault(kind) kind = 1; is_wrong = 1',
  '/* An access to a: freed memory can be accessed and is reported, other memory ends the step. */',
  '#define touch(a, over) if :: status(a) == LIVE :: status(a) == FREED -> fault(use_after_free) :: else -> fault(invalid_pointer); goto over fi',
  '#define read(a, over) touch(a, over); a = word(a)',
  '/* The same without telling anyone: what cannot be read is 0. */',
  '#define look(a) if :: blind || status(a) == UNALLOCATED -> blind = 1; a = 0 :: else -> a = word(a) fi',
  '/* kfree */',
  `#define release(a, over) if :: a == 0 :: else -> if :: is_pooled(a) && status(a) == LIVE -> obj[owner_of(a)] = FREED; wrote = 1 :: is_pooled(a) && status(a) == FREED -> fault(double_free) :: else -> fault(invalid_pointer); goto over fi fi`,
]

function restart(variables: Variables): readonly string[] {
  return [
    'inline restart() {',
    ...variables.restart().map((statement) => `  ${statement};`),
    '  skip',
    '}',
  ]
}

const settle = [
  'inline settle() {',
  '  if',
  '  :: is_wrong ->',
  '    is_wrong = 0;',
  ...faults.map((name) => `    if :: ${name} -> assert(!${name}); ${name} = 0 :: else fi;`),
  '    restart()',
  '  :: else',
  '  fi',
  '}',
]

/** After a write of one lane the others that stand in a retry loop may look again. */
function wakes(variables: Variables): readonly string[] {
  const { machine } = variables
  const lanes = Array.from({ length: machine.setupLane }, (_, lane) => lane)
  return lanes.flatMap((stepped) => {
    const writer = new Writer(variables)
    const others = lanes.filter((lane) => lane !== stepped && variables.spins(lane))
    const wake = (lane: LaneId): void => {
      const running = `${variables.value(variables.lane(lane, 'status'))} == RUNNING`
      const standing = spinning(variables, lane)
      writer.when(`${running} && ${standing}`, () => {
        writer.assign(variables.lane(lane, 'dirty'), '1')
      })
    }
    writer.line(`inline wake_${machine.lanes[stepped]?.letter}() {`)
    writer.indented(() => {
      if (others.length > 0) writer.when('wrote', () => others.forEach(wake))
      writer.statement('wrote = 0')
    })
    writer.line('}')
    return writer.lines
  })
}

function spinning(variables: Variables, lane: LaneId): string {
  const { code } = variables.codeOf(lane)
  const pc = variables.value(variables.lane(lane, 'pc'))
  const stops = stopsOf(code).stops.filter((at) => code[at]?.spin === true)
  return stops.length === 0 ? 'false' : `(${stops.map((at) => `${pc} == ${at}`).join(' || ')})`
}

function loopOf(variables: Variables, leaks: readonly Leak[], prints: boolean): Writer {
  const { machine } = variables
  const listing = printProgram(machine.program)
  const writer = new Writer(variables)
  const steps = new StepWriter(
    writer,
    (lane, pc) => {
      const code = variables.codeOf(lane)
      const { text, line } = codeText(code, visiblePc(code, pc), listing)
      return `${code.letter} at ${pc}, line ${line}: ${text}`
    },
    prints,
  )
  for (let lane = 0; lane < machine.setupLane; lane++) {
    writer.comment(`lane ${machine.lanes[lane]?.letter}: ${machine.lanes[lane]?.title}`)
    steps.lane(lane)
  }
  writer.comment('every lane has ended')
  writer.line(':: d_step {')
  writer.indented(() => {
    const ended = Array.from({ length: machine.setupLane }, (_, lane) => {
      return `${variables.value(variables.lane(lane, 'status'))} != RUNNING`
    })
    writer.line(`${ended.join(' && ')} ->`)
    for (const { object, name } of leaks) {
      writer.when(`${variables.value(machine.statusBase + object)} == LIVE`, () => {
        writer.statement(`${name} = 1`)
        writer.statement(`assert(!${name})`)
        writer.statement(`${name} = 0`)
      })
    }
    writer.statement('restart()')
  })
  writer.line('}')
  return writer
}

interface Leak {
  readonly object: ObjectId
  /** Of the variable in the assertion. */
  readonly name: string
}

/** Objects that must not be left when every lane has ended. */
function leaksOf(machine: Machine): readonly Leak[] {
  return mustBeFreed(machine).map((object) => ({
    object,
    name: leakName(machine.memory.objects[object]?.name ?? String(object)),
  }))
}

/** Name of the variable whose assertion fails when the object with that name leaks. */
export function leakName(object: string): string {
  return `leaked_${object.replaceAll(/\W/g, '_')}`
}
