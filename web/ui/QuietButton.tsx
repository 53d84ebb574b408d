/** A button without a frame that carries a picture only. */

import { Icon, type IconName } from './Icon.tsx'

export interface QuietButtonProps {
  /** The accessible name. */
  readonly name: string
  readonly icon: IconName
  readonly hint?: string
  readonly disabled?: boolean
  readonly onClick: () => void
}

export function QuietButton({ name, icon, hint, disabled = false, onClick }: QuietButtonProps) {
  return (
    <button
      type="button"
      className="button button-quiet"
      aria-label={name}
      title={hint}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  )
}
