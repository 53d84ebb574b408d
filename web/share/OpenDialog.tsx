/** Opens a run from a file, or from text that is pasted. */

import { type ChangeEvent, useState } from 'react'
import { closeOverlay } from '../store/overlay.ts'
import { useApp } from '../store/use-app.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { openRunText } from '../store/open-file.ts'
import { textOf } from './read-file.ts'
import './share.css'

export function OpenDialog({ problem }: { readonly problem: string | undefined }) {
  const app = useApp()
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState(problem)
  const open = (content: string): void => {
    const found = openRunText(app, content)
    setWrong(found)
    if (found === undefined) closeOverlay(app)
  }
  const choose = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = event.target.files ?? []
    if (file === undefined) return
    const read = await textOf(file)
    if (read.ok) open(read.value)
    else setWrong(read.error)
  }
  return (
    <Dialog title="Open a run" className="open-file" onClose={() => closeOverlay(app)}>
      <p>A run that was exported as JSON, here or by heddle run --json.</p>
      <label className="open-file-label">
        File
        <input
          type="file"
          accept=".json,application/json"
          onChange={(event) => void choose(event)}
        />
      </label>
      <label className="open-file-label">
        Or its text
        <textarea
          className="link-text"
          rows={6}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {wrong !== undefined && (
        <p className="trouble" role="alert">
          {wrong} Nothing was changed.
        </p>
      )}
      <div className="dialog-buttons">
        <button
          type="button"
          className="button button-primary"
          disabled={text.trim() === ''}
          onClick={() => open(text)}
        >
          Open
        </button>
      </div>
    </Dialog>
  )
}
