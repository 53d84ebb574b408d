/** A run in one of the formats in which it is taken along. */

import type { Variant } from '../ir/program.ts'
import { printJson } from '../share/json/print-json.ts'
import { runJson } from '../share/json/run-json.ts'
import { printLink } from '../share/link/codec.ts'
import { exportMermaid } from '../share/mermaid/export.ts'
import { drawRun } from '../share/svg/export.ts'
import type { SvgTheme } from '../share/svg/palette.ts'
import { sentence } from '../share/text/ascii.ts'
import type { TextVariant } from '../share/text/two-column/carrier.ts'
import { exportText } from '../share/text/two-column/export.ts'
import { traceOf } from '../share/trace-event/export.ts'
import type { Opened } from '../worker/protocol.ts'
import { type Ask, type Outcome, refused } from './command.ts'
import { outcomeOf, scenariosOf } from './scenarios.ts'

export const runFormats = ['text', 'svg', 'json', 'perfetto', 'mermaid'] as const

export interface RunWanted {
  readonly scenario: string
  readonly variant: Variant
  /** Undefined: the default run. */
  readonly schedule: string | undefined
}

export interface RunFormat {
  readonly format: (typeof runFormats)[number]
  readonly where: TextVariant
  readonly theme: SvgTheme
  readonly labels: 'threads' | 'cpus'
  readonly prose: boolean
  readonly unfolded: boolean
}

export function writeRun(wanted: RunWanted, how: RunFormat, ask: Ask): Outcome {
  const answer = ask({ kind: 'run', ...wanted })
  if (answer.kind === 'failed') return outcomeOf(answer.error, wanted.scenario, ask)
  if (answer.kind !== 'opened') {
    return { kind: 'broken', reason: `asked for a run, got an answer of kind ${answer.kind}` }
  }
  const { report } = answer.opened
  if (wanted.schedule !== undefined && report.kind === 'stopped') {
    const { at, reason } = report
    return refused(
      `--schedule cannot run to its end: step ${at + 1} is not possible. ${sentence(reason)}`,
    )
  }
  const title = scenariosOf(ask).find(({ id }) => id === wanted.scenario)?.title ?? wanted.scenario
  return { kind: 'done', text: written(answer.opened, how, title), came: 'clean' }
}

function written({ run, report }: Opened, how: RunFormat, title: string): string {
  const { labels, unfolded, theme } = how
  const link = printLink({ ...run, at: run.steps.length, model: run.version })
  switch (how.format) {
    case 'text': {
      const { where: variant, prose } = how
      return exportText(run, { variant, labels, unfolded, prose, tabs: true, link: undefined })
    }
    case 'svg':
      return drawRun(run, { theme, unfolded, title }).svg
    case 'json':
      return printJson(runJson(run, report, link))
    case 'perfetto':
      return printJson(traceOf(run, link))
    case 'mermaid':
      return exportMermaid(run, { labels, unfolded })
  }
}
