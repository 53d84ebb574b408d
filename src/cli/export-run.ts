/** A run in one of the formats in which it is taken along. */

import { printJson } from '../share/json/print-json.ts'
import { runJson } from '../share/json/run-json.ts'
import { printLink } from '../share/link/codec.ts'
import { exportMermaid } from '../share/mermaid/export.ts'
import { drawRun } from '../share/svg/export.ts'
import type { SvgTheme } from '../share/svg/palette.ts'
import type { TextVariant } from '../share/text/two-column/carrier.ts'
import { exportText } from '../share/text/two-column/export.ts'
import { traceOf } from '../share/trace-event/export.ts'
import type { Opened } from '../worker/protocol.ts'
import type { Ask, Outcome } from './command.ts'
import { openRun, type RunWanted } from './open-run.ts'
import { titleOf } from './scenarios.ts'

export const runFormats = ['text', 'svg', 'json', 'perfetto', 'mermaid'] as const

export interface RunFormat {
  readonly format: (typeof runFormats)[number]
  readonly where: TextVariant
  readonly theme: SvgTheme
  readonly labels: 'threads' | 'cpus'
  readonly prose: boolean
  readonly unfolded: boolean
}

export function writeRun(wanted: RunWanted, how: RunFormat, ask: Ask): Outcome {
  const opened = openRun(wanted, ask)
  if (!opened.ok) return opened.error
  const title = titleOf(wanted.scenario, ask)
  return { kind: 'done', text: written(opened.value, how, title), came: 'clean' }
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
