/** What a search came to as text, with commands that play what it found. */

import type { FindingView, SearchResult } from '../../worker/search-protocol.ts'
import { bytesText, counted, grouped, rateOf, secondsText } from '../../util/amounts.ts'
import {
  conclusionOf,
  effortText,
  failuresOf,
  failuresText,
  reachText,
} from '../../worker/search-words.ts'
import type { Find } from '../check.ts'
import { variantText } from '../../share/text/variant.ts'
import { variantArguments } from '../variant.ts'
import { sentence } from '../../share/text/ascii.ts'
import { wrap } from '../../share/text/wrap.ts'

export interface Checked {
  readonly result: SearchResult
  readonly find: Find
  /** The findings that were asked for. */
  readonly shown: readonly FindingView[]
  /** Title and version of the scenario. */
  readonly title: string
  readonly model: number
}

const width = 100

export function checkText(checked: Checked): string {
  const { result, shown, title, model } = checked
  const { scenario, variant, stats, seconds } = result
  const rate = rateOf(stats.states, seconds)
  const took = [
    secondsText(seconds),
    ...(rate === undefined ? [] : [`${grouped(rate)} states per second`]),
    `${bytesText(stats.bytes)} of memory`,
  ]
  const reached = `${reachText(result)}, ${counted(stats.transitions, 'transition')}, depth ${stats.depth}`
  const lines = [
    ...wrap(title, width),
    ...wrap(`${scenario} (version ${model}), ${variantText(variant)}`, width, 2),
    '',
    ...wrap(verdictText(result), width, 2),
    ...wrap(`searched: ${reached}`, width, 2),
    `took: ${took.join(', ')}`,
    ...shown.flatMap((finding, index) => ['', ...findingLines(result, finding, index)]),
    ...rest(checked),
  ]
  return `${lines.join('\n')}\n`
}

function verdictText(result: SearchResult): string {
  const conclusion = conclusionOf(result)
  switch (conclusion.kind) {
    case 'proved':
      return 'PROVED: no failure in any interleaving, within the bounds of the model'
    case 'bounded':
      return 'BOUNDED: nothing wrong found so far; this is not a proof'
    case 'violated': {
      const found = failuresText(conclusion.failures)
      return `VIOLATED: ${found}${conclusion.exhausted ? '' : ' so far; there may be more'}`
    }
  }
}

function findingLines(
  { scenario, variant }: SearchResult,
  finding: FindingView,
  index: number,
): readonly string[] {
  const { title, object, lane, where, text, schedule } = finding
  const what = object === undefined ? title : `${title}: ${object}`
  const place = [
    ...(lane === undefined ? [] : [`thread ${lane}`]),
    ...(where === undefined ? [] : [where]),
  ]
  const indented = (said: string, hang = 0): readonly string[] =>
    wrap(said, width - 3, hang).map((line) => `   ${line}`)
  return [
    ...wrap(`${index + 1}. ${[what, ...place].join(', ')}`, width, 3),
    ...(text === '' ? [] : indented(sentence(text))),
    ...indented(effortText(finding)),
    // Not wrapped: it is there to be copied.
    `   heddle run ${scenario}${variantArguments(variant)} --schedule ${schedule}`,
  ]
}

function rest({ result, shown, find }: Checked): readonly string[] {
  const left = failuresOf(result).length - shown.length
  if (find === 'all' || left <= 0) return []
  return [
    '',
    `${counted(left, 'further distinct failure')}: --find all shows ${left === 1 ? 'it' : 'them'}.`,
  ]
}
