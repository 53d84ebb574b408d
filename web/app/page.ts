/** What components need of the browser page around them. */

import { createContext, useContext } from 'react'
import { ensure } from '../../src/util/ensure.ts'

export interface Page {
  /** The whole address, up to date. */
  readonly currentLink: () => string
  /** To the run alone, without what it is compared with. */
  readonly runLink: () => string
  /** Marks the page as busy until what it returns is called. */
  readonly hold: () => () => void
}

export const PageContext = createContext<Page | undefined>(undefined)

export function usePage(): Page {
  return ensure(useContext(PageContext), 'PageContext around the page')
}
