/** A link that could not be used as a whole: what was understood, what was not, and the ways on. */

import type { LinkProblem } from '../../src/share/link/schema.ts'
import type { DamagedLink } from '../store/damaged-link.ts'
import { understood } from '../store/damaged-link.ts'
import { openDefault, openState } from '../store/link.ts'
import { openedOf } from '../store/run.ts'
import { useApp } from '../store/use-app.ts'
import { Dialog } from '../ui/Dialog.tsx'

export function DamagedLinkDialog({ damaged }: { readonly damaged: DamagedLink }) {
  const app = useApp()
  const { problems, readable } = damaged
  const showReadable = readable === undefined ? undefined : () => openState(app, readable)
  const showDefault = (): void => openDefault(app)
  const close = (): void => {
    const isOpen = openedOf(app.store.getState().run) !== undefined
    if (isOpen) app.store.setState({ damagedLink: undefined })
    else (showReadable ?? showDefault)()
  }
  return (
    <Dialog title="This link could not be read as a whole" className="damaged" onClose={close}>
      <h3>What is wrong</h3>
      <ul className="damaged-problems">
        {problems.map((problem) => (
          <Problem key={`${problem.part} ${problem.text}`} problem={problem} />
        ))}
      </ul>
      <h3>What was understood</h3>
      {readable === undefined ? (
        <p>Nothing that could be shown.</p>
      ) : (
        <ul className="damaged-understood">
          {understood(readable).map((phrase) => (
            <li key={phrase}>{phrase}</li>
          ))}
        </ul>
      )}
      <div className="dialog-buttons">
        {showReadable !== undefined && (
          <button type="button" className="button button-primary" onClick={showReadable}>
            Show what could be read
          </button>
        )}
        <button type="button" className="button" onClick={showDefault}>
          Open the default case
        </button>
      </div>
    </Dialog>
  )
}

function Problem({ problem }: { readonly problem: LinkProblem }) {
  const { part, text, kept } = problem
  return (
    <li>
      {part !== '' && <code>{part}</code>}
      <p>{text}</p>
      <p className="damaged-kept">Kept: {kept}.</p>
    </li>
  )
}
