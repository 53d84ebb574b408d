/** How the threads stand after the step: what they hold, and why one cannot go on. */

import type { Cursor, NextView, RunView } from '../../src/trace/view.ts'
import { lockPhrases } from '../store/locks.ts'
import { letterOf, nextAt } from '../store/run.ts'
import { Breakable } from '../ui/Breakable.tsx'
import { LaneBadge } from '../ui/LaneBadge.tsx'

export interface ThreadsProps {
  readonly run: RunView
  readonly cursor: Cursor
}

export function Threads({ run, cursor }: ThreadsProps) {
  const locks = lockPhrases(run, cursor)
  return (
    <div className="threads">
      <h2>{cursor === 0 ? 'At the start' : 'After this step'}</h2>
      <ul>
        {nextAt(run, cursor)
          .filter(({ kind }) => kind !== 'not-started')
          .map((next) => (
            <Thread key={next.lane} run={run} next={next} />
          ))}
      </ul>
      {locks.length > 0 && <p className="threads-locks">{locks.join(' · ')}</p>}
    </div>
  )
}

function Thread({ run, next }: { readonly run: RunView; readonly next: NextView }) {
  return (
    <li className={next.kind === 'can' ? 'thread' : 'thread thread-stopped'}>
      <LaneBadge lane={next.lane} letter={letterOf(run, next.lane)} />
      <Standing next={next} />
    </li>
  )
}

function Standing({ next }: { readonly next: NextView }) {
  switch (next.kind) {
    case 'can':
      return (
        <span className="thread-next" title={next.text}>
          next: <Breakable text={next.text} />
        </span>
      )
    case 'blocked':
    case 'crashed':
      return <span>cannot run: {next.reason}</span>
    case 'done':
      return <span>{next.reason}</span>
    case 'not-started':
      return undefined
  }
}
