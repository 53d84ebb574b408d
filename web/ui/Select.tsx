/** A native list of choices, drawn as a pill with its label inside. */

import { useId } from 'react'
import { Icon } from './Icon.tsx'

export interface SelectOption {
  readonly value: string
  readonly label: string
}

export interface SelectProps {
  /** Also the accessible name. */
  readonly label: string
  /** The part of the label that is seen, where the whole would take too much room. */
  readonly shortLabel?: string
  readonly value: string
  readonly options: readonly SelectOption[]
  readonly disabled?: boolean
  readonly onChange: (value: string) => void
}

export function Select(props: SelectProps) {
  const { label, shortLabel = label, value, options, disabled = false, onChange } = props
  const id = useId()
  const chosen = options.find((option) => option.value === value)
  return (
    <span className="pill" title={chosen?.label}>
      {shortLabel !== '' && (
        <span className="pill-label" aria-hidden="true">
          {shortLabel}
        </span>
      )}
      <label className="visually-hidden" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon name="chevron" />
    </span>
  )
}
