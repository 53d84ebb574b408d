/** Copies a text and says so; where the clipboard is out of reach it says that, and the text can be selected. */

import { type Copying, useCopy } from '../ui/use-copy.ts'

export interface CopyButtonProps {
  /** `Copy link` */
  readonly name: string
  readonly text: string
  readonly primary?: boolean
  readonly disabled?: boolean
}

const said: Readonly<Record<Copying['kind'], string>> = {
  no: '',
  copied: 'Copied',
  'by-hand': 'Select the text and copy it',
}

export function CopyButton({ name, text, primary = false, disabled = false }: CopyButtonProps) {
  const { copying, copy } = useCopy()
  return (
    <>
      <button
        type="button"
        className={`button ${primary ? 'button-primary' : ''}`}
        disabled={disabled}
        onClick={() => void copy(text)}
      >
        {name}
      </button>
      <span className="share-said" aria-live="polite">
        {said[copying.kind]}
      </span>
    </>
  )
}
