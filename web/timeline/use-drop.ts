/** Files that are dropped on the view, and what is pasted while it is shown. */

import { type DragEvent, useEffect, useState } from 'react'
import { focusOf, isDialogOpen } from '../ui/keyboard.ts'
import type { Importing } from './use-import.ts'

export function useDrop({ start, fail }: Importing) {
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      if (focusOf(event.target) === 'text' || event.clipboardData === null) return
      if (isDialogOpen(document)) return
      event.preventDefault()
      const [file] = event.clipboardData.files
      const text = event.clipboardData.getData('text/plain')
      if (file !== undefined) start(file.name, file)
      else if (text.trim() === '') fail('Pasted text', 'There is no text in the clipboard.')
      else start('Pasted text', text)
    }
    window.addEventListener('paste', paste)
    return () => window.removeEventListener('paste', paste)
  }, [start, fail])
  return {
    isOver,
    onDragOver: (event: DragEvent): void => {
      if (!event.dataTransfer.types.some((type) => type === 'Files' || type === 'text/plain'))
        return
      event.preventDefault()
      setIsOver(true)
    },
    onDragLeave: ({ relatedTarget, currentTarget }: DragEvent): void => {
      if (relatedTarget instanceof Node && currentTarget.contains(relatedTarget)) return
      setIsOver(false)
    },
    onDrop: (event: DragEvent): void => {
      event.preventDefault()
      setIsOver(false)
      const [file, second] = event.dataTransfer.files
      if (second !== undefined) fail('Dropped files', 'Drop one file at a time.')
      else if (file !== undefined) start(file.name, file)
      else start('Dropped text', event.dataTransfer.getData('text/plain'))
    },
  }
}
