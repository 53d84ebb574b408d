import { startTransition, useLayoutEffect, useState } from 'react'
import { usePage } from './page.ts'

/**
 * For what may come to the screen a frame after the diagram, so that a key is answered sooner: gives the
 * value of before while the diagram is drawn, and the new one once that has been painted. While a key is
 * held down, values in between are left out. The value must stay the same object while nothing changes,
 * and whatever it is passed to must be memoised, or it is rendered twice.
 */
export function useTrailing<T>(value: T): T {
  const { hold } = usePage()
  const [trailing, setTrailing] = useState(() => value)
  const isLate = trailing !== value
  useLayoutEffect(() => {
    if (!isLate) return undefined
    const release = hold()
    const forget = afterNextFrame(() => startTransition(() => setTrailing(() => value)))
    return () => {
      forget()
      release()
    }
  }, [isLate, value, hold])
  return trailing
}

// What React defers by itself it may begin before the frame, which then comes later.
function afterNextFrame(act: () => void): () => void {
  let later: ReturnType<typeof setTimeout> | undefined
  const frame = requestAnimationFrame(() => {
    later = setTimeout(act)
  })
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(later)
  }
}
