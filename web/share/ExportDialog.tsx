/** The run in a format to be taken along: choose, look at it, copy or save it. */

import { useMemo, useState } from 'react'
import { usePage } from '../app/page.ts'
import { scenarioMeta } from '../store/catalogue.ts'
import { closeOverlay } from '../store/overlay.ts'
import { openedOf } from '../store/run.ts'
import { useApp, useFact } from '../store/use-app.ts'
import type { Opened } from '../../src/worker/protocol.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { CopyButton } from './CopyButton.tsx'
import { ExportOptions } from './ExportOptions.tsx'
import {
  defaultOptions,
  fileName,
  type FormatId,
  formatIds,
  formats,
  type Written,
  write,
} from './formats.ts'
import { dataAddress, pictureOf, saveFile } from './picture.ts'
import './share.css'

export function ExportDialog() {
  const opened = useFact((state) => openedOf(state.run))
  return opened === undefined ? undefined : <Export opened={opened} />
}

function Export({ opened }: { readonly opened: Opened }) {
  const app = useApp()
  const { runLink, hold } = usePage()
  const [format, setFormat] = useState<FormatId>('text')
  const [options, setOptions] = useState(defaultOptions)
  const [failed, setFailed] = useState(false)
  const { scenario } = opened.run
  const written = useMemo(() => {
    const title = scenarioMeta(app.store.getState().catalogue, scenario)?.title ?? scenario
    return write(format, options, { opened, title, address: runLink() })
  }, [app, opened, scenario, format, options, runLink])
  const save = async (): Promise<void> => {
    const release = hold()
    const blob = await blobOf(format, written)
    setFailed(blob === undefined)
    if (blob !== undefined) saveFile(fileName(scenario, format), blob)
    release()
  }
  return (
    <Dialog title="Export this run" className="export" onClose={() => closeOverlay(app)}>
      <fieldset className="export-formats">
        <legend className="visually-hidden">Format</legend>
        {formatIds.map((id) => (
          <label key={id} className={id === format ? 'is-chosen' : ''}>
            <input
              type="radio"
              name="export-format"
              checked={id === format}
              onChange={() => setFormat(id)}
            />
            {formats[id].title}
          </label>
        ))}
      </fieldset>
      <p className="share-note">{formats[format].use}</p>
      <ExportOptions format={format} options={options} onChange={setOptions} />
      <Preview written={written} name={formats[format].title} />
      {written.kind === 'text' && written.note !== undefined && (
        <p className="trouble">{written.note}</p>
      )}
      {failed && (
        <p className="trouble" role="alert">
          The browser could not draw the picture. Save it as SVG instead.
        </p>
      )}
      <div className="dialog-buttons">
        {format === 'png' ? undefined : (
          <CopyButton key={format} name="Copy" text={written.text} primary />
        )}
        <button
          type="button"
          className={`button ${format === 'png' ? 'button-primary' : ''}`}
          onClick={() => void save()}
        >
          Save as {fileName(scenario, format)}
        </button>
      </div>
    </Dialog>
  )
}

function Preview({ written, name }: { readonly written: Written; readonly name: string }) {
  if (written.kind === 'drawing') {
    return (
      <img
        className="export-preview export-picture"
        src={dataAddress(written.text)}
        alt={`Preview: the run as ${name}`}
        width={written.width}
        height={written.height}
      />
    )
  }
  return (
    <textarea
      className="export-preview export-text"
      aria-label="Preview"
      readOnly
      spellCheck={false}
      wrap="off"
      value={written.text}
    />
  )
}

async function blobOf(format: FormatId, written: Written): Promise<Blob | undefined> {
  if (format === 'png' && written.kind === 'drawing') {
    return pictureOf(written.text, written.width, written.height)
  }
  return new Blob([written.text], { type: formats[format].mime })
}
