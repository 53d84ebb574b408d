/** A choice among few, all of them seen at once. */

import { useId } from 'react'
import './segments.css'

export interface Segment<Value> {
  readonly value: Value
  readonly label: string
}

export interface SegmentsProps<Value> {
  readonly legend: string
  readonly value: Value
  readonly options: readonly Segment<Value>[]
  readonly onChange: (value: Value) => void
}

export function Segments<Value>({ legend, value, options, onChange }: SegmentsProps<Value>) {
  const name = useId()
  return (
    <fieldset className="segments">
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.label}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  )
}
