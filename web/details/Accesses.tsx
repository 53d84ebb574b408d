/** Which words of shared memory the step read and wrote. */

import type { AccessView } from '../../src/trace/view.ts'
import { Breakable } from '../ui/Breakable.tsx'

export function Accesses({ accesses }: { readonly accesses: readonly AccessView[] }) {
  if (accesses.length === 0) return <p className="accesses-none">touches no shared memory</p>
  return (
    <table className="accesses">
      <caption className="visually-hidden">Memory accesses of this step</caption>
      <thead>
        <tr>
          <th scope="col">access</th>
          <th scope="col">word</th>
          <th scope="col">value</th>
        </tr>
      </thead>
      <tbody>
        {accesses.map((access, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a step may touch a word twice
          <Access key={index} access={access} />
        ))}
      </tbody>
    </table>
  )
}

function Access({ access }: { readonly access: AccessView }) {
  const { word, kind, marking, before, after } = access
  const changed = before !== after
  return (
    <tr className={changed ? 'access-changed' : undefined}>
      <td title={hints[marking]}>
        {verbs[kind]}
        {marking === 'marked' && <span className="access-marking"> atomic</span>}
      </td>
      <td>
        <Breakable text={word} />
      </td>
      <td>
        <Breakable text={changed ? `${short(before)} → ${short(after)}` : short(after)} />
      </td>
    </tr>
  )
}

/** The arrow that marks a pointer would be taken for the one between before and after. */
function short(value: string): string {
  return value.replace(/^→ /, '&')
}

const verbs = { read: 'read', write: 'wrote', update: 'updated' } as const

const hints = {
  plain: 'A plain access: together with another one that is not ordered with it, a data race',
  marked: 'Atomic, READ_ONCE or WRITE_ONCE: may run beside others of its kind',
} as const
