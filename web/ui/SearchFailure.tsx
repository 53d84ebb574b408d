/** A search that could not go on: why, in words. */

import type { HeddleError } from '../../src/worker/protocol.ts'

export function SearchFailure({ error }: { readonly error: HeddleError }) {
  return (
    <div className="trouble is-failure" role="alert">
      <strong>The search failed</strong>
      <p>{error.message}</p>
    </div>
  )
}
