/** How two steps stand to each other, in words. */

import type { RunView, StepIndex } from '../../src/trace/view.ts'
import type { PairView, SwapView } from '../../src/worker/order-protocol.ts'
import { stepLabel } from '../store/sentences.ts'

export interface PairWords {
  /** `ordered`, `racing` */
  readonly mark: string
  readonly sentence: string
}

export function pairWords(run: RunView, pair: PairView): PairWords {
  const [first, second] = [place(run, pair.first), place(run, pair.second)]
  switch (pair.kind) {
    case 'ordered':
      return { mark: 'ordered', sentence: `${first} comes before ${second}:` }
    case 'through-races':
      return {
        mark: 'ordered in this run only',
        sentence: `${first} comes before ${second}, but only by a race along the way:`,
      }
    case 'racing':
      return {
        mark: 'not ordered: they race',
        sentence: `${first} and ${second} may swap: ${pair.why}.`,
      }
    case 'independent':
      return {
        mark: 'not ordered, independent',
        sentence: `${first} and ${second} may swap: neither touches what the other writes.`,
      }
  }
}

/** What swapping the two would change. */
export function swapWords(swap: SwapView): string {
  switch (swap.kind) {
    case 'held':
      return `They cannot be swapped alone: step ${swap.between + 1} comes after the first and before the second.`
    case 'refused':
      return `Swapped, the run cannot be replayed: ${swap.reason}`
    case 'replayed':
      return `Swapped: ${changeWords(swap)}`
  }
}

function changeWords(swap: SwapView & { readonly kind: 'replayed' }): string {
  const { isSameClass, isSameEnd, stopped, appeared, gone, end } = swap
  if (isSameClass) return 'nothing changes; it is the same interleaving class.'
  const changes = [
    ...appeared.map((each) => `new: ${each}`),
    ...gone.map((each) => `gone: ${each}`),
    ...(stopped === undefined
      ? []
      : [`step ${stopped.at + 1} can no longer be taken (${stopped.reason})`]),
  ]
  if (changes.length > 0) return `${changes.join('; ')}. Then ${end}.`
  return isSameEnd
    ? 'another interleaving class, which ends in the same state.'
    : 'no violation comes or goes, but the run ends in another state.'
}

function place(run: RunView, step: StepIndex): string {
  return `Step ${step + 1} (${stepLabel(run, step)})`
}
