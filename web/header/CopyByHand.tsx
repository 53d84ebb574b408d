/** Where the clipboard is out of reach, the link is there to be copied by hand. */

import { Dialog } from '../ui/Dialog.tsx'
import { TextToCopy } from '../ui/TextToCopy.tsx'

export interface CopyByHandProps {
  readonly link: string
  readonly onClose: () => void
}

export function CopyByHand({ link, onClose }: CopyByHandProps) {
  return (
    <Dialog title="Copy this link" onClose={onClose}>
      <p>The browser does not let this page use the clipboard. Copy the link from here:</p>
      <TextToCopy name="Link" text={link} />
    </Dialog>
  )
}
