/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an option element holds text only */
/** A command in the palette: its title with the letters that fit, its keys, or why it can do nothing now. */

import { hotkeyText } from '../ui/hotkeys.ts'
import { platform } from '../ui/platform.ts'
import type { Entry } from './entries.ts'

export interface PaletteEntryProps {
  readonly entry: Entry
  readonly id: string
  readonly active: boolean
  readonly onPoint: () => void
  readonly onChoose: () => void
}

export function PaletteEntry({ entry, id, active, onPoint, onChoose }: PaletteEntryProps) {
  const { command, unable, recent } = entry
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the field above has the focus and the keys
    <div
      id={id}
      role="option"
      className="palette-entry"
      aria-selected={active}
      aria-disabled={unable !== undefined}
      onPointerMove={active ? undefined : onPoint}
      onClick={onChoose}
    >
      <span className="palette-title">
        <span>
          <Title entry={entry} />
        </span>
        {unable !== undefined && <span className="palette-why">not now: {unable}</span>}
      </span>
      <span className="palette-group">{recent ? 'recent' : command.group}</span>
      <span className="palette-keys">
        {command.keys.slice(0, 2).map((key) => (
          <kbd key={key}>{hotkeyText(key, platform)}</kbd>
        ))}
      </span>
    </div>
  )
}

/** Neighbouring letters that fit are one mark. */
function Title({ entry }: { readonly entry: Entry }) {
  const { title } = entry.command
  const parts: { readonly from: number; readonly fits: boolean; text: string }[] = []
  for (const [index, letter] of title.split('').entries()) {
    const fits = entry.at.includes(index)
    const last = parts.at(-1)
    if (last?.fits === fits) last.text += letter
    else parts.push({ from: index, fits, text: letter })
  }
  return parts.map(({ from, fits, text }) =>
    fits ? <mark key={from}>{text}</mark> : <span key={from}>{text}</span>,
  )
}
