/** Where there is room for one part of the run only: which. */

import './narrow.css'

export type RunPart = 'diagram' | 'source' | 'details'

const parts: readonly { readonly id: RunPart; readonly title: string }[] = [
  { id: 'diagram', title: 'Diagram' },
  { id: 'source', title: 'Source' },
  { id: 'details', title: 'Details' },
]

export interface PartSwitchProps {
  readonly part: RunPart
  readonly onChange: (part: RunPart) => void
}

export function PartSwitch({ part, onChange }: PartSwitchProps) {
  return (
    <div role="toolbar" aria-label="Part of the run" className="part-switch" data-part={part}>
      {parts.map(({ id, title }) => (
        <button key={id} type="button" aria-pressed={id === part} onClick={() => onChange(id)}>
          {title}
        </button>
      ))}
    </div>
  )
}
