/** In the details: how the step in focus and a second one are ordered, and what swapping them would do. */

import type { RunView } from '../../src/trace/view.ts'
import type { ChainLink, PairView } from '../../src/worker/order-protocol.ts'
import { jumpTo } from '../store/navigate.ts'
import { openShownRun } from '../store/open-shown.ts'
import { compareWith } from '../store/order.ts'
import { pairOf } from '../store/order-state.ts'
import { specOf } from '../store/run.ts'
import { selectStep } from '../store/navigate.ts'
import { useApp, useFact } from '../store/use-app.ts'
import { Breakable } from '../ui/Breakable.tsx'
import { pairWords, swapWords } from './pair-words.ts'
import './why.css'

export function PairNote({ run }: { readonly run: RunView }) {
  const pair = useFact(pairOf)
  if (pair === undefined) return undefined
  const { view, second } = pair
  return (
    <section className="why" aria-label={`Order of steps ${pair.anchor + 1} and ${second + 1}`}>
      <div aria-live="polite">
        {view === undefined && <p className="why-head">Comparing with step {second + 1} …</p>}
        {view !== undefined && 'code' in view && <p className="why-head">{view.message}</p>}
        {view !== undefined && 'kind' in view && <Told run={run} pair={view} />}
      </div>
    </section>
  )
}

function Told({ run, pair }: { readonly run: RunView; readonly pair: PairView }) {
  const { mark, sentence } = pairWords(run, pair)
  return (
    <>
      <p className="why-head">
        <strong className={`why-mark is-${pair.kind}`}>{mark}</strong>
        <Breakable text={sentence} />
      </p>
      {'chain' in pair && <Chain chain={pair.chain} />}
      {'swap' in pair && <p className="why-head">{swapWords(pair.swap)}</p>}
      <Actions run={run} pair={pair} />
    </>
  )
}

function Chain({ chain }: { readonly chain: readonly ChainLink[] }) {
  const app = useApp()
  return (
    <ol className={chain.length === 1 ? 'why-chain is-few' : 'why-chain'}>
      {chain.map(({ from, to, kind, text }) => (
        <li key={`${from} ${to}`}>
          <Breakable text={text} />{' '}
          {kind !== 'program' && (
            <button type="button" className="text-link" onClick={() => jumpTo(app, to + 1)}>
              Go to step {to + 1}
            </button>
          )}
        </li>
      ))}
    </ol>
  )
}

function Actions({ run, pair }: { readonly run: RunView; readonly pair: PairView }) {
  const app = useApp()
  const swap = 'swap' in pair && pair.swap.kind === 'replayed' ? pair.swap : undefined
  const race = 'race' in pair ? pair.race : undefined
  return (
    <p className="why-actions">
      {swap !== undefined && (
        <button
          type="button"
          className="button"
          onClick={() => openShownRun(app, { ...specOf(run), schedule: swap.schedule }, swap.at)}
        >
          Open the swapped run
        </button>
      )}
      {race !== undefined && (
        <button
          type="button"
          className="button"
          onClick={() => {
            selectStep(app, race.from)
            compareWith(app, race.to)
          }}
        >
          Look at the race, steps {race.from + 1} and {race.to + 1}
        </button>
      )}
    </p>
  )
}
