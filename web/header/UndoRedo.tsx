/** Back to where one was, and forth again. Apart from the header, which need not follow every step. */

import { useFact } from '../store/use-app.ts'
import { CommandButton } from '../ui/CommandButton.tsx'
import { Icon } from '../ui/Icon.tsx'

export function UndoRedo() {
  const canUndo = useFact((state) => state.history.past.length > 0)
  const canRedo = useFact((state) => state.history.future.length > 0)
  return (
    <>
      <CommandButton command="undo" name="Undo" className="button-icon" disabled={!canUndo}>
        <Icon name="undo" />
      </CommandButton>
      <CommandButton command="redo" name="Redo" className="button-icon" disabled={!canRedo}>
        <Icon name="redo" />
      </CommandButton>
    </>
  )
}
