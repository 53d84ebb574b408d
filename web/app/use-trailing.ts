import { useDeferredValue, useLayoutEffect } from 'react'
import { usePage } from './page.ts'

/**
 * For what may come to the screen a frame after the diagram, so that a key is answered sooner: gives the
 * value of before while the diagram is drawn, and the new one right after. While a key is held down,
 * values in between are left out. The value must stay the same object while nothing changes, and
 * whatever it is passed to must be memoised, or it is rendered twice.
 */
export function useTrailing<T>(value: T): T {
  const { hold } = usePage()
  const trailing = useDeferredValue(value)
  const isLate = trailing !== value
  useLayoutEffect(() => (isLate ? hold() : undefined), [isLate, hold])
  return trailing
}
