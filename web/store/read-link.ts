/** Reads the fragment of the address and holds it against the scenarios that there are. */

import { parseLink } from '../../src/share/link/codec.ts'
import type { ScenarioMeta } from '../../src/worker/protocol.ts'
import { type CheckedLink, checkLink } from './damaged-link.ts'

export function readLink(hash: string, scenarios: readonly ScenarioMeta[]): CheckedLink {
  return checkLink(parseLink(hash), scenarios)
}
