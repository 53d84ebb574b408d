/**
 * A modal dialog: the browser's own, which keeps the focus inside, closes on Escape and gives the focus
 * back. Mounted means open.
 */

import { type ReactNode, useLayoutEffect, useId, useRef } from 'react'
import { QuietButton } from './QuietButton.tsx'

export interface DialogProps {
  readonly title: string
  readonly className?: string
  readonly onClose: () => void
  readonly children: ReactNode
}

export function Dialog({ title, className = '', onClose, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  // Closed while it is still in the document: only then does the browser give the focus back.
  useLayoutEffect(() => {
    const dialog = ref.current
    if (dialog !== null && !dialog.open) dialog.showModal()
    dialog?.querySelector<HTMLElement>('.button-primary, .dialog-body .button, textarea')?.focus()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={ref}
      className={`dialog ${className}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <div className="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <QuietButton name="Close" icon="close" onClick={onClose} />
      </div>
      <div className="dialog-body">{children}</div>
    </dialog>
  )
}
