/** Which part of a view, or which rows of a list, are shown: all choices are seen at once. */

import { useId } from 'react'
import type { Segment } from '../../ui/Segments.tsx'
import './parts.css'

export interface SwitchOption<Value> extends Segment<Value> {
  /** How many there are of it. */
  readonly count?: number
}

export interface SwitchProps<Value> {
  /** Only heard. */
  readonly legend: string
  readonly value: Value
  readonly options: readonly SwitchOption<Value>[]
  readonly onChange: (value: Value) => void
}

export function Switch<Value>({ legend, value, options, onChange }: SwitchProps<Value>) {
  const name = useId()
  return (
    <fieldset className="switch">
      <legend className="visually-hidden">{legend}</legend>
      {options.map((option) => (
        <label key={option.label} className="switch-option">
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
          {option.count !== undefined && (
            <>
              {' '}
              <span className="switch-count">{option.count}</span>
            </>
          )}
        </label>
      ))}
    </fieldset>
  )
}
