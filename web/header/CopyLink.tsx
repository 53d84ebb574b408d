/**
 * Copies the address, which says exactly what the page shows. Where the clipboard is out of reach, as on
 * plain http, the link is offered as text to copy by hand.
 */

import { useEffect, useState } from 'react'
import { usePage } from '../app/page.ts'
import { useRun } from '../store/use-app.ts'
import { copyText } from '../ui/clipboard.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Icon } from '../ui/Icon.tsx'

type Copying =
  | { readonly kind: 'no' }
  | { readonly kind: 'copied' }
  | { readonly kind: 'by-hand'; readonly link: string }

const no: Copying = { kind: 'no' }

/** How long the button says so; milliseconds. */
const saidFor = 4000

export function CopyLink() {
  const [copying, setCopying] = useState<Copying>(no)
  const { currentLink, hold } = usePage()
  const run = useRun()
  useEffect(() => {
    if (copying.kind !== 'copied') return undefined
    const timer = setTimeout(() => setCopying(no), saidFor)
    return () => clearTimeout(timer)
  }, [copying])
  const copy = async (): Promise<void> => {
    const link = currentLink()
    const release = hold()
    const done = await copyText(link)
    setCopying(done ? { kind: 'copied' } : { kind: 'by-hand', link })
    release()
  }
  return (
    <>
      <button
        type="button"
        className="button button-primary copy-link"
        aria-label="Copy link"
        title="Copy a link to this run at this step"
        disabled={run === undefined}
        onClick={() => void copy()}
      >
        <Icon name="link" />
        <span aria-hidden="true">{copying.kind === 'copied' ? 'Link copied' : 'Copy link'}</span>
      </button>
      <span className="visually-hidden" aria-live="polite">
        {copying.kind === 'copied' ? 'Link copied' : ''}
      </span>
      {copying.kind === 'by-hand' && <ByHand link={copying.link} onClose={() => setCopying(no)} />}
    </>
  )
}

function ByHand({ link, onClose }: { readonly link: string; readonly onClose: () => void }) {
  return (
    <Dialog title="Copy this link" onClose={onClose}>
      <p>The browser does not let this page use the clipboard. Copy the link from here:</p>
      <textarea
        className="link-text"
        aria-label="Link"
        readOnly
        rows={4}
        value={link}
        onFocus={(event) => event.target.select()}
      />
    </Dialog>
  )
}
