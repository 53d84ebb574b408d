/** A native list of choices, drawn as a pill with its label inside. */

import { useId } from 'react'
import { Icon } from './Icon.tsx'

export interface SelectOption {
  readonly value: string
  readonly label: string
  /** Neighbours of the same group stand under its name. */
  readonly group?: string
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
        {groupsOf(options).map(({ name, members }) =>
          name === undefined ? (
            members.map(toOption)
          ) : (
            <optgroup key={name} label={name}>
              {members.map(toOption)}
            </optgroup>
          ),
        )}
      </select>
      <Icon name="chevron" />
    </span>
  )
}

function toOption({ value, label }: SelectOption) {
  return (
    <option key={value} value={value}>
      {label}
    </option>
  )
}

interface Group {
  readonly name: string | undefined
  readonly members: SelectOption[]
}

function groupsOf(options: readonly SelectOption[]): readonly Group[] {
  const groups: Group[] = []
  for (const option of options) {
    const last = groups.at(-1)
    if (last !== undefined && last.name === option.group) last.members.push(option)
    else groups.push({ name: option.group, members: [option] })
  }
  return groups
}
