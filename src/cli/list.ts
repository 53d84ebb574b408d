/** `heddle list`: the scenarios with their fixes and recorded runs. */

import type { ScenarioMeta } from '../worker/protocol.ts'
import { type Args, type Command, jsonOption, type Outcome, type Tools } from './command.ts'
import { listJson } from './json/list-json.ts'
import { printJson } from '../share/json/print-json.ts'
import { scenariosOf } from './scenarios.ts'
import { wrap } from '../share/text/wrap.ts'

export const listCommand: Command = {
  name: 'list',
  summary: 'List the scenarios with their fixes and recorded runs',
  operands: [],
  options: [jsonOption],
  notes: [],
  run: list,
}

function list(args: Args, { ask }: Tools): Outcome {
  const scenarios = scenariosOf(ask)
  const text = args.switches.has('json')
    ? printJson(listJson(scenarios))
    : scenarios.map(scenarioText).join('\n')
  return { kind: 'done', text, came: 'clean' }
}

function scenarioText({
  id,
  title,
  summary,
  fixes,
  questions = [],
  sizes = [],
  runs,
}: ScenarioMeta): string {
  const lines = [
    id,
    ...paragraph(title),
    ...paragraph(summary),
    ...fixes.flatMap((fix) => paragraph(`--fix ${fix.id}: ${fix.title}`, 4)),
    ...questions.flatMap((question) => paragraph(`--ask ${question.id}: ${question.title}`, 4)),
    ...sizes.flatMap((size) => paragraph(`--size ${size.id}=1 to ${size.most}: ${size.title}`, 4)),
    ...runs.flatMap((run) => paragraph(`run "${run.title}": --schedule ${run.schedule}`, 4)),
  ]
  return `${lines.join('\n')}\n`
}

function paragraph(text: string, hang = 0): readonly string[] {
  return wrap(text, 94, hang).map((line) => `  ${line}`)
}
