/** How far a running search has come. */

import type { SearchProgress } from '../../src/worker/search-protocol.ts'
import { grouped, rateOf, secondsText } from '../../src/util/amounts.ts'

/** `progress` is undefined until the first report. */
export function SearchFigures({ progress }: { readonly progress: SearchProgress | undefined }) {
  return (
    <>
      <p className="findings-note">
        <span className="loading-bar" aria-hidden="true" />
        Searching all interleavings …
      </p>
      <dl className="search-figures">
        {figuresOf(progress).map(([name, figure]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function figuresOf(progress: SearchProgress | undefined): readonly (readonly [string, string])[] {
  const count = (value: number | undefined): string => (value === undefined ? '–' : grouped(value))
  const { stats, seconds, failures } = progress ?? {}
  const rate =
    stats === undefined || seconds === undefined ? undefined : rateOf(stats.states, seconds)
  return [
    ['States', count(stats?.states)],
    ['States per second', count(rate)],
    ['Frontier', count(stats?.frontier)],
    ['Depth', count(stats?.depth)],
    ['Failures so far', count(failures)],
    ['Elapsed', seconds === undefined ? '–' : secondsText(seconds)],
  ]
}
