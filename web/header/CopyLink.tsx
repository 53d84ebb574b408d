/**
 * Copies the address, which says exactly what the page shows. Where the clipboard is out of reach, as on
 * plain http, the link is offered as text to copy by hand.
 */

import { later } from '../app/later.tsx'
import { usePage } from '../app/page.ts'
import { pinsNote } from '../store/pins-note.ts'
import { tell } from '../store/tell.ts'
import { useApp, useRun } from '../store/use-app.ts'
import { Icon } from '../ui/Icon.tsx'
import { useCopy } from '../ui/use-copy.ts'

const CopyByHand = later('The link', async () => (await import('./CopyByHand.tsx')).CopyByHand)

export function CopyLink() {
  const { copying, copy, forget } = useCopy()
  const { currentLink } = usePage()
  const app = useApp()
  const run = useRun()
  const copyLink = async (): Promise<void> => {
    await copy(currentLink())
    const text = pinsNote(app.store.getState())
    if (text !== undefined) tell(app, { topic: 'pins', tone: 'info', text })
  }
  return (
    <>
      <button
        type="button"
        className="button button-primary copy-link"
        aria-label="Copy link"
        title="Copy a link to this run at this step"
        disabled={run === undefined}
        onClick={() => void copyLink()}
      >
        <Icon name="link" />
        <span aria-hidden="true">{copying.kind === 'copied' ? 'Link copied' : 'Copy link'}</span>
      </button>
      <span className="visually-hidden" aria-live="polite">
        {copying.kind === 'copied' ? 'Link copied' : ''}
      </span>
      {copying.kind === 'by-hand' && <CopyByHand link={copying.text} onClose={forget} />}
    </>
  )
}
