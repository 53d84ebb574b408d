/** A run as text: what was played, the diagram, and what came of it. */

import type { LaneView, RunView } from '../../trace/view.ts'
import type { ReplayReport, TidyView } from '../../trace/replayed.ts'
import { ascii, sentence } from './ascii.ts'
import { diagram, type DiagramOptions } from './diagram.ts'
import { variantText } from './variant.ts'
import { wrap } from './wrap.ts'

export interface Played {
  readonly run: RunView
  readonly report: ReplayReport
  /** Title of the scenario. */
  readonly title: string
  /** Fragment of the page's address that shows this run. */
  readonly link: string
  /** When the run is the tidy form of the one that was asked for. */
  readonly tidy?: TidyView | undefined
}

export function runText(played: Played, options: DiagramOptions): string {
  const { run, report, title, link, tidy } = played
  const { width } = options
  const lines = [
    ...wrap(title, width),
    ...wrap(`${run.scenario} (version ${run.version}), ${variantText(run)}`, width, 2),
    `schedule: ${run.schedule === '' ? '(empty)' : run.schedule}`,
    '',
    ...diagram(run, options),
    '',
    ...(tidy === undefined ? [] : switches(tidy, width)),
    ...replay(report, width),
    ...violations(run, width),
    ...run.lanes.flatMap((lane) => wrap(thread(lane), width, 4)),
    ...wrap(`End: ${sentence(run.end.text)}`, width, 2),
    `checksum: ${run.checksum}`,
    `link: ${link}`,
  ]
  return `${lines.join('\n')}\n`
}

function switches(
  { before, after, isFewest, reasons }: TidyView,
  width: number,
): readonly string[] {
  const claim = isFewest
    ? 'no equivalent run has fewer'
    : 'there were too many equivalent runs to look at'
  const all = `${after} ${after === 1 ? 'switch' : 'switches'}`
  const count = before === after ? all : `${all} instead of ${before}`
  return [
    ...wrap(`TIDY: ${count}; ${claim}.`, width, 2),
    ...reasons.flatMap(({ at, text }) =>
      wrap(`before step ${at + 1}: ${ascii(text)}`, width - 2, 2).map((line) => `  ${line}`),
    ),
    '',
  ]
}

function replay(report: ReplayReport, width: number): readonly string[] {
  switch (report.kind) {
    case 'whole':
      return []
    case 'stopped': {
      const { at, dropped, reason } = report
      const left =
        dropped === 1 ? 'One step of the schedule is' : `${dropped} steps of the schedule are`
      const text = `STOPPED after step ${at}: ${sentence(reason)} ${left} left out.`
      return [...wrap(text, width, 2), '']
    }
  }
}

function violations(run: RunView, width: number): readonly string[] {
  if (run.violations.length === 0) return ['No violation.', '']
  return run.violations.flatMap(({ title, at, text }) => [
    ...wrap(`VIOLATION at step ${at + 1}: ${title}`, width, 2),
    ...wrap(sentence(text), width - 2).map((line) => `  ${line}`),
    '',
  ])
}

function thread({ letter, title, end }: LaneView): string {
  return sentence(`Thread ${letter} (${title}) ${end.text}`)
}
