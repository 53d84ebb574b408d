/** `heddle guarantees`: what a caller may do when a function has returned, per variant. */

import { scenarios } from '../models/catalogue.ts'
import { printJson } from '../share/json/print-json.ts'
import { ascii } from '../share/text/ascii.ts'
import { wrap } from '../share/text/wrap.ts'
import { GuaranteesTask } from '../worker/guarantees.ts'
import type { GuaranteeCell, GuaranteesView } from '../worker/search-protocol.ts'
import { type Args, type Command, jsonOption, type Outcome, type Tools } from './command.ts'
import { costOf, type CostJson } from './json/cost-json.ts'
import { variantArguments } from './variant.ts'

export const guaranteesCommand: Command = {
  name: 'guarantees',
  summary: 'Tell what a caller of HMM may do when a function has returned, per variant',
  operands: [],
  options: [jsonOption],
  notes: [
    'A cell is decided by search: the caller may when no run fails in the way that the row is about. Exit status 0 when every cell was decided, 3 when a limit came first.',
  ],
  run: guarantees,
}

function guarantees(args: Args, { now, peakMemory }: Tools): Outcome {
  const task = new GuaranteesTask(scenarios, now)
  while (!task.advance(1_000));
  const { view } = task
  const text = args.switches.has('json')
    ? printJson(guaranteesJson(view, costOf(view, peakMemory())))
    : guaranteesText(view)
  return { kind: 'done', text, came: isOpen(view) ? 'bounded' : 'clean' }
}

function isOpen({ cells }: GuaranteesView): boolean {
  return cells.some((row) => row.some(({ holds }) => holds === undefined))
}

function guaranteesText({ rows, columns, cells }: GuaranteesView): string {
  const lines = rows.flatMap(({ fn, returned, may, scenario }, row) => [
    ...wrap(`${after(fn, returned)}, the caller may ${may}`, 100, 4),
    ...columns.flatMap(({ title }, column) => {
      const cell = cells[row]?.[column]
      return cell === undefined ? [] : cellLines(scenario, title, cell)
    }),
    '',
  ])
  return `${lines.map(ascii).join('\n')}\n`
}

function after(fn: string, returned: string | undefined): string {
  return returned === undefined ? `After ${fn}` : `After ${fn} returned ${returned}`
}

const marks = { yes: '+ yes', no: '- no', open: '? not decided' } as const

function answerOf(holds: boolean | undefined): keyof typeof marks {
  if (holds === undefined) return 'open'
  return holds ? 'yes' : 'no'
}

function cellLines(
  scenario: string,
  title: string,
  { holds, variant, shown }: GuaranteeCell,
): readonly string[] {
  return [
    `  ${marks[answerOf(holds)]}: ${title}`,
    ...shown.flatMap((each) =>
      each.kind === 'run'
        ? [`      heddle run ${scenario}${variantArguments(variant)} --schedule ${each.schedule}`]
        : [],
    ),
  ]
}

function guaranteesJson(view: GuaranteesView, cost: CostJson): unknown {
  const { rows, columns, cells } = view
  return {
    version: 1,
    verdict: isOpen(view) ? 'bounded' : 'decided',
    ...cost,
    columns: columns.map(({ id, title }) => ({ id, title })),
    rows: rows.map(({ id, fn, returned, may, scenario }, row) => ({
      id,
      function: fn,
      ...(returned === undefined ? {} : { returned }),
      may,
      scenario,
      cells: columns.map((column, index) => {
        const cell = cells[row]?.[index]
        return {
          column: column.id,
          variant: cell?.variant ?? column.variant,
          answer: answerOf(cell?.holds),
          shown: cell?.shown ?? [],
        }
      }),
    })),
  }
}
