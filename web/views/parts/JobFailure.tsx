/** A job that could not go on: why, in words. */

import type { HeddleError } from '../../../src/worker/protocol.ts'

export function JobFailure({ error }: { readonly error: HeddleError }) {
  return (
    <div className="job-failed" role="alert">
      <strong>The search failed</strong>
      <p>{error.message}</p>
    </div>
  )
}
