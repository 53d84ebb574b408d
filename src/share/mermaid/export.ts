/** A run as a sequence diagram in Mermaid, which many hosts of Markdown draw. */

import type { RunView } from '../../trace/view.ts'
import { tableOf, type TableOptions } from '../text/two-column/from-run.ts'
import type { TableRow } from '../text/two-column/table.ts'

export function exportMermaid(run: RunView, options: TableOptions): string {
  const { labels, rows } = tableOf(run, options)
  const lines = [
    'sequenceDiagram',
    ...labels.map((label, column) => `  participant ${nameOf(column)} as ${escapeMermaid(label)}`),
    ...rows.flatMap((row) => linesOf(row, labels.length).map((line) => `  ${line}`)),
  ]
  return `${lines.join('\n')}\n`
}

function linesOf(row: TableRow, columns: number): readonly string[] {
  const who = nameOf(row.column)
  if (row.text === '') return [`Note over ${who}: ${escapeMermaid(row.remark)}`]
  const remark = row.remark === '' ? '' : ` (${row.remark})`
  const step = `${who}->>${who}: ${escapeMermaid(row.text.replace(/;$/, '') + remark)}`
  if (row.mark === '') return [step]
  const all = columns === 1 ? who : `${nameOf(0)},${nameOf(columns - 1)}`
  return [step, `Note over ${all}: ${escapeMermaid(row.mark)}`]
}

/** Never a word of the language: `T1`. */
function nameOf(column: number): string {
  return `T${column + 1}`
}

/**
 * Text in which nothing means something to Mermaid: signs of its syntax and of HTML become entities in its
 * own notation, and the word that would end a block stands in brackets.
 */
export function escapeMermaid(text: string): string {
  return text
    .replaceAll(/[#;<"%`\\]|&(?=\w+;)/g, (sign) => `#${sign.codePointAt(0) ?? 0};`)
    .replaceAll(/\bend\b/gi, '[$&]')
    .replaceAll(/\s+/g, ' ')
}
