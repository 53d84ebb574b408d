/** In place of something that comes in a moment: what it is. */

import type { ReactNode } from 'react'

export function Waiting({ children }: { readonly children: ReactNode }) {
  return (
    <p className="blank loading">
      <span className="loading-bar" aria-hidden="true" />
      {children}
    </p>
  )
}
