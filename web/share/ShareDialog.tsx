/** The link to this run at this step: to copy, to photograph, to put into a page. */

import { usePage } from '../app/page.ts'
import { scenarioMeta } from '../store/catalogue.ts'
import { closeOverlay, openOverlay } from '../store/overlay.ts'
import { pinsNote } from '../store/pins-note.ts'
import { openedOf } from '../store/run.ts'
import { useApp, useFact } from '../store/use-app.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { TextToCopy } from '../ui/TextToCopy.tsx'
import { CopyButton } from './CopyButton.tsx'
import { embedAddress, embedSnippet, lengthAdvice, wholeAddress } from './embed.ts'
import { QrCode, qrLimit } from './QrCode.tsx'
import './share.css'

export function ShareDialog() {
  const app = useApp()
  const { currentLink } = usePage()
  const scenario = useFact((state) => openedOf(state.run)?.run.scenario)
  const note = useFact(pinsNote)
  if (scenario === undefined) return undefined
  const link = wholeAddress(currentLink())
  const title = scenarioMeta(app.store.getState().catalogue, scenario)?.title
  const snippet = embedSnippet(link, title ?? scenario)
  const isLocal = new URL(link).protocol === 'file:'
  return (
    <Dialog title="Share this run" className="share" onClose={() => closeOverlay(app)}>
      <div className="share-parts">
        <section>
          <h3>Link</h3>
          <TextToCopy name="Link" text={link} />
          <p className="share-note">{lengthAdvice(link.length)}</p>
          {note !== undefined && <p className="share-note">{note}</p>}
          <div className="share-row">
            <CopyButton name="Copy link" text={link} primary />
          </div>
          {isLocal ? (
            <p className="share-note">
              This page was opened from a file, so the link works on this machine only. Send the
              file along with it.
            </p>
          ) : (
            <>
              <h3>Embed</h3>
              <TextToCopy name="Embed snippet" text={snippet} />
              <p className="share-note">
                Diagram and transport only, in the colours of the page around it.{' '}
                <a href={embedAddress(link)} target="_blank" rel="noreferrer">
                  Look at it
                </a>
              </p>
              <div className="share-row">
                <CopyButton name="Copy snippet" text={snippet} />
              </div>
            </>
          )}
        </section>
        <section className="share-code">
          <h3>QR code</h3>
          {link.length <= qrLimit ? (
            <QrCode text={link} />
          ) : (
            <p className="share-note">The link is too long for one: {link.length} characters.</p>
          )}
        </section>
      </div>
      <p className="share-note share-more">
        As text, picture or file:{' '}
        <button
          type="button"
          className="text-link"
          onClick={() => openOverlay(app, { kind: 'export' })}
        >
          Export this run
        </button>
      </p>
    </Dialog>
  )
}
