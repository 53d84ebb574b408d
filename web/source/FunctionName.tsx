import { type RefObject, useEffect, useState } from 'react'
import type { ListingView } from '../../src/trace/view.ts'
import { functionAt } from './listing.ts'

interface FunctionNameProps {
  readonly listing: ListingView
  readonly scroller: RefObject<HTMLElement | null>
  readonly lineHeight: number
}

/** The function that the first visible line belongs to. */
export function FunctionName({ listing, scroller, lineHeight }: FunctionNameProps) {
  const [line, setLine] = useState(1)
  // Not a layout effect: the scroller comes later in the tree and has no element yet then.
  useEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const read = () => setLine(Math.floor(element.scrollTop / lineHeight) + 1)
    read()
    element.addEventListener('scroll', read, { passive: true })
    return () => element.removeEventListener('scroll', read)
  }, [scroller, lineHeight])
  const name = functionAt(listing, line)
  return <div className="source-function">{name === undefined ? '' : `${name}()`}</div>
}
