/** Long lists, a page at a time. */

import { type ReactNode, useState } from 'react'

const perPage = 100

export interface PagesProps<T> {
  readonly items: readonly T[]
  /** `states`, `classes` */
  readonly unit: string
  readonly children: (shown: readonly T[], first: number) => ReactNode
}

export function Pages<T>({ items, unit, children }: PagesProps<T>) {
  const [wanted, setPage] = useState(0)
  const last = Math.max(0, Math.ceil(items.length / perPage) - 1)
  const page = Math.min(wanted, last)
  const first = page * perPage
  const shown = items.slice(first, first + perPage)
  if (items.length === 0) return <p className="page-none">No {unit} like that.</p>
  return (
    <>
      {children(shown, first)}
      {last > 0 && (
        <nav className="states-pages" aria-label={`Pages of ${unit}`}>
          <button
            type="button"
            className="button"
            disabled={page === 0}
            onClick={() => setPage(page - 1)}
          >
            Earlier
          </button>
          <span>
            {(first + 1).toLocaleString('en')} to {(first + shown.length).toLocaleString('en')} of{' '}
            {items.length.toLocaleString('en')}
          </span>
          <button
            type="button"
            className="button"
            disabled={page === last}
            onClick={() => setPage(page + 1)}
          >
            Later
          </button>
        </nav>
      )}
    </>
  )
}
