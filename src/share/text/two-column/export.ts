/**
 * A run as the text that reviewers of the kernel write: what runs against what, the diagram in two columns,
 * and what goes wrong. Lines keep to 72 characters where words allow it.
 */

import type { RunView } from '../../../trace/view.ts'
import { ascii, sentence } from '../ascii.ts'
import { wrap } from '../wrap.ts'
import { asComment, isUnsafe, leaderWidth, type TextVariant } from './carrier.ts'
import { endingOf, initiallyOf, openingOf } from './sentences.ts'
import { tableOf, type TableOptions } from './from-run.ts'
import { layOut, pageWidth } from './layout.ts'
import { expandTabs } from './peel.ts'
import { printTable } from './print.ts'

export interface TextOptions extends TableOptions {
  readonly variant: TextVariant
  /** Sentences above and below the diagram. */
  readonly prose: boolean
  /** Tabs in place of blanks before the text of a source comment. */
  readonly tabs: boolean
  /** Address of the page that shows the run; undefined: none is named. */
  readonly link: string | undefined
}

export const textDefaults: Omit<TextOptions, 'variant' | 'link'> = {
  unfolded: false,
  labels: 'threads',
  prose: true,
  tabs: true,
}

export function exportText(run: RunView, options: TextOptions): string {
  const left = leaderWidth(options.variant)
  const body = diagramLines(run, options, left)
  const { prose, variant, link } = options
  const said = (texts: readonly string[]): readonly string[] =>
    texts.flatMap((text) => proseLines(text, proseLeft(variant)))
  const above = prose ? [...said([openingOf(run)]), '', ...said(initiallyOf(run))] : []
  const below = prose ? ['', ...said([endingOf(run)])] : []
  const address = link === undefined ? [] : ['', ...place(link, proseLeft(variant))]
  const table = variant === 'rst' ? ['::', '', ...body] : body
  const whole = [...above, ...gapBefore(above), ...table, ...below, ...address].map((line) =>
    line.trimEnd(),
  )
  const lines = variant === 'comment' ? asComment(whole, options.tabs) : whole
  return `${lines.join('\n')}\n`
}

/** The longest line in characters, a tab counted as far as it reaches. */
export function widthOf(text: string): number {
  return Math.max(...text.split('\n').map((line) => expandTabs(line).length))
}

/** The table, one character further right when a line of it could be mistaken at the left edge. */
function diagramLines(run: RunView, options: TextOptions, left: number): readonly string[] {
  const table = tableOf(run, options)
  const lines = printTable(table, layOut(table, left))
  return lines.some(isUnsafe) ? printTable(table, layOut(table, left + 1)) : lines
}

/** Only the diagram of a document is indented, not what is said about it. */
function proseLeft(variant: TextVariant): number {
  return variant === 'rst' ? 0 : leaderWidth(variant)
}

function proseLines(text: string, left: number): readonly string[] {
  return wrap(sentence(ascii(text)), pageWidth.wished - left).flatMap((line) => place(line, left))
}

function place(line: string, left: number): readonly string[] {
  const placed = ' '.repeat(left) + line
  return [isUnsafe(placed) ? ` ${placed}` : placed]
}

function gapBefore(above: readonly string[]): readonly string[] {
  return above.length === 0 || above.at(-1) === '' ? [] : ['']
}
