/** Copies a text and says so; where the clipboard is out of reach it says that, and the text can be selected. */

import { useEffect, useState } from 'react'
import { usePage } from '../app/page.ts'
import { copyText } from '../ui/clipboard.ts'

/** How long the button says so; milliseconds. */
const saidFor = 4000

export interface CopyButtonProps {
  /** `Copy link` */
  readonly name: string
  readonly text: string
  readonly primary?: boolean
  readonly disabled?: boolean
}

export function CopyButton({ name, text, primary = false, disabled = false }: CopyButtonProps) {
  const [said, setSaid] = useState<'' | 'Copied' | 'Select the text and copy it'>('')
  const { hold } = usePage()
  useEffect(() => {
    if (said === '') return undefined
    const timer = setTimeout(() => setSaid(''), saidFor)
    return () => clearTimeout(timer)
  }, [said])
  const copy = async (): Promise<void> => {
    const release = hold()
    setSaid((await copyText(text)) ? 'Copied' : 'Select the text and copy it')
    release()
  }
  return (
    <>
      <button
        type="button"
        className={`button ${primary ? 'button-primary' : ''}`}
        disabled={disabled}
        onClick={() => void copy()}
      >
        {name}
      </button>
      <span className="share-said" aria-live="polite">
        {said}
      </span>
    </>
  )
}
