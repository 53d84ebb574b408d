/** A choice among few, all of them seen at once: a setting, a part of a view, which rows of a list. */

import { useId } from 'react'
import './segments.css'

export interface Segment<Value> {
  readonly value: Value
  readonly label: string
  /** How many there are of it. */
  readonly count?: number
}

export interface SegmentsProps<Value> {
  readonly legend: string
  /** It is only heard: what is chosen says by itself what it is. */
  readonly isLegendHidden?: boolean
  readonly value: Value
  readonly options: readonly Segment<Value>[]
  readonly onChange: (value: Value) => void
}

export function Segments<Value>(props: SegmentsProps<Value>) {
  const { legend, isLegendHidden = false, value, options, onChange } = props
  const name = useId()
  return (
    <fieldset className="segments-field">
      <legend className={isLegendHidden ? 'visually-hidden' : 'segments-legend'}>{legend}</legend>
      <span className="segments">
        {options.map(({ value: each, label, count }) => (
          <label key={label} className="segment">
            <input
              type="radio"
              name={name}
              checked={each === value}
              onChange={() => onChange(each)}
            />
            {label}
            {count !== undefined && (
              <>
                {' '}
                <span className="segment-count">{count}</span>
              </>
            )}
          </label>
        ))}
      </span>
    </fieldset>
  )
}
