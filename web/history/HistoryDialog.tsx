/** The last runs that were looked at here, to be opened again. */

import { useEffect, useState } from 'react'
import type { Result } from '../../src/util/result.ts'
import { openLink } from '../store/link.ts'
import { closeOverlay } from '../store/overlay.ts'
import { openedOf, specKey, specOf } from '../store/run.ts'
import { useApp, useFact } from '../store/use-app.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { type Archive, archive as browserArchive, capacity } from './archive.ts'
import { type Entry, entryOf } from './entry.ts'
import { HistoryEntry } from './HistoryEntry.tsx'
import './history.css'

type Listed = Result<readonly Entry[], string> | undefined

export function HistoryDialog({ archive = browserArchive }: { readonly archive?: Archive }) {
  const app = useApp()
  const [listed, setListed] = useState<Listed>(undefined)
  const [trouble, setTrouble] = useState<string | undefined>(undefined)
  const here = useFact(hereOf)
  const close = (): void => closeOverlay(app)
  useEffect(() => {
    const load = async (): Promise<void> => {
      const now = entryOf(app.store.getState(), Date.now())
      const kept = now === undefined ? undefined : await archive.put(now)
      if (kept?.ok === false) setTrouble(kept.error)
      setListed(await archive.list())
    }
    void load()
  }, [app, archive])
  const change = async (work: Promise<Result<undefined, string>>): Promise<void> => {
    const done = await work
    setTrouble(done.ok ? undefined : done.error)
    setListed(await archive.list())
  }
  return (
    <Dialog title="History" className="history" onClose={close}>
      {trouble !== undefined && <Trouble reason={trouble} />}
      <Content
        listed={listed}
        here={here}
        onOpen={(entry) => {
          close()
          void openLink(app, entry.link)
        }}
        onRemove={(entry) => void change(archive.remove(entry.key))}
        onClear={() => void change(archive.clear())}
      />
    </Dialog>
  )
}

interface ContentProps {
  readonly listed: Listed
  readonly here: string | undefined
  readonly onOpen: (entry: Entry) => void
  readonly onRemove: (entry: Entry) => void
  readonly onClear: () => void
}

function Content({ listed, here, onOpen, onRemove, onClear }: ContentProps) {
  if (listed === undefined) return <p className="history-note">Reading …</p>
  if (!listed.ok) return <Trouble reason={listed.error} />
  const entries = listed.value
  if (entries.length === 0) {
    return <p className="history-note">No run is remembered. Runs you look at are listed here.</p>
  }
  return (
    <>
      <ul className="history-list">
        {entries.map((entry) => (
          <HistoryEntry
            key={entry.key}
            entry={entry}
            isHere={entry.key === here}
            onOpen={() => onOpen(entry)}
            onRemove={() => onRemove(entry)}
          />
        ))}
      </ul>
      <div className="history-foot">
        <p className="history-note">
          The last {capacity} runs, kept by this browser only. They survive a reload and a crash.
        </p>
        <button type="button" className="button" onClick={onClear}>
          Forget all
        </button>
      </div>
    </>
  )
}

function Trouble({ reason }: { readonly reason: string }) {
  return (
    <div className="trouble" role="alert">
      <strong>This browser does not keep the history</strong>
      <p>
        It says: {reason}. In a private window that is meant to be so. Nothing else is affected: the
        link in the address still holds your run.
      </p>
    </div>
  )
}

function hereOf({ run }: Parameters<typeof entryOf>[0]): string | undefined {
  const opened = openedOf(run)
  return opened === undefined ? undefined : specKey(specOf(opened.run))
}
