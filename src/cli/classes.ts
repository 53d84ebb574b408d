/** `heddle classes`: how many interleaving classes a benchmark program has. */

import { printProgram } from '../ir/print.ts'
import { createMachine } from '../machine/machine.ts'
import { benchPrograms, type BenchProgram } from '../models/bench/catalogue.ts'
import { printJson } from '../share/json/print-json.ts'
import { wrap } from '../share/text/wrap.ts'
import { fail, ok, type Result } from '../util/result.ts'
import { classEngines, type ClassResult, searchClassesNow } from '../worker/class-task.ts'
import { oneOf, wholeNumber } from './args.ts'
import {
  type Args,
  type Command,
  jsonOption,
  type Outcome,
  refused,
  type Tools,
} from './command.ts'
import {
  classLimitsFrom,
  classLines,
  classStatuses,
  maxRunsOption,
  maxSecondsOption,
} from './engine.ts'
import { classesJson } from './json/classes-json.ts'
import { didYouMean } from './nearest.ts'

export const classesCommand: Command = {
  name: 'classes',
  summary: 'Count the interleaving classes of a benchmark program; without one, list them',
  operands: [{ name: '<program>', help: 'id of a benchmark program', optional: true }],
  options: [
    {
      name: 'engine',
      value: '<name>',
      help: `${classEngines.join(', ')} (default ${classEngines[0]})`,
    },
    { name: 'size', value: '<n>', help: 'of the program; default the largest with known numbers' },
    maxRunsOption,
    maxSecondsOption,
    jsonOption,
  ],
  notes: [
    'A class is all runs that differ only in the order of independent steps. "optimal" explores each once and nothing else; "source" and "sleep" may run into redundant ones.',
  ],
  run: classes,
}

function classes(args: Args, { now, peakMemory }: Tools): Outcome {
  const [id] = args.operands
  const isJson = args.switches.has('json')
  if (id === undefined) {
    return { kind: 'done', text: isJson ? printJson(listJson()) : listText(), came: 'clean' }
  }
  const program = programNamed(id)
  const engine = oneOf(args, 'engine', classEngines)
  const limits = classLimitsFrom(args)
  const wanted = wholeNumber(args, 'size', 1, 99)
  if (!program.ok) return refused(program.error)
  if (!engine.ok) return refused(engine.error)
  if (!limits.ok) return refused(limits.error)
  if (!wanted.ok) return refused(wanted.error)
  const size = wanted.value ?? Math.max(...program.value.sizes)
  const built = program.value.build(size).build({ fixes: [], mutex: 'count' })
  const prepared = { machine: createMachine(built), listing: printProgram(built) }
  const result = searchClassesNow(prepared, engine.value ?? 'optimal', limits.value, now)
  const text = isJson
    ? printJson(programJson(program.value, size, result, peakMemory()))
    : programText(program.value, size, result)
  return { kind: 'done', text, came: classStatuses[result.verdict] }
}

function programNamed(id: string): Result<BenchProgram, string> {
  const program = benchPrograms.find((each) => each.id === id)
  if (program !== undefined) return ok(program)
  const ids = benchPrograms.map((each) => each.id)
  return fail(`There is no program "${id}".${didYouMean(id, ids)} Known: ${ids.join(', ')}.`)
}

function listText(): string {
  const lines = benchPrograms.flatMap(({ id, title, sizes }) =>
    wrap(`${id}: ${title}; sizes ${sizes.join(', ')}`, 100, 4),
  )
  return `${lines.join('\n')}\n`
}

function listJson(): unknown {
  const programs = benchPrograms.map(({ id, title, sizes }) => ({ id, title, sizes }))
  return { version: 1, programs }
}

function programText(program: BenchProgram, size: number, result: ClassResult): string {
  const { id, title, expected } = program
  const known = expected[size]
  const numbers =
    known === undefined
      ? 'known: nothing for this size'
      : `known: ${known.classes} classes, ${known.failing} of them failing, ${known.blocked} blocked`
  const lines = [`${id}, size ${size}: ${title}`, '', ...classLines(result, () => undefined)]
  return `${[...lines.slice(0, 3), numbers, ...lines.slice(3)].join('\n')}\n`
}

function programJson(
  { id, expected }: BenchProgram,
  size: number,
  result: ClassResult,
  peakMemory: number | undefined,
): unknown {
  const known = expected[size]
  return {
    version: 1,
    program: id,
    size,
    ...(known === undefined ? {} : { known }),
    ...classesJson(result, peakMemory),
    violations: result.findings.map(({ kind, title, text, schedule, steps }) => ({
      kind,
      title,
      text,
      schedule,
      steps,
    })),
  }
}
