/** A link that was read, but whose run the model refuses. */

import type { LinkState } from '../../src/share/link/schema.ts'
import type { HeddleError } from '../../src/worker/protocol.ts'
import type { DamagedLink } from './damaged-link.ts'

/** The model refused what the link asks for; when only the run is to blame, the scenario is left. */
export function refusedLink(error: HeddleError, state: LinkState): DamagedLink {
  const { part, message: text } = error
  if (error.code !== 'bad-schedule') {
    return { problems: [{ part, text, kept: 'nothing of the run' }], readable: undefined }
  }
  const readable = { ...state, schedule: '', at: 0, checksum: undefined }
  return { problems: [{ part, text, kept: 'the scenario before its first step' }], readable }
}
