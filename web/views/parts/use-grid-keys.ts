/**
 * Arrow keys in a table whose cells are buttons: one of them is in the order of the Tab key, the others are
 * reached from there.
 */

import { type KeyboardEvent, type RefObject, useState } from 'react'

export interface GridPlace {
  readonly row: number
  readonly column: number
}

export interface GridKeys {
  /** For the button of a cell. */
  readonly cell: (place: GridPlace) => {
    readonly 'data-cell': string
    readonly tabIndex: 0 | -1
    readonly onFocus: () => void
  }
  readonly onKeyDown: (event: KeyboardEvent) => void
}

export function useGridKeys(
  grid: RefObject<HTMLElement | null>,
  rows: number,
  columns: number,
): GridKeys {
  const [wanted, moveTo] = useState<GridPlace>({ row: 0, column: 0 })
  const within = (to: number, count: number): number => Math.max(0, Math.min(count - 1, to))
  // There may be fewer rows than when it was chosen.
  const at = { row: within(wanted.row, rows), column: within(wanted.column, columns) }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = stepOf(event)
    if (step === undefined || event.altKey || event.metaKey) return
    event.preventDefault()
    const [down, right] = step
    const to = { row: within(at.row + down, rows), column: within(at.column + right, columns) }
    moveTo(to)
    grid.current?.querySelector<HTMLElement>(`[data-cell="${nameOf(to)}"]`)?.focus()
  }
  const cell: GridKeys['cell'] = (place) => ({
    'data-cell': nameOf(place),
    tabIndex: place.row === at.row && place.column === at.column ? 0 : -1,
    onFocus: () => moveTo(place),
  })
  return { cell, onKeyDown }
}

function nameOf({ row, column }: GridPlace): string {
  return `${row},${column}`
}

/** By how many cells; infinite: to the edge. */
type Step = readonly [down: number, right: number]

const far = Number.POSITIVE_INFINITY
const pageRows = 10

function stepOf({ key, ctrlKey }: KeyboardEvent): Step | undefined {
  switch (key) {
    case 'ArrowUp':
      return [-1, 0]
    case 'ArrowDown':
      return [1, 0]
    case 'ArrowLeft':
      return [0, -1]
    case 'ArrowRight':
      return [0, 1]
    case 'PageUp':
      return [-pageRows, 0]
    case 'PageDown':
      return [pageRows, 0]
    case 'Home':
      return ctrlKey ? [-far, -far] : [0, -far]
    case 'End':
      return ctrlKey ? [far, far] : [0, far]
    default:
      return undefined
  }
}
